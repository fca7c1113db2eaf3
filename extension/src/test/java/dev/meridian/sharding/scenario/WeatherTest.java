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
        unit.emf().getCache().evictAll();
        unit.log().clear();
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
        with(em -> {
            em.getTransaction().begin();
            work.accept(em);
            em.getTransaction().commit();
        });
    }

    void with(Consumer<EntityManager> work) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            try {
                work.accept(em);
            } finally {
                // A failed assertion must not leave locks to the next test.
                if (em.getTransaction().isActive()) {
                    em.getTransaction().rollback();
                }
            }
        }
    }

    <T> T ask(Function<EntityManager, T> question) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            return question.apply(em);
        }
    }

    int rows(String shard, String table) {
        try (var connection = unit.jdbc(shard);
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            result.next();
            return result.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
