package dev.meridian.sharding.answers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Groups by entities of several tables or types that an outer join can leave out, beside one database. */
class EntityTypeGroupsTest {

    private static final List<String> QUERIES = List.of(
            // JOINED
            "SELECT x, COUNT(z) FROM Zoo z LEFT JOIN z.animals x GROUP BY x",
            "SELECT x.name, COUNT(z) FROM Zoo z LEFT JOIN z.animals x GROUP BY x",
            "SELECT x, COUNT(DISTINCT z.name) FROM Zoo z LEFT JOIN z.animals x GROUP BY x",
            "SELECT DISTINCT x, COUNT(z) FROM Zoo z LEFT JOIN z.animals x GROUP BY x ORDER BY x.id",
            "SELECT a, COUNT(s) FROM Zoo z LEFT JOIN z.stays s LEFT JOIN Animal a ON a.zoo = z GROUP BY a",
            // SINGLE_TABLE
            "SELECT x, COUNT(z) FROM Zoo z LEFT JOIN z.keepers x GROUP BY x ORDER BY x.id",
            "SELECT MAX(z.motto), x FROM Zoo z LEFT JOIN z.keepers x GROUP BY x HAVING MAX(z.motto) > 'a'",
            // a secondary table
            "SELECT z, COUNT(x) FROM Stay x LEFT JOIN x.zoo z GROUP BY z",
            "SELECT z.motto, COUNT(x), MAX(z.name) FROM Keeper x LEFT JOIN x.zoo z GROUP BY z",
            "SELECT x.zoo, COUNT(x) FROM Animal x GROUP BY x.zoo",
            // several
            "SELECT z, k, COUNT(x) FROM Stay x LEFT JOIN x.zoo z LEFT JOIN z.keepers k GROUP BY z, k HAVING COUNT(x) > 1",
            "SELECT k, x, COUNT(s) FROM Zoo z LEFT JOIN z.animals x LEFT JOIN z.keepers k LEFT JOIN z.stays s GROUP BY x, k",
            "SELECT x FROM Zoo z LEFT JOIN z.animals x EXCEPT SELECT x FROM Animal x WHERE x.weight > 2",
            "SELECT x.zoo, x.name FROM Animal x UNION SELECT z, k.name FROM Zoo z LEFT JOIN z.keepers k",
            "SELECT x FROM Zoo z LEFT JOIN z.keepers x INTERSECT SELECT x FROM Zoo z LEFT JOIN z.keepers x WHERE z.area > 1");

    @ParameterizedTest
    @EnumSource(
            value = DatabaseKind.class,
            names = {"DERBY", "POSTGRESQL"})
    void group_byAnEntityOfSeveralTablesOrTypes_isAnsweredAsByOneDatabase(DatabaseKind kind) {
        SoftAssertions softly = new SoftAssertions();
        try (ShardedUnit sharded = sharded(kind);
                ShardedUnit single = ShardedUnit.with(Zoos.ENTITIES)
                        .on(kind)
                        .unsharded()
                        .createTables()
                        .open()) {
            store(sharded, Zoos.all());
            store(single, Zoos.all());
            for (String query : QUERIES) {
                softly.assertThat(Units.answer(sharded, query)).as(query).isEqualTo(Units.answer(single, query));
            }
        }
        softly.assertAll();
    }

    /** All columns of the keepers are the same, and so are those of the animals. */
    @Test
    void groups_byEntitiesOfTwoShardsWithTheSameColumns_areTwo() {
        try (ShardedUnit sharded = sharded(DatabaseKind.DERBY)) {
            store(sharded, List.of(zoo(1, "Japan", true)));
            store(sharded, List.of(zoo(1, "France", true)));
            store(sharded, List.of(zoo(2, "China", false)));
            store(sharded, List.of(zoo(2, "France", false)));
            assertThat(shards(sharded, "SELECT x, COUNT(z) FROM Zoo z LEFT JOIN z.keepers x GROUP BY x"))
                    .isEqualTo("{asia=1, europe=1, none=2}");
            assertThat(shards(sharded, "SELECT x, COUNT(z) FROM Zoo z LEFT JOIN z.animals x GROUP BY x"))
                    .isEqualTo("{asia=1, europe=1, none=2}");
            assertThat(shards(sharded, "SELECT x.zoo, COUNT(x) FROM Keeper x GROUP BY x.zoo"))
                    .isEqualTo("{asia=1, europe=1}");
        }
    }

    private static ShardedUnit sharded(DatabaseKind kind) {
        return ShardedUnit.with(Zoos.ENTITIES)
                .on(kind)
                .shards(Zoos.SHARDS.toArray(String[]::new))
                .property("meridian.cross-shard-writes", "best-effort")
                .createTables()
                .open();
    }

    private static Zoos.Zoo zoo(int id, String land, boolean inhabited) {
        Zoos.Zoo zoo = new Zoos.Zoo();
        zoo.id = id;
        zoo.land = land;
        if (inhabited) {
            Zoos.Boss boss = new Zoos.Boss();
            boss.id = 7;
            boss.zoo = zoo;
            zoo.keepers.add(boss);
            Zoos.Bird bird = new Zoos.Bird();
            bird.id = 8;
            bird.zoo = zoo;
            zoo.animals.add(bird);
        }
        return zoo;
    }

    private static void store(ShardedUnit unit, List<Zoos.Zoo> zoos) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            em.getTransaction().begin();
            zoos.forEach(em::persist);
            em.getTransaction().commit();
        }
        unit.emf().getCache().evictAll();
    }

    private static String shards(ShardedUnit unit, String query) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            TreeMap<String, Object> counts = new TreeMap<>();
            em.createQuery(query, Object[].class)
                    .getResultList()
                    .forEach(row ->
                            counts.put(row[0] == null ? "none" : Sharding.of(em).shardOf(row[0]), row[1]));
            return counts.toString();
        }
    }
}
