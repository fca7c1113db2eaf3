package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.StatementLog;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Entities that are not sharded, alone and beside sharded ones. */
class UnshardedTest {

    @Test
    void unitWithoutShardedEntity_sameStatementsAsWithoutMeridian() {
        List<StatementLog.Entry> without;
        List<StatementLog.Entry> with;
        try (ShardedUnit unit = notes().withoutMeridian().open()) {
            without = useNotes(unit);
        }
        try (ShardedUnit unit = notes().open()) {
            with = useNotes(unit);
        }
        assertThat(with)
                .extracting(StatementLog.Entry::sql)
                .containsExactlyElementsOf(
                        without.stream().map(StatementLog.Entry::sql).toList());
        assertThat(with).extracting(StatementLog.Entry::shard).containsOnly("north_america");
    }

    @Test
    void sharding_unitWithoutShardedEntity_isRefused() {
        try (ShardedUnit unit = notes().open()) {
            assertThatThrownBy(() -> Sharding.of(unit.emf())).hasMessageStartingWith("MERIDIAN-002");
        }
    }

    @Test
    void unshardedBesideSharded_staysOnThePrimary() {
        try (ShardedUnit unit = mixed().open();
                EntityManager em = unit.emf().createEntityManager()) {
            unit.log().clear();
            em.getTransaction().begin();
            Note note = new Note("beside");
            em.persist(note);
            em.flush();
            assertThat(em.createQuery("SELECT COUNT(m) FROM Note m", Long.class).getSingleResult())
                    .isEqualTo(1);
            em.getTransaction().commit();
            assertThat(Sharding.of(em).shardOf(note)).isNull();
            assertThat(unit.log().counts()).containsOnlyKeys("north_america");
        }
    }

    @Test
    void unshardedAfterASharded_inOneTransaction_reachesThePrimary() {
        try (ShardedUnit unit = mixed().open();
                EntityManager em = unit.emf().createEntityManager()) {
            em.getTransaction().begin();
            em.persist(new WeatherLocation("Asia", "Tokyo"));
            em.flush();
            assertThat(em.createQuery("SELECT m FROM Note m", Note.class).getResultList())
                    .isEmpty();
            unit.log().clear();
            em.persist(new Note("second"));
            em.flush();
            assertThat(unit.log().counts()).containsOnlyKeys("north_america");
            em.getTransaction().rollback();
        }
    }

    @Test
    void primaryAndShard_bothWritten_isRefusedInResourceLocal() {
        try (ShardedUnit unit = mixed().open();
                EntityManager em = unit.emf().createEntityManager()) {
            em.getTransaction().begin();
            em.persist(new WeatherLocation("Asia", "Tokyo"));
            em.persist(new Note("primary"));
            assertThatThrownBy(() -> em.getTransaction().commit())
                    .hasStackTraceContaining("MERIDIAN-016")
                    .hasStackTraceContaining("asia, north_america");
        }
    }

    @Test
    void query_joiningUnshardedAndSharded_isRefused() {
        try (ShardedUnit unit = mixed().open();
                EntityManager em = unit.emf().createEntityManager()) {
            unit.log().clear();
            assertThatThrownBy(() -> em.createQuery(
                                    "SELECT m FROM Note m, WeatherLocation l WHERE l.population = 7", Note.class)
                            .getResultList())
                    .hasMessageStartingWith("MERIDIAN-020");
            assertThat(unit.log().counts()).isEmpty();
            em.createQuery("SELECT m FROM Note m, WeatherLocation l WHERE l.continent = 'North America'", Note.class)
                    .getResultList();
            assertThat(unit.log().counts()).isEqualTo(Map.of("north_america", 1));
        }
    }

    private static List<StatementLog.Entry> useNotes(ShardedUnit unit) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            em.getTransaction().begin();
            Note note = new Note("alone");
            em.persist(note);
            em.getTransaction().commit();
            em.clear();
            unit.emf().getCache().evictAll();
            em.find(Note.class, note.getId());
            em.createQuery("SELECT m FROM Note m WHERE m.text LIKE 'a%' ORDER BY m.text", Note.class)
                    .setMaxResults(3)
                    .getResultList();
            em.createNativeQuery("SELECT COUNT(*) FROM NOTE").getSingleResult();
            em.getTransaction().begin();
            em.remove(em.find(Note.class, note.getId()));
            em.getTransaction().commit();
        }
        return unit.log().all();
    }

    private static ShardedUnit.Builder notes() {
        return ShardedUnit.with(Note.class).shards("north_america").createTables();
    }

    private static ShardedUnit.Builder mixed() {
        return ShardedUnit.with(Note.class, WeatherLocation.class, Report.class).createTables();
    }
}
