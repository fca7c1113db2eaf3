package dev.meridian.weather;

import java.io.File;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The packaged sample with what tests need inside the server. */
final class WeatherArchive {
    private WeatherArchive() {}

    /** The very WAR that the build made, but without cities: the tests bring their own. */
    static WebArchive withoutCities(Class<?>... helpers) {
        var war = ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("weather.war")));
        war.delete("/WEB-INF/classes/cities-15000.tsv.gz");
        return war.addClasses(helpers);
    }

    /** The same, for tests that run inside the server. */
    static WebArchive forTestsInside(Class<?>... helpers) {

        return withoutCities(helpers)
                .addAsLibraries(new File(Assertions.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()));
    }
}
