package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A child of a child goes where its grandparent is, over both steps. */
class ColocationChainTest {

    private final WeatherLocation tokyo = new WeatherLocation("Asia", "Tokyo");
    private final WeatherLocation london = new WeatherLocation("Europe", "London");
    private ShardedUnit unit;

    @BeforeEach
    void storeTwoChains() {
        unit = ShardedUnit.with(WeatherLocation.class, Report.class, Reading.class)
                .createTables()
                .open();
        for (WeatherLocation location : new WeatherLocation[] {tokyo, london}) {
            write(em -> {
                em.persist(location);
                em.persist(new Reading(location.report(20), 1000));
            });
        }
        unit.emf().getCache().evictAll();
        unit.log().clear();
    }

    @AfterEach
    void closeUnit() {
        unit.close();
    }

    @Test
    void persist_grandchild_goesToItsGrandparentsShard() {
        with(em -> {
            assertThat(em.find(Reading.class, ShardedKey.of("asia", 1L))
                            .getReport()
                            .getLocation()
                            .getCity())
                    .isEqualTo("Tokyo");
            assertThat(em.find(Reading.class, ShardedKey.of("europe", 1L))
                            .getReport()
                            .getLocation()
                            .getCity())
                    .isEqualTo("London");
        });
    }

    @Test
    void persist_grandchildOfStoredParent_goesToThatShard() {
        write(em -> {
            Report report = em.find(Report.class, ShardedKey.of("europe", 1L));
            unit.log().clear();
            em.persist(new Reading(report, 990));
        });
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
    }

    @Test
    void query_byGrandparentsKey_asksOneShard() {
        with(em -> {
            Reading found = em.createQuery(
                            "SELECT r FROM Reading r WHERE r.report.location.continent = :somewhere", Reading.class)
                    .setParameter("somewhere", "Europe")
                    .getSingleResult();
            assertThat(Sharding.of(em).shardOf(found)).isEqualTo("europe");
        });
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
    }

    @Test
    void query_byParentEntity_meansThatOneAlone() {
        with(em -> {
            Report asian = em.find(Report.class, ShardedKey.of("asia", 1L));
            unit.log().clear();
            Reading found = em.createQuery("SELECT r FROM Reading r WHERE r.report = :report", Reading.class)
                    .setParameter("report", asian)
                    .getSingleResult();
            assertThat(Sharding.of(em).shardOf(found)).isEqualTo("asia");
        });
        assertThat(unit.log().counts()).containsOnlyKeys("asia");
    }

    @Test
    void query_otherThanAnEntityWithRepeatingId_findsThoseOfOtherShards() {
        with(em -> {
            Report asian = em.find(Report.class, ShardedKey.of("asia", 1L));
            List<Reading> others = em.createQuery("SELECT r FROM Reading r WHERE r.report <> :report", Reading.class)
                    .setParameter("report", asian)
                    .getResultList();
            assertThat(others).extracting(Sharding.of(em)::shardOf).containsExactly("europe");
        });
    }

    @Test
    void query_byCopyOfUnknownShard_isRefused() {
        Report copy = new Report(null, 1);
        copy.setId(1L);
        with(em -> assertThatThrownBy(
                        () -> em.createQuery("SELECT r FROM Reading r WHERE r.report = :report", Reading.class)
                                .setParameter("report", copy)
                                .getResultList())
                .hasMessageStartingWith("MERIDIAN-020"));
    }

    @Test
    void query_straightFromTheResultSet_isRefused() {
        with(em -> assertThatThrownBy(() -> em.createNamedQuery("Reading.straightFromTheResultSet", Reading.class)
                        .getResultList())
                .hasMessageStartingWith("MERIDIAN-022 Cannot run the query over Reading"));
    }

    @Test
    void update_ofGrandchild_goesToItsShard() {
        write(em -> {
            Reading found = em.find(Reading.class, ShardedKey.of("asia", 1L));
            unit.log().clear();
            found.setPressure(1);
        });
        assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 1));
    }

    @Test
    void persist_grandchildWithoutParent_isRefused() {
        with(em -> {
            em.getTransaction().begin();
            em.persist(new Reading(null, 1));
            assertThatThrownBy(em::flush)
                    .hasStackTraceContaining("MERIDIAN-012 Cannot persist Reading: its report is null");
            em.getTransaction().rollback();
        });
    }

    @Test
    void persist_grandchildOfReportWithoutLocation_isRefused() {
        with(em -> {
            em.getTransaction().begin();
            Report report = new Report(null, 5);
            em.persist(report);
            em.persist(new Reading(report, 1));
            assertThatThrownBy(em::flush)
                    .hasStackTraceContaining("MERIDIAN-012 Cannot persist Report: its location is null");
            em.getTransaction().rollback();
        });
    }

    private void write(Consumer<EntityManager> work) {
        with(em -> {
            em.getTransaction().begin();
            work.accept(em);
            em.getTransaction().commit();
        });
    }

    private void with(Consumer<EntityManager> work) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            work.accept(em);
        }
    }
}
