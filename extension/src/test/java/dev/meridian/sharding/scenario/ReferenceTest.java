package dev.meridian.sharding.scenario;

import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Country;
import dev.meridian.sharding.testkit.weather.Region;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.Station;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * A unit with reference entities that may commit several shards one after the other. Each test finds Japan and Kenya, of
 * the regions TEMPERATE and TROPIC, which are parts of EARTH, and no station.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ReferenceTest {

    ShardedUnit unit;
    Country japan;
    Country kenya;

    @BeforeAll
    void openUnit() {
        unit = ShardedUnit.with(WeatherLocation.class, Report.class, Region.class, Country.class, Station.class)
                .createTables()
                .property("meridian.cross-shard-writes", "best-effort")
                .open();
    }

    @AfterAll
    void closeUnit() {
        unit.close();
    }

    @BeforeEach
    void fill() {
        for (String shard : ShardedUnit.SHARDS) {
            execute(
                    shard,
                    "DELETE FROM STATION",
                    "DELETE FROM COUNTRY",
                    "UPDATE REGION SET PARENT_CODE = NULL",
                    "DELETE FROM REGION");
        }
        inTransaction(em -> {
            Region earth = new Region("EARTH", "Earth");
            Region temperate = new Region("TEMPERATE", "Temperate");
            Region tropic = new Region("TROPIC", "Tropic");
            temperate.setParent(earth);
            tropic.setParent(earth);
            japan = new Country("Japan", temperate);
            kenya = new Country("Kenya", tropic);
            List.of(earth, temperate, tropic, japan, kenya).forEach(em::persist);
        });
        forget();
    }

    /** Stations in asia and in europe (one each), both of Japan, and one of Kenya in europe. */
    void storeStations() {
        inTransaction(em -> {
            Country asian = em.find(Country.class, japan.getId());
            Station tokyo = new Station("Asia", "Tokyo", asian);
            tokyo.setRegion(em.find(Region.class, "TEMPERATE"));
            em.persist(tokyo);
            em.persist(new Station("Europe", "London", asian));
            em.persist(new Station("Africa", "Nairobi", em.find(Country.class, kenya.getId())));
        });
        forget();
    }

    /** Empties the shared cache and the log. */
    void forget() {
        unit.forget();
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

    <T> List<T> list(Function<EntityManager, List<T>> question) {
        return ask(question);
    }

    /** One statement on each of these shards and nowhere else. */
    static Map<String, Integer> oneOn(String... shards) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String shard : shards) {
            counts.put(shard, 1);
        }
        return counts;
    }

    static Map<String, Integer> oneOnEach() {
        return oneOn(ShardedUnit.SHARDS.toArray(String[]::new));
    }

    void execute(String shard, String... statements) {
        try {
            unit.execute(shard, statements);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The one number that the statement finds in each shard, which must be the same. */
    int inEach(String sql) {
        int[] found = ShardedUnit.SHARDS.stream()
                .mapToInt(shard -> number(shard, sql))
                .distinct()
                .toArray();
        if (found.length != 1) {
            throw new AssertionError("The shards do not agree: " + Arrays.toString(found));
        }
        return found[0];
    }

    int number(String shard, String sql) {
        try (var connection = unit.jdbc(shard);
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
