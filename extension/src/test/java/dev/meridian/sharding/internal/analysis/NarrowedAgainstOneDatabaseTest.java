package dev.meridian.sharding.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Random queries over four sharded databases find the same rows as over one that has all rows. */
class NarrowedAgainstOneDatabaseTest {

    private static final int CASES = 300;
    private static final List<String> QUERIES = List.of(
            "SELECT l.id FROM WeatherLocation l WHERE %s",
            "SELECT l.id FROM Report r JOIN r.location l WHERE %s",
            "SELECT l.id FROM WeatherLocation l LEFT JOIN l.reports r LEFT JOIN r.location k WHERE %s");
    private static final List<String> ALIASES = List.of("l", "l", "k");

    private ShardedUnit sharded;
    private ShardedUnit single;

    @BeforeEach
    void open() throws SQLException {
        sharded = ShardedUnit.with(WeatherLocation.class, Report.class)
                .createTables()
                .open();
        single = ShardedUnit.with(WeatherLocation.class, Report.class)
                .unsharded()
                .createTables()
                .open();
        fill();
    }

    @AfterEach
    void close() {
        sharded.close();
        single.close();
    }

    private void fill() throws SQLException {
        int id = 0;
        for (Object key : WeatherAnalysis.MAP.values()) {
            String shard = WeatherAnalysis.MAP.shardOf(key).orElseThrow();
            for (int population = 0; population < 4; population++) {
                id++;
                String location =
                        "INSERT INTO WEATHER_LOCATION (ID, CONTINENT, CITY, POPULATION) VALUES (%d, '%s', 'City', %d)"
                                .formatted(id, key, population / 2);
                String report =
                        "INSERT INTO REPORT (LOCATION_ID, TEMPERATURE) SELECT ID, 1 FROM WEATHER_LOCATION WHERE ID = %d AND MOD(ID, 2) = 0"
                                .formatted(id);
                sharded.execute(shard, location, report);
                single.execute("one", location, report);
            }
        }
    }

    @Test
    void randomQuery_findsTheRowsOfOneDatabase_onFewerShards() {
        Random random = new Random(7);
        int narrowed = 0;
        try (EntityManager many = sharded.emf().createEntityManager();
                EntityManager one = single.emf().createEntityManager()) {
            for (int i = 0; i < CASES; i++) {
                int form = random.nextInt(QUERIES.size());
                Map<String, Object> parameters = new HashMap<>();
                String condition = new RandomCondition(random, parameters, false, List.of("population"), form == 2)
                        .make(ALIASES.get(form), random.nextInt(4));
                String jpql = QUERIES.get(form).formatted(condition);
                sharded.log().clear();

                assertThat(run(many, jpql, parameters))
                        .as("%s %s", jpql, parameters)
                        .isEqualTo(run(one, jpql, parameters));
                narrowed += sharded.log().counts().size() < ShardedUnit.SHARDS.size() ? 1 : 0;
            }
        }
        assertThat(narrowed).isGreaterThan(CASES / 3);
    }

    private static List<?> run(EntityManager em, String jpql, Map<String, Object> parameters) {
        Query query = em.createQuery(jpql);
        parameters.forEach(query::setParameter);
        return ((List<?>) query.getResultList()).stream().sorted().toList();
    }
}
