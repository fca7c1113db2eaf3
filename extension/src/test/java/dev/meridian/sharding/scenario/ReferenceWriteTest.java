package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Country;
import dev.meridian.sharding.testkit.weather.Region;
import dev.meridian.sharding.testkit.weather.Station;
import jakarta.persistence.OptimisticLockException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Writes of reference entities: in every shard, in one transaction, counted once. */
@Tag("weaving")
class ReferenceWriteTest extends ReferenceTest {

    @Test
    void insert_isOneStatementInEachShard() {
        inTransaction(em -> em.persist(new Region("POLAR", "Polar")));

        assertThat(unit.log().counts()).isEqualTo(oneOnEach());
        assertThat(inEach("SELECT COUNT(*) FROM REGION WHERE CODE = 'POLAR'")).isEqualTo(1);
    }

    @Test
    void generatedId_isTheSameInEachShard() {
        assertThat(inEach("SELECT ID FROM COUNTRY WHERE NAME = 'Japan'"))
                .isEqualTo(japan.getId().intValue());
    }

    @Test
    void update_isOneStatementInEachShard_withItsVersion() {
        inTransaction(em -> {
            Country found = em.find(Country.class, japan.getId());
            unit.log().clear();
            found.setArea(377);
        });

        assertThat(unit.log().counts()).isEqualTo(oneOnEach());
        assertThat(inEach("SELECT AREA FROM COUNTRY WHERE NAME = 'Japan'")).isEqualTo(377);
        assertThat(inEach("SELECT VERSION FROM COUNTRY WHERE NAME = 'Japan'")).isEqualTo(2);
    }

    @Test
    void delete_isOneStatementInEachShard() {
        inTransaction(em -> {
            Country found = em.find(Country.class, japan.getId());
            unit.log().clear();
            em.remove(found);
        });

        assertThat(unit.log().counts()).isEqualTo(oneOnEach());
        assertThat(inEach("SELECT COUNT(*) FROM COUNTRY")).isEqualTo(1);
    }

    @Test
    void staleVersion_isAnOptimisticLockException() {
        with(em -> {
            em.getTransaction().begin();
            em.find(Country.class, japan.getId()).setArea(1);
            for (String shard : ShardedUnit.SHARDS) {
                execute(shard, "UPDATE COUNTRY SET VERSION = 7 WHERE NAME = 'Japan'");
            }
            assertThatThrownBy(em::flush).isInstanceOf(OptimisticLockException.class);
        });
    }

    @Test
    void shardsThatDisagree_areAnError_andNothingIsWritten() {
        execute("europe", "UPDATE COUNTRY SET VERSION = 7 WHERE NAME = 'Japan'");
        with(em -> {
            em.getTransaction().begin();
            em.find(Country.class, japan.getId()).setArea(1);
            assertThatThrownBy(em::flush)
                    .hasStackTraceContaining(
                            "MERIDIAN-082 Cannot write Country: its rows are not the same in all its shards"
                                    + " (north_america has 1, asia has 1, europe has 0, south_america has 1).");
        });
        assertThat(inEach("SELECT AREA FROM COUNTRY WHERE NAME = 'Japan'")).isZero();
    }

    @Test
    void rollback_leavesAllShardsAlike() {
        with(em -> {
            em.getTransaction().begin();
            em.persist(new Region("POLAR", "Polar"));
            em.find(Country.class, japan.getId()).setArea(9);
            em.flush();
            em.getTransaction().rollback();
        });

        assertThat(inEach("SELECT COUNT(*) FROM REGION")).isEqualTo(3);
        assertThat(inEach("SELECT AREA FROM COUNTRY WHERE NAME = 'Japan'")).isZero();
        assertThat(unit.log().rollbacks("europe")).hasSize(1);
    }

    @Test
    void failureInOneShard_leavesAllShardsAlike() {
        unit.log().failNext("europe", sql -> sql.startsWith("INSERT INTO REGION"));
        assertThatThrownBy(() -> inTransaction(em -> em.persist(new Region("POLAR", "Polar"))))
                .hasStackTraceContaining("europe");

        assertThat(inEach("SELECT COUNT(*) FROM REGION")).isEqualTo(3);
    }

    @Test
    void resourceLocal_refusesItBeforeAnyCommit() {
        unit.restart("meridian.cross-shard-writes", "refuse");
        try {
            assertThatThrownBy(() -> inTransaction(em -> em.persist(new Region("POLAR", "Polar"))))
                    .hasStackTraceContaining("MERIDIAN-016")
                    .hasStackTraceContaining("asia, europe, north_america, south_america");
        } finally {
            unit.restart("meridian.cross-shard-writes", "best-effort");
        }
    }

