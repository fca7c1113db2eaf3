package dev.meridian.sharding.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.StatementLog;
import dev.meridian.sharding.testkit.jta.Transactions;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A changed shard key moves a root with all that is stored with it, in one JTA transaction. */
@Tag("weaving")
class MoveTest extends MoveScenario {

    @Test
    void keyChange_nothingElseLoaded_movesTheRootWithAllThatIsStoredWithIt() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        in(em -> em.find(Town.class, town.getId()).setContinent("Europe"));
        assertIn("europe", 1);
        assertNothingIn("asia");
    }

    @Test
    void keyChange_sendsOneSelectInsertAndDeleteATable() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        in(em -> {
            Town found = em.find(Town.class, town.getId());
            unit.log().clear();
            found.setContinent("Europe");
        });
        assertThat(unit.log().statements("asia")).hasSize(6);
        assertThat(unit.log().statements("europe")).hasSize(4);
        assertThat(unit.log().counts()).containsOnlyKeys("asia", "europe");
        assertThat(unit.log().all())
                .extracting(StatementLog.Entry::thread)
                .containsOnly(Thread.currentThread().getName());
    }

    @Test
    void keyChange_keepsIdsVersionsTimesAndColumnsThatAreNotMapped() throws Exception {
        for (String shard : List.of("asia", "europe")) {
            unit.execute(shard, "ALTER TABLE SENSOR ADD COLUMN REMARK VARCHAR(20)");
        }
        try {
            Town town = store(new Town("Asia", "Tokyo"));
            unit.execute("asia", "UPDATE SENSOR SET REMARK = 'kept'");
            in(em -> em.find(Town.class, town.getId()).setContinent("Europe"));
            in(em -> {
                Town found = em.find(Town.class, ShardedKey.of("europe", town.getId()));
                assertThat(found.getFounded()).isEqualTo(town.getFounded());
                assertThat(found.getVersion()).isEqualTo(2);
                assertThat(found.getSensors())
                        .extracting(Sensor::getId)
                        .containsExactlyInAnyOrderElementsOf(
                                town.getSensors().stream().map(Sensor::getId).toList());
                Sensor sensor = em.find(Sensor.class, town.getSensors().get(0).getId());
                assertThat(sensor.getPicture()).containsExactly(1, 2, 1);
                assertThat(sensor.getSamples())
                        .extracting(Sample::getId)
                        .containsExactly(
                                town.getSensors().get(0).getSamples().get(0).getId());
            });
            assertThat(rows("europe", "SENSOR WHERE REMARK = 'kept'")).isEqualTo(2);
        } finally {
            for (String shard : List.of("asia", "europe")) {
                unit.execute(shard, "ALTER TABLE SENSOR DROP COLUMN REMARK");
            }
        }
    }

    @Test
    void keyChange_thenQuery_findsTheMovedOnes() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        store(new Town("Asia", "Osaka"));
        in(em -> {
            em.find(Town.class, town.getId()).setContinent("Europe");
            assertThat(names(em, "Europe")).containsExactly("Tokyo");
            assertThat(names(em, "Asia")).containsExactly("Osaka");
            assertThat(em.createQuery("SELECT COUNT(g) FROM Sensor g WHERE g.town.continent = 'Europe'", Long.class)
                            .getSingleResult())
                    .isEqualTo(2);
            assertThat(em.createQuery("SELECT COUNT(s) FROM Sample s", Long.class)
                            .getSingleResult())
                    .isEqualTo(2);
        });
        assertThat(rows("europe", "TOWN")).isOne();
    }

    @Test
    void keyChange_twiceInOneTransaction_endsWhereTheLastSays() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        in(em -> {
            Town found = em.find(Town.class, town.getId());
            found.setContinent("Europe");
            em.flush();
            found.setContinent("South America");
            em.flush();
            assertThat(Sharding.of(em).shardOf(found)).isEqualTo("south_america");
        });
        assertIn("south_america", 1);
        assertNothingIn("asia");
        assertNothingIn("europe");
    }

    @Test
    void keyChange_thereAndBack_endsWhereItBegan() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        in(em -> {
            Town found = em.find(Town.class, town.getId());
            found.setContinent("Europe");
            em.flush();
            found.setContinent("Oceania");
            em.flush();
            assertThat(em.find(Town.class, ShardedKey.of("asia", town.getId()))).isSameAs(found);
        });
        assertIn("asia", 1);
        assertNothingIn("europe");
        in(em -> assertThat(em.find(Town.class, town.getId()).getContinent()).isEqualTo("Oceania"));
    }

    @Test
    void keyChange_thereAndBackBeforeTheFlush_movesNothing() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        in(em -> {
            Town found = em.find(Town.class, town.getId());
            unit.log().clear();
            found.setContinent("Europe");
            found.setContinent("Asia");
        });
        assertThat(unit.log().counts().keySet()).doesNotContain("europe");
        assertIn("asia", 1);
    }

    @Test
    void keyChange_withNewRemovedAndChangedChildren_bringsAllOver() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        in(em -> {
            Town found = em.find(Town.class, town.getId());
            found.setContinent("Europe");
            found.setName("Edo");
            found.sensor(5).sample(50);
            Sensor changed = em.find(Sensor.class, town.getSensors().get(0).getId());
            changed.setLevel(9);
            changed.sample(99);
            Sensor removed = em.find(Sensor.class, town.getSensors().get(1).getId());
            found.getSensors().remove(removed);
            em.remove(removed);
        });
        assertNothingIn("asia");
        assertThat(rows("europe", "TOWN WHERE NAME = 'Edo'")).isOne();
        assertThat(rows("europe", "SENSOR")).isEqualTo(2);
        assertThat(rows("europe", "SENSOR WHERE LEVEL IN (5, 9)")).isEqualTo(2);
        assertThat(rows("europe", "SAMPLE")).isEqualTo(3);
    }

    @Test
    void keyChange_thenRemove_leavesNothingAnywhere() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        in(em -> {
            Town found = em.find(Town.class, town.getId());
            found.setContinent("Europe");
            em.flush();
            em.remove(found);
        });
        assertNothingIn("asia");
        assertNothingIn("europe");
    }

    @Test
    void keyChange_andRemoveInOneFlush_leavesNothingAnywhere() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        in(em -> {
            Town found = em.find(Town.class, town.getId());
            found.setContinent("Europe");
            em.remove(found);
        });
        assertNothingIn("asia");
        assertNothingIn("europe");
    }

    @Test
    void keyChange_persistedAndNotFlushed_isWrittenOnce() throws Exception {
        in(em -> {
            Town town = new Town("Asia", "Tokyo");
            em.persist(town);
            town.sensor(1);
            town.setContinent("Europe");
        });
        assertThat(rows("europe", "TOWN")).isOne();
        assertNothingIn("asia");
    }

    @Test
    void keyChange_persistedAndFlushed_moves() throws Exception {
        Town[] stored = new Town[1];
        in(em -> {
            Town town = new Town("Asia", "Tokyo");
            town.sensor(1).sample(10);
            town.sensor(2);
            em.persist(town);
            em.flush();
            town.setContinent("Europe");
            stored[0] = town;
        });
        assertIn("europe", 1);
        assertNothingIn("asia");
        in(em -> assertThat(em.find(Town.class, stored[0].getId()).getSensors()).hasSize(2));
    }

    @Test
    void keyChange_versionChangedMeanwhile_isAnOptimisticLockFailureThatChangesNothing() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        Transactions.manager().begin();
        try (EntityManager em = unit.emf().createEntityManager()) {
            Town found = em.find(Town.class, town.getId());
            em.detach(found);
            Transactions.manager().rollback();
            unit.execute("asia", "UPDATE TOWN SET VERSION = VERSION + 1");
            Transactions.manager().begin();
            found.setContinent("Europe");
            assertThatThrownBy(() -> {
                        em.joinTransaction();
                        em.merge(found);
                        em.flush();
                    })
                    .isInstanceOf(OptimisticLockException.class);
            Transactions.manager().rollback();
        }
        assertIn("asia", 1);
        assertNothingIn("europe");
    }

    @Test
    void keyChange_rowGoneMeanwhile_isAnOptimisticLockFailure() throws Exception {
        Town town = new Town("Asia", "Tokyo");
        in(em -> em.persist(town));
        try (EntityManager em = unit.emf().createEntityManager()) {
            Town found = em.find(Town.class, town.getId());
            unit.execute("asia", "DELETE FROM TOWN");
            Transactions.manager().begin();
            em.joinTransaction();
            found.setContinent("Europe");
            assertThatThrownBy(em::flush).isInstanceOf(OptimisticLockException.class);
            Transactions.manager().rollback();
        }
        assertNothingIn("europe");
    }

    @Test
    void keyChange_idIsThereAlready_isRefusedAndNothingIsChanged() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        unit.execute(
                "europe",
                "INSERT INTO TOWN (ID, CONTINENT, NAME, VERSION) VALUES (" + town.getId()
                        + ", 'Europe', 'Impostor', 1)");
        assertThatThrownBy(() -> in(em -> {
                    em.find(Town.class, ShardedKey.of("asia", town.getId())).setContinent("Europe");
                    em.flush();
                }))
                .hasStackTraceContaining("MERIDIAN-091 Cannot move Town from the shard asia to europe");
        assertIn("asia", 1);
        assertThat(rows("europe", "TOWN WHERE NAME = 'Impostor'")).isOne();
        assertThat(rows("europe", "SENSOR")).isZero();
    }

    @Test
    void keyChange_toAValueWithoutAShard_isRefused() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        assertThatThrownBy(() -> in(em -> {
                    em.find(Town.class, town.getId()).setContinent("Atlantis");
                    em.flush();
                }))
                .hasStackTraceContaining("MERIDIAN-010");
        assertIn("asia", 1);
    }

    @Test
    void merge_copyWithoutTokenAndWithAnotherKey_moves() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        Town copy = new Town("Europe", "Edo");
        copy.setId(town.getId());
        copy.setVersion(town.getVersion());
        copy.getSensors().addAll(town.getSensors());
        in(em -> em.merge(copy));
        assertIn("europe", 1);
        assertNothingIn("asia");
        assertThat(rows("europe", "TOWN WHERE NAME = 'Edo'")).isOne();
    }

    @Test
    void merge_detachedThatAnotherHasMoved_findsItWhereItIs() throws Exception {
        Town town = store(new Town("Asia", "Tokyo"));
        Sensor[] detached = new Sensor[1];
        in(em -> detached[0] = em.find(Sensor.class, town.getSensors().get(0).getId()));
        in(em -> em.find(Town.class, town.getId()).setContinent("Europe"));
        detached[0].setLevel(55);
        in(em -> em.merge(detached[0]));
        assertThat(rows("europe", "SENSOR WHERE LEVEL = 55")).isOne();
        assertThat(rows("asia", "SENSOR")).isZero();
    }

    @Test
    void update_ofTheKeyInBulk_isRefused() throws Exception {
        store(new Town("Asia", "Tokyo"));
        assertThatThrownBy(() -> in(em -> em.createQuery("UPDATE Town c SET c.continent = 'Europe'")
                        .executeUpdate()))
                .hasStackTraceContaining("MERIDIAN-024");
        assertIn("asia", 1);
    }

    private static List<String> names(EntityManager em, String continent) {
        return em.createQuery("SELECT c.name FROM Town c WHERE c.continent = :continent", String.class)
                .setParameter("continent", continent)
                .getResultList();
    }
}
