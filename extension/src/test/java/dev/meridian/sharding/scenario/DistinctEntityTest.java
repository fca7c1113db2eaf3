package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Entities that a DISTINCT selects are told apart by their keys. */
class DistinctEntityTest extends WeatherTest {

    @Test
    void entitiesOfAnOuterJoin_onOneShard_areAllReturned() {
        london.report(21);
        store(london);
        with(em -> assertThat(em.createQuery(
                                "SELECT DISTINCT r FROM WeatherLocation l LEFT JOIN l.reports r WHERE l.continent = 'Europe'",
                                Report.class)
                        .getResultList())
                .hasSize(2));
    }

    /** The rows of both readings are the same, column by column. */
    @Test
    void groupsByEntitiesOfAnOuterJoin_ofTwoShardsWithTheSameColumns_areTwo() {
        try (ShardedUnit own = ShardedUnit.with(WeatherLocation.class, Report.class, Reading.class)
                .createTables()
                .open()) {
            storeReading(own, "Asia");
            storeReading(own, "Europe");
            try (EntityManager em = own.emf().createEntityManager()) {
                List<Object[]> groups = em.createQuery(
                                "SELECT DISTINCT x, COUNT(r) FROM Report r LEFT JOIN Reading x ON x.report = r GROUP BY x",
                                Object[].class)
                        .getResultList();
                assertThat(groups)
                        .extracting(row -> Sharding.of(em).shardOf(row[0]))
                        .containsExactlyInAnyOrder("asia", "europe");
            }
        }
    }

    private static void storeReading(ShardedUnit own, String continent) {
        try (EntityManager em = own.emf().createEntityManager()) {
            em.getTransaction().begin();
            WeatherLocation location = new WeatherLocation(continent, "somewhere");
            Report report = new Report(location, 20);
            em.persist(location);
            em.persist(report);
            em.persist(new Reading(report, 1000));
            em.getTransaction().commit();
        }
    }
}
