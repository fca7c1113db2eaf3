package dev.meridian.sharding.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.jta.Transactions;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a persistence context and the shared cache know of a root that has moved, or that did not move after all. */
@Tag("weaving")
class MovedObjectsTest extends MoveScenario {

    @Test
    void keyChange_managedObjects_areOfTheNewShardAfterTheFlush() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        in(em -> {
            Town found = em.find(Town.class, town.getId());
            Sensor sensor = em.find(Sensor.class, town.getSensors().get(0).getId());
            Sample sample = em.find(Sample.class, sampleOf(town).getId());
            found.setContinent("Europe");
            em.flush();
            for (Object object : List.of(found, sensor, sample)) {
                assertThat(Sharding.of(em).shardOf(object)).isEqualTo("europe");
                assertThat(em.contains(object)).isTrue();
            }
            assertThat(em.find(Town.class, town.getId())).isSameAs(found);
            assertThat(em.find(Town.class, ShardedKey.of("europe", town.getId())))
                    .isSameAs(found);
            assertThat(em.find(Town.class, ShardedKey.of("asia", town.getId()))).isNull();
            assertThat(em.find(Sensor.class, ShardedKey.of("europe", sensor.getId())))
                    .isSameAs(sensor);
            assertThat(sensor.getTown()).isSameAs(found);
            assertThat(sample.getSensor()).isSameAs(sensor);
        });
    }

    @Test
    void keyChange_relationsNotReadYet_areReadFromTheNewShard() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        in(em -> {
            Sample sample = em.find(Sample.class, sampleOf(town).getId());
            Town found = em.find(Town.class, town.getId());
            List<Sensor> sensors = found.getSensors();
            found.setContinent("Europe");
            em.flush();
            unit.log().clear();
            assertThat(sensors).hasSize(2);
            assertThat(sample.getSensor().getTown()).isSameAs(found);
            assertThat(sample.getSensor().getSamples()).containsExactly(sample);
            assertThat(unit.log().counts().keySet()).isSubsetOf("europe");
            sample.getSensor().setLevel(77);
        });
        assertThat(rows("europe", "SENSOR WHERE LEVEL = 77")).isOne();
    }

    @Test
    void keyChange_thenRefresh_readsTheNewShard() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        in(em -> {
            Town found = em.find(Town.class, town.getId());
            found.setContinent("Europe");
            em.flush();
            found.setName("lost");
            unit.log().clear();
            em.refresh(found);
            assertThat(found.getName()).isEqualTo("Tokyo");
            assertThat(found.getSensors()).hasSize(2);
            assertThat(unit.log().counts()).containsOnlyKeys("europe");
        });
        assertIn("europe", 1);
    }

    @Test
    void keyChange_thenClear_commitsTheMove() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        in(em -> {
            em.find(Town.class, town.getId()).setContinent("Europe");
            em.flush();
            em.clear();
            assertThat(Sharding.of(em).shardOf(em.find(Town.class, town.getId())))
                    .isEqualTo("europe");
        });
        assertIn("europe", 1);
        assertNothingIn("asia");
    }

    @Test
    void keyChange_rolledBack_leavesTheRowsAndTheObjectsTokensAsTheyWere() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        Transactions.manager().begin();
        EntityManager em = unit.emf().createEntityManager();
        Town found = em.find(Town.class, town.getId());
        Sensor sensor = em.find(Sensor.class, town.getSensors().get(0).getId());
        found.setContinent("Europe");
        em.flush();
        found.setContinent("South America");
        em.flush();
        Transactions.manager().rollback();
        assertThat(Sharding.of(em).shardOf(found)).isEqualTo("asia");
        assertThat(Sharding.of(em).shardOf(sensor)).isEqualTo("asia");
        em.close();
        assertIn("asia", 1);
        assertNothingIn("europe");
        sensor.setLevel(44);
        in(other -> {
            assertThat(other.find(Town.class, town.getId()).getContinent()).isEqualTo("Asia");
            other.merge(sensor);
        });
        assertThat(rows("asia", "SENSOR WHERE LEVEL = 44")).isOne();
    }

    @Test
    void keyChange_committed_leavesNothingStaleInTheSharedCache() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        readAll(town);
        in(em -> em.find(Town.class, town.getId()).setContinent("Europe"));
        try (EntityManager em = unit.emf().createEntityManager()) {
            Town found = em.find(Town.class, town.getId());
            assertThat(Sharding.of(em).shardOf(found)).isEqualTo("europe");
            assertThat(found.getContinent()).isEqualTo("Europe");
            assertThat(em.find(Town.class, ShardedKey.of("asia", town.getId()))).isNull();
            Sensor sensor = em.find(Sensor.class, town.getSensors().get(0).getId());
            assertThat(Sharding.of(em).shardOf(sensor)).isEqualTo("europe");
            assertThat(sensor.getTown()).isSameAs(found);
            assertThat(found.getSensors()).hasSize(2);
            assertThat(Sharding.of(em)
                            .shardOf(em.find(Sample.class, sampleOf(town).getId())))
                    .isEqualTo("europe");
        }
    }

    @Test
    void keyChange_rolledBack_leavesTheSharedCacheRight() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        readAll(town);
        Transactions.manager().begin();
        try (EntityManager em = unit.emf().createEntityManager()) {
            em.find(Town.class, town.getId()).setContinent("Europe");
            em.flush();
        }
        Transactions.manager().rollback();
        try (EntityManager em = unit.emf().createEntityManager()) {
            Town found = em.find(Town.class, town.getId());
            assertThat(Sharding.of(em).shardOf(found)).isEqualTo("asia");
            assertThat(found.getContinent()).isEqualTo("Asia");
            assertThat(found.getSensors()).hasSize(2);
        }
    }

    @Test
    void keyChange_inAContextThatOutlivesTheTransaction_goesOnInTheNewShard() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        try (EntityManager em = unit.emf().createEntityManager()) {
            Town found = em.find(Town.class, town.getId());
            assertThat(found.getSensors()).hasSize(2);
            for (String continent : List.of("Europe", "South America", "Asia", "Europe")) {
                Transactions.in(() -> {
                    em.joinTransaction();
                    found.setContinent(continent);
                    found.getSensors().get(0).setLevel(found.getVersion());
                    return 0;
                });
            }
            assertThat(em.find(Town.class, town.getId())).isSameAs(found);
            Transactions.in(() -> {
                em.joinTransaction();
                found.setName("Edo");
                return 0;
            });
        }
        assertIn("europe", 1);
        assertNothingIn("asia");
        assertNothingIn("south_america");
        try (EntityManager em = unit.emf().createEntityManager()) {
            assertThat(em.find(Town.class, town.getId()).getName()).isEqualTo("Edo");
        }
    }

    /** Fills the shared cache, relations too. */
    private void readAll(Town town) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            for (Sensor sensor : em.find(Town.class, town.getId()).getSensors()) {
                assertThat(sensor.getTown()).isNotNull();
                assertThat(sensor.getSamples()).isNotNull();
                sensor.getSamples()
                        .forEach(sample -> assertThat(sample.getSensor()).isSameAs(sensor));
            }
        }
    }

    private static Sample sampleOf(Town town) {
        return town.getSensors().get(0).getSamples().get(0);
    }
}
