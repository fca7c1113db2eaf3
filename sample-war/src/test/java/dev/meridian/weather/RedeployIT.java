package dev.meridian.weather;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The sample taken off a running server and put back. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RedeployIT {
    /** The server's own cleaning after an application takes a moment. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = "weather", managed = false, testable = false)
    static WebArchive weather() {
        return WeatherArchive.withoutCities(LoaderTrace.class);
    }

    @Deployment(name = "probe", managed = false, testable = false)
    static WebArchive probe() {
        return ShrinkWrap.create(WebArchive.class, "probe.war").addClass(LoaderProbe.class);
    }

    @Test
    void redeploy_afterUse_leavesNothingOfTheOldApplication() throws Exception {
        deployer.deploy("probe");
        // Of the first application with CDI that it ever runs the server itself keeps something, Meridian or not.
        deployUseUndeploy();

        deployUseUndeploy();

        Instant end = Instant.now().plus(PATIENCE);
        // Each time it collects garbage.
        while (!get("probe/loader").equals("gone")) {
            assertThat(Instant.now()).as("the class loader is still held").isBefore(end);
        }
        deployer.undeploy("probe");
    }

    private void deployUseUndeploy() {
        deployer.deploy("weather");
        assertThat(get("meridian-sample-war/leave-trace")).startsWith("cities ");
        deployer.undeploy("weather");
    }

    /** Each time over a connection of its own: one that is kept alive holds the application that it last served. */
    private static String get(String path) {
        try {
            var address = URI.create("http://localhost:" + System.getProperty("weather.test.port") + "/" + path);
            var connection = address.toURL().openConnection();
            connection.setRequestProperty("Connection", "close");
            try (var body = connection.getInputStream()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
