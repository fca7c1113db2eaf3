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

    @Test
    void setOperationsOfEntitiesOfAnOuterJoin_ofTwoShardsWithTheSameColumns_tellThemApart() {
        try (ShardedUnit own = ShardedUnit.with(WeatherLocation.class, Report.class, Reading.class)
                .createTables()
                .open()) {
            storeReading(own, "Asia");
            storeReading(own, "Europe");
            storeReport(own, "Asia");
            storeReport(own, "Europe");
            String all = "SELECT x FROM Report r LEFT JOIN Reading x ON x.report = r";
            String asian = "SELECT y FROM Reading y WHERE y.report.location.continent = 'Asia'";
            try (EntityManager em = own.emf().createEntityManager()) {
                assertThat(shards(em, all + " UNION SELECT y FROM Reading y"))
                        .containsExactlyInAnyOrder("asia", "europe", "none");
                assertThat(shards(em, all + " INTERSECT " + asian)).containsExactly("asia");
                assertThat(shards(em, all + " EXCEPT " + asian)).containsExactlyInAnyOrder("europe", "none");
            }
        }
    }

    private static List<String> shards(EntityManager em, String query) {
        return em.createQuery(query, Reading.class).getResultList().stream()
                .map(reading -> reading == null ? "none" : Sharding.of(em).shardOf(reading))
                .toList();
    }

    private static void storeReport(ShardedUnit own, String continent) {
        try (EntityManager em = own.emf().createEntityManager()) {
            em.getTransaction().begin();
            WeatherLocation location = new WeatherLocation(continent, "elsewhere");
            em.persist(location);
            em.persist(new Report(location, 20));
            em.getTransaction().commit();
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
