package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.garden.Bed;
import dev.meridian.sharding.testkit.garden.Garden;
import dev.meridian.sharding.testkit.garden.Gate;
import dev.meridian.sharding.testkit.garden.Leaf;
import dev.meridian.sharding.testkit.garden.Path;
import dev.meridian.sharding.testkit.garden.Plant;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * Gardens over three shards, in which their ids repeat, and the same gardens in one database, where each land has ids of its
 * own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GardenTest {

    static final List<String> LANDS = List.of("Canada", "Japan", "France");

    ShardedUnit unit;
    ShardedUnit single;

    DatabaseKind kind() {
        return DatabaseKind.DERBY;
    }

    private ShardedUnit.Builder gardens() {
        return ShardedUnit.with(Garden.class, Gate.class, Bed.class, Plant.class, Leaf.class, Path.class)
                .on(kind())
                .createTables();
    }

    /** The garden of a land before it is stored; two of each, whose numbers are their ids in the sharded unit. */
    abstract Garden garden(int id, String land, int number);

    @BeforeAll
    void openUnits() {
        unit = gardens().shards(Garden.SHARDS.toArray(String[]::new)).open();
        single = gardens().unsharded().open();
        for (String land : LANDS) {
            for (int number = 1; number <= 2; number++) {
                Garden garden = garden(10 * LANDS.indexOf(land) + number, land, number);
                write(single, em -> em.persist(garden));
            }
        }
    }

    @BeforeEach
    void storeGardens() throws SQLException {
        for (String shard : Garden.SHARDS) {
            for (String table : tables()) {
                unit.execute(shard, "DELETE FROM " + table);
            }
            unit.execute(shard, "DELETE FROM GARDEN");
        }
        for (String land : LANDS) {
            for (int number = 1; number <= 2; number++) {
                Garden garden = garden(number, land, number);
                write(unit, em -> em.persist(garden));
            }
        }
        forget();
    }

    /** Those beside the gardens' own, the ones that refer to others first. */
    abstract List<String> tables();

    @AfterAll
    void closeUnits() {
        // Null where such databases do not run and the tests are skipped.
        if (unit != null) {
            unit.close();
        }
        if (single != null) {
            single.close();
        }
    }

    void forget() {
        unit.emf().getCache().evictAll();
        single.emf().getCache().evictAll();
        unit.log().clear();
    }

    static void write(ShardedUnit unit, Consumer<EntityManager> work) {
        unit.inTransaction(work);
    }

    static <T> T ask(ShardedUnit unit, Function<EntityManager, T> question) {
        return unit.ask(question);
    }

    /** Asks both units the same, in any order. */
    void assertSame(String jpql) {
        Function<EntityManager, List<String>> question =
                em -> em.createQuery(jpql, Object.class).getResultList().stream()
                        .map(GardenTest::text)
                        .toList();
        List<String> expected = ask(single, question);
        assertThat(expected).isNotEmpty();
        assertThat(ask(unit, question)).as(jpql).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static String text(Object result) {
        if (result instanceof Object[] columns) {
            return String.join(
                    ", ", List.of(columns).stream().map(GardenTest::text).toList());
        }
        return result instanceof Garden garden ? garden.getName() : String.valueOf(result);
    }

    /** By shard, how many statements named the table. */
    Map<String, Integer> statementsWith(String text) {
        Map<String, Integer> counts = new TreeMap<>();
        unit.log().all().stream()
                .filter(entry -> entry.sql().contains(text))
                .forEach(entry -> counts.merge(entry.shard(), 1, Integer::sum));
        return counts;
    }

    int rows(String shard, String table) {
        return unit.rows(shard, table);
    }
}
