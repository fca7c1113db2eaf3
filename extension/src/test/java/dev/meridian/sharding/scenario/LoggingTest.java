package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the logger {@code dev.meridian.sharding} tells, and what it must not. */
class LoggingTest {

    // Held, because the JDK keeps loggers weakly.
    private final Logger logger = Logger.getLogger("dev.meridian.sharding");
    private final List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            records.add(logged);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
        logger.setLevel(null);
        logger.setUseParentHandlers(true);
    }

    @Test
    void schemaGeneration_ofAbstractClassesWithoutATable_warnsOfNothing() {
        try (ShardedUnit unit =
                ShardedUnit.with(PerClassPartsTest.ENTITIES).createTables().open()) {
            assertThat(unit.log().statements("asia")).noneMatch(sql -> sql.startsWith("CREATE TABLE PC_DOCUMENT "));
            assertThat(unit.log().statements("asia")).anyMatch(sql -> sql.startsWith("CREATE TABLE PC_INVOICE "));
            assertThat(messages(Level.WARNING)).isEmpty();
        }
    }

    @Test
    void start_tellsTheTopologyAtInfo() {
        try (ShardedUnit unit =
                ShardedUnit.with(WeatherLocation.class, Report.class).open()) {
            assertThat(messages(Level.INFO))
                    .singleElement()
                    .asString()
                    .contains(
                            "Shards north_america, asia, europe, south_america (primary north_america)",
                            "WeatherLocation by continent",
                            "Report with its location");
            assertThat(unit.emf().isOpen()).isTrue();
        }
    }

    @Test
    void query_tellsRouteAndReasonAtDebug_withoutValues() {
        try (ShardedUnit unit = ShardedUnit.with(WeatherLocation.class, Report.class)
                        .createTables()
                        .open();
                EntityManager em = unit.emf().createEntityManager()) {
            records.clear();
            em.createQuery("SELECT l FROM WeatherLocation l WHERE l.continent = 'Europe' AND l.city = :secret")
                    .setParameter("secret", "Xanadu")
                    .getResultList();
            em.createQuery("SELECT l FROM WeatherLocation l").getResultList();
            assertThat(messages(Level.FINE)).hasSize(2);
            assertThat(messages(Level.FINE).get(0)).startsWith("WeatherLocation -> europe: continent");
            assertThat(messages(Level.FINE).get(1)).startsWith("WeatherLocation -> all: ");
            assertThat(messages(Level.ALL)).noneMatch(text -> text.contains("Xanadu") || text.contains("Europe"));
        }
    }

    private List<String> messages(Level atLeast) {
        return records.stream()
                .filter(logged -> logged.getLevel().intValue() >= atLeast.intValue())
                .map(LogRecord::getMessage)
                .toList();
    }
}
