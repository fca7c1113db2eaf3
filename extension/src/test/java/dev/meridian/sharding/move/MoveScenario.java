package dev.meridian.sharding.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.jta.Transactions;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A JTA unit over four shards, of towns, sensors and samples if nothing else is said, empty before each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MoveScenario {

    ShardedUnit unit;

    /** What is done with an entity manager in a transaction. */
    @FunctionalInterface
    interface Work {
        void with(EntityManager em) throws Exception;
    }

    Class<?>[] entities() {
        return new Class<?>[] {Town.class, Sensor.class, Sample.class};
    }

    /** What empties a shard. */
    String[] emptying() {
        return new String[] {"DELETE FROM SAMPLE", "DELETE FROM SENSOR", "DELETE FROM TOWN"};
    }

    ShardedUnit.Builder configure(ShardedUnit.Builder builder) {
        return builder;
    }

    @BeforeAll
    void openUnit() {
        unit = configure(ShardedUnit.with(entities()).jta().createTables()).open();
    }

    @AfterAll
    void closeUnit() {
        // Null where such databases do not run and the tests are skipped.
        if (unit != null) {
            unit.close();
        }
    }

    @BeforeEach
    void emptyShards() throws SQLException {
        for (String shard : ShardedUnit.SHARDS) {
            unit.execute(shard, emptying());
        }
        unit.emf().getCache().evictAll();
        unit.log().clear();
    }

    @AfterEach
    void endTransaction() throws Exception {
        Transactions.end();
    }

    /** Writes a town with two sensors, the first of which has a sample. */
    Town store(Town town) throws Exception {
        town.sensor(1).sample(10);
        town.sensor(2);
        in(em -> em.persist(town));
        unit.emf().getCache().evictAll();
        unit.log().clear();
        return town;
    }

    /** In a transaction, which is committed; rolled back if the work fails. */
    void in(Work work) throws Exception {
        Transactions.in(() -> {
            try (EntityManager em = unit.emf().createEntityManager()) {
                work.with(em);
            }
            return 0;
        });
    }

    int rows(String shard, String table) {
        return unit.rows(shard, table);
    }

    /** Towns as {@link #store} writes them, and nothing else. */
    void assertIn(String shard, int towns) {
        assertThat(Map.of(
                        "TOWN", rows(shard, "TOWN"), "SENSOR", rows(shard, "SENSOR"), "SAMPLE", rows(shard, "SAMPLE")))
                .isEqualTo(Map.of("TOWN", towns, "SENSOR", 2 * towns, "SAMPLE", towns));
    }

    void assertNothingIn(String shard) {
        assertIn(shard, 0);
    }
}
