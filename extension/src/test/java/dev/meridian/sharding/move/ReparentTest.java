package dev.meridian.sharding.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.jta.Transactions;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A child whose new parent is in another shard moves there, with what is stored with it. */
@Tag("weaving")
class ReparentTest extends MoveScenario {

    private Town tokyo = new Town("Asia", "Tokyo");
    private Town london = new Town("Europe", "London");

    @BeforeEach
    void storeTwoTowns() throws Exception {
        tokyo = store(new Town("Asia", "Tokyo"));
        london = store(new Town("Europe", "London"));
    }

    @Test
    void parentChange_toAnotherShard_movesTheChildWithItsChildren() throws Exception {
        in(em -> {
            Sensor sensor = first(em, tokyo);
            Town target = em.find(Town.class, london.getId());
            sensor.setTown(target);
            em.flush();
            assertThat(Sharding.of(em).shardOf(sensor)).isEqualTo("europe");
            assertThat(sensor.getSamples()).hasSize(1);
            assertThat(Sharding.of(em).shardOf(sensor.getSamples().get(0))).isEqualTo("europe");
        });
        assertRows("asia", 1, 1, 0);
        assertRows("europe", 1, 3, 2);
        assertThat(rows("europe", "SENSOR WHERE TOWN_ID = " + london.getId())).isEqualTo(3);
    }

    @Test
    void parentChange_committed_isSeenInBothListsOfTheSharedCache() throws Exception {
        try (EntityManager warm = unit.emf().createEntityManager()) {
            assertThat(warm.find(Town.class, tokyo.getId()).getSensors()).hasSize(2);
            assertThat(warm.find(Town.class, london.getId()).getSensors()).hasSize(2);
        }
        in(em -> {
            Sensor sensor = first(em, tokyo);
            Town target = em.find(Town.class, london.getId());
            sensor.setTown(target);
            target.getSensors().add(sensor);
        });
        try (EntityManager em = unit.emf().createEntityManager()) {
            assertThat(em.find(Town.class, tokyo.getId()).getSensors()).hasSize(1);
            assertThat(em.find(Town.class, london.getId()).getSensors()).hasSize(3);
        }
    }

    @Test
    void parentChange_toAParentThatMovesItself_arrivesWithIt() throws Exception {
        in(em -> {
            Sensor sensor = first(em, tokyo);
            Town target = em.find(Town.class, london.getId());
            target.setContinent("South America");
            sensor.setTown(target);
        });
        assertRows("asia", 1, 1, 0);
        assertRows("europe", 0, 0, 0);
        assertRows("south_america", 1, 3, 2);
    }

    @Test
    void parentChange_awayFromAParentThatMoves_staysWhereItsNewParentIs() throws Exception {
        Town osaka = store(new Town("Asia", "Osaka"));
        in(em -> {
            Sensor sensor = first(em, tokyo);
            em.find(Town.class, tokyo.getId()).setContinent("South America");
            sensor.setTown(em.find(Town.class, osaka.getId()));
        });
        assertRows("asia", 1, 3, 2);
        assertRows("south_america", 1, 1, 0);
    }

    @Test
    void parentChange_ofAGrandchild_movesItAlone() throws Exception {
        in(em -> {
            Sample sample = em.find(
                    Sample.class, tokyo.getSensors().get(0).getSamples().get(0).getId());
            sample.setSensor(first(em, london));
        });
        assertRows("asia", 1, 2, 0);
        assertRows("europe", 1, 2, 2);
    }

    @Test
    void parentChange_ofAChildAndOfItsChild_putsEachWhereItBelongs() throws Exception {
        in(em -> {
            Sensor sensor = first(em, tokyo);
            Sample own = sensor.getSamples().get(0);
            sensor.setTown(em.find(Town.class, london.getId()));
            own.setSensor(em.find(Sensor.class, tokyo.getSensors().get(1).getId()));
        });
        assertRows("asia", 1, 1, 1);
        assertRows("europe", 1, 3, 1);
    }

    @Test
    void parentChange_toANewParentInAnotherShard_isRefusedUntilThatIsFlushed() throws Exception {
        assertThatThrownBy(() -> in(em -> {
                    Town paris = new Town("Europe", "Paris");
                    em.persist(paris);
                    first(em, tokyo).setTown(paris);
                    em.flush();
                }))
                .hasStackTraceContaining(
                        "MERIDIAN-094 Cannot move Sensor from the shard asia to europe: its new town is"
                                + " not written yet: flush it first");
        in(em -> {
            Town paris = new Town("Europe", "Paris");
            em.persist(paris);
            em.flush();
            first(em, tokyo).setTown(paris);
        });
        assertRows("asia", 1, 1, 0);
        assertRows("europe", 2, 3, 2);
    }

    @Test
    void parentChange_rolledBack_leavesAllAsItWas() throws Exception {
        Transactions.manager().begin();
        EntityManager em = unit.emf().createEntityManager();
        Sensor sensor = first(em, tokyo);
        sensor.setTown(em.find(Town.class, london.getId()));
        em.flush();
        Transactions.manager().rollback();
        assertThat(Sharding.of(em).shardOf(sensor)).isEqualTo("asia");
        em.close();
        assertRows("asia", 1, 2, 1);
        assertRows("europe", 1, 2, 1);
    }

    private static Sensor first(EntityManager em, Town town) {
        return em.find(Sensor.class, town.getSensors().get(0).getId());
    }

    private void assertRows(String shard, int towns, int sensors, int samples) {
        assertThat(new int[] {rows(shard, "TOWN"), rows(shard, "SENSOR"), rows(shard, "SAMPLE")})
                .as(shard)
                .containsExactly(towns, sensors, samples);
    }
}