    @Test
    void bulkUpdate_isOneStatementInEachShard_countedOnce() {
        inTransaction(em -> assertThat(em.createQuery("UPDATE Country c SET c.area = c.area + 5")
                        .executeUpdate())
                .isEqualTo(2));

        assertThat(unit.log().counts()).isEqualTo(oneOnEach());
        assertThat(inEach("SELECT SUM(AREA) FROM COUNTRY")).isEqualTo(10);
    }

    @Test
    void bulkDelete_withASubqueryOverReferences_isCountedOnce() {
        inTransaction(em -> assertThat(em.createQuery("DELETE FROM Country c WHERE c.region.parent.code = 'EARTH'"
                                + " AND EXISTS (SELECT r FROM Region r WHERE r = c.region AND r.code = 'TROPIC')")
                        .executeUpdate())
                .isEqualTo(1));

        assertThat(inEach("SELECT COUNT(*) FROM COUNTRY")).isEqualTo(1);
    }

    @Test
    void bulk_thatDisagrees_isAnError() {
        execute("asia", "DELETE FROM COUNTRY WHERE NAME = 'Kenya'");
        with(em -> {
            em.getTransaction().begin();
            assertThatThrownBy(() ->
                            em.createQuery("UPDATE Country c SET c.area = 3").executeUpdate())
                    .hasMessageContaining("MERIDIAN-082")
                    .hasMessageContaining("asia has 1");
        });
    }

    @Test
    void bulk_thatNeedNotDoTheSameInEachShard_isRefused() {
        storeStations();
        with(em -> {
            em.getTransaction().begin();
            for (String jpql : new String[] {
                "DELETE FROM Country c WHERE NOT EXISTS (SELECT s FROM Station s WHERE s.country = c)",
                "DELETE FROM Country c WHERE EXISTS (SELECT s FROM Station s WHERE s.country = c AND s.continent = 'Asia')",
                "UPDATE Country c SET c.area = EXTRACT(YEAR FROM CURRENT_DATE)",
                "UPDATE Country c SET c.area = FUNCTION('MOD', c.area, 2)"
            }) {
                assertThatThrownBy(() -> em.createQuery(jpql).executeUpdate())
                        .as(jpql)
                        .hasMessageStartingWith("MERIDIAN-084 Cannot write Country in all its shards:");
            }
            assertThatThrownBy(() -> em.createQuery("DELETE FROM Country c")
                            .setHint("eclipselink.partitioning", "asia")
                            .executeUpdate())
                    .hasMessageStartingWith("MERIDIAN-084");
        });
        assertThat(unit.log().counts()).isEmpty();
    }

    @Test
    void foreignKey_holdsInTheShardOfTheRowThatPoints() {
        storeStations();
        assertThat(number("asia", "SELECT COUNT(*) FROM STATION S JOIN COUNTRY C ON S.COUNTRY_ID = C.ID"))
                .isEqualTo(1);
        assertThatThrownBy(() -> execute("europe", "DELETE FROM COUNTRY WHERE NAME = 'Japan'"))
                .hasStackTraceContaining("foreign key");
        assertThatThrownBy(() -> inTransaction(em -> em.remove(em.find(Country.class, japan.getId()))))
                .hasStackTraceContaining("foreign key");
        assertThat(inEach("SELECT COUNT(*) FROM COUNTRY")).isEqualTo(2);
    }

    @Test
    void newShardedAndReference_inOneTransaction_areWrittenInTheOrderOfTheirForeignKeys() {
        inTransaction(em -> {
            Country peru = new Country("Peru", em.find(Region.class, "TROPIC"));
            em.persist(new Station("South America", "Lima", peru));
            em.persist(peru);
        });

        assertThat(number("south_america", "SELECT COUNT(*) FROM STATION S JOIN COUNTRY C ON S.COUNTRY_ID = C.ID"))
                .isEqualTo(1);
        assertThat(inEach("SELECT COUNT(*) FROM COUNTRY")).isEqualTo(3);
    }

    @Test
    void merge_ofADetachedOne_updatesEachShard() {
        Country detached = ask(em -> em.find(Country.class, japan.getId()));
        detached.setArea(12);
        inTransaction(em -> em.merge(detached));

        assertThat(inEach("SELECT AREA FROM COUNTRY WHERE NAME = 'Japan'")).isEqualTo(12);
    }

    @Test
    void batchWriting_reachesEachShard() {
        unit.restart("eclipselink.jdbc.batch-writing", "JDBC");
        fill();
        try {
            inTransaction(em -> {
                em.persist(new Region("A", "a"));
                em.persist(new Region("B", "b"));
                em.find(Country.class, japan.getId()).setArea(4);
            });
            assertThat(inEach("SELECT COUNT(*) FROM REGION")).isEqualTo(5);
            assertThat(inEach("SELECT AREA FROM COUNTRY WHERE NAME = 'Japan'")).isEqualTo(4);
        } finally {
            unit.restart("eclipselink.jdbc.batch-writing", "None");
        }
    }
}
