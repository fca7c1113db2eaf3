package dev.meridian.sharding.scenario;

import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A unit of weather locations and reports over four shards, empty before each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WeatherTest {

    ShardedUnit unit;
    WeatherLocation tokyo;
    WeatherLocation london;

    /** What the unit is like beyond its entities. */
    ShardedUnit.Builder configure(ShardedUnit.Builder builder) {
        return builder;
    }

    @BeforeAll
    void openUnit() {
        unit = configure(ShardedUnit.with(WeatherLocation.class, Report.class).createTables())
                .open();
    }

    @AfterAll
    void closeUnit() {
        // Null where such databases do not run and the tests are skipped.
        if (unit != null) {
            unit.close();
        }
    }

    @BeforeEach
    void emptyShards() throws SQLException {
        tokyo = new WeatherLocation("Asia", "Tokyo");
        london = new WeatherLocation("Europe", "London");
        for (String shard : ShardedUnit.SHARDS) {
            unit.execute(shard, "DELETE FROM REPORT", unit.kind().restartIds("REPORT"), "DELETE FROM WEATHER_LOCATION");
        }
        forget();
    }

    /** Empties the shared cache and the log. */
    void forget() {
        unit.forget();
    }

    /** Writes a location with one report each, each in its own transaction; forgets them. */
    void store(WeatherLocation... locations) {
        for (WeatherLocation location : locations) {
            location.report(20);
            inTransaction(em -> em.persist(location));
        }
        forget();
    }

    void inTransaction(Consumer<EntityManager> work) {
        unit.inTransaction(work);
    }

    void with(Consumer<EntityManager> work) {
        unit.with(work);
    }

    <T> T ask(Function<EntityManager, T> question) {
        return unit.ask(question);
    }

    int rows(String shard, String table) {
        return unit.rows(shard, table);
    }
}
