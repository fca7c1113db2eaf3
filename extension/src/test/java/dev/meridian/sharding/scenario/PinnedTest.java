package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.PinnedPartitioning;
import org.eclipse.persistence.annotations.ReplicationPartitioning;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Entities that are on one named shard, or on some of them. */
class PinnedTest {

    @Entity(name = "Audit")
    @PinnedPartitioning(name = "InEurope", connectionPool = "europe")
    @Partitioned("InEurope")
    static class Audit {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        @Nullable Long id;

        @Nullable String text;

        @ManyToOne
        @Nullable Currency currency;
    }

    @Entity(name = "Currency")
    @ReplicationPartitioning(
            name = "OldWorld",
            connectionPools = {"europe", "asia"})
    @Partitioned("OldWorld")
    static class Currency {
        @Id
        String code = "";
    }

    @Test
    void tables_areOnTheShardsOfTheEntityAlone() {
        try (ShardedUnit unit = unit()) {
            assertThat(created(unit, "AUDIT")).containsExactly("europe");
            assertThat(created(unit, "CURRENCY")).containsExactly("asia", "europe");
        }
    }

    @Test
    void pinned_isWrittenAndReadOnItsShard_withAnIdentity() {
        try (ShardedUnit unit = unit();
                EntityManager em = unit.emf().createEntityManager()) {
            unit.log().clear();
            Audit audit = new Audit();
            em.getTransaction().begin();
            em.persist(audit);
            em.persist(new WeatherLocation("Europe", "London"));
            em.getTransaction().commit();
            assertThat(audit.id).isNotNull();
            em.clear();
            unit.emf().getCache().evictAll();
            assertThat(em.find(Audit.class, audit.id)).isNotNull();
            em.getTransaction().begin();
            assertThat(em.createQuery("UPDATE Audit a SET a.text = 'x'").executeUpdate())
                    .isEqualTo(1);
            em.getTransaction().commit();
            assertThat(Sharding.of(em).shardOf(audit)).isNull();
            assertThat(unit.log().counts().keySet()).isSubsetOf("europe", "north_america");
            assertThat(unit.log().statements("north_america")).allMatch(sql -> sql.contains("IDS"));
        }
    }

    @Test
    void query_besideSharded_isAnsweredWhereBothAre() {
        try (ShardedUnit unit = unit();
                EntityManager em = unit.emf().createEntityManager()) {
            unit.log().clear();
            em.createQuery("SELECT a FROM Audit a, WeatherLocation l WHERE l.continent = 'Africa'")
                    .getResultList();
            assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
            unit.log().clear();
            for (String jpql : List.of(
                    "SELECT a FROM Audit a, WeatherLocation l WHERE l.continent = 'Asia'",
                    "SELECT l FROM WeatherLocation l WHERE EXISTS (SELECT c FROM Currency c WHERE c.code = l.city)")) {
                assertThatThrownBy(() -> em.createQuery(jpql).getResultList())
                        .as(jpql)
                        .hasMessageStartingWith("MERIDIAN-083");
            }
            assertThatThrownBy(() -> em.createQuery("SELECT c FROM Currency c")
                            .setHint("eclipselink.partitioning", "south_america")
                            .getResultList())
                    .hasMessageStartingWith("MERIDIAN-083 Cannot run the query over Currency on south_america");
            assertThat(unit.log().counts()).isEmpty();
        }
    }

    @Test
    void reference_thatIsNotOnThePrimary_isReadFromItsFirstShard() {
        try (ShardedUnit unit = unit();
                EntityManager em = unit.emf().createEntityManager()) {
            unit.log().clear();
            assertThat(em.createQuery("SELECT COUNT(c) FROM Currency c", Long.class)
                            .getSingleResult())
                    .isZero();
            assertThat(em.createQuery(
                                    "SELECT COUNT(l) FROM Currency c, WeatherLocation l WHERE l.continent = 'Atlantis'",
                                    Long.class)
                            .getSingleResult())
                    .isZero();
            assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 2));
        }
    }

    @Test
    void hint_thatNamesAPinnedPolicy_pinsToItsShard() {
        try (ShardedUnit unit = unit();
                EntityManager em = unit.emf().createEntityManager()) {
            unit.log().clear();
            em.createQuery("SELECT l FROM WeatherLocation l")
                    .setHint("eclipselink.partitioning", "InEurope")
                    .getResultList();
            assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
        }
    }

    private static List<String> created(ShardedUnit unit, String table) {
        return unit.log().all().stream()
                .filter(entry -> entry.sql().startsWith("CREATE TABLE " + table + " "))
                .map(entry -> entry.shard())
                .sorted()
                .toList();
    }

    private static ShardedUnit unit() {
        return ShardedUnit.with(WeatherLocation.class, Report.class, Audit.class, Currency.class)
                .createTables()
                .open();
    }
}
