package dev.meridian.weather;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
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

    /** Adds an entity to the archive's persistence unit. */
    static WebArchive withEntity(WebArchive war, Class<?> entity) {
        String path = "/WEB-INF/classes/META-INF/persistence.xml";
        try (var stream = war.delete(path).getAsset().openStream()) {
            String unit = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            String end = "<exclude-unlisted-classes>";
            return war.addClass(entity)
                    .add(new StringAsset(unit.replace(end, "<class>" + entity.getName() + "</class>" + end)), path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The very WAR, for tests that run inside the server. */
    static WebArchive forTestsInside(Class<?>... helpers) {
        return withoutCities(helpers)
                .addAsLibraries(new File(Assertions.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()));
    }
}
