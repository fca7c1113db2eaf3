package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.testkit.garden.Garden;
import dev.meridian.sharding.testkit.garden.Path;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.persistence.annotations.BatchFetchType;
import org.eclipse.persistence.config.QueryHints;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Element collections: their rows are in the shard of the entity that they belong to, and nowhere else. */
@Tag("weaving")
class ElementCollectionTest extends GardenTest {

    private static final List<String> TABLES =
            List.of("GARDEN_TAG", "GARDEN_TASK", "GARDEN_PATH", "GARDEN_COUNT", "GARDEN_WAY");

    @Override
    List<String> tables() {
        return TABLES;
    }

    @Override
    Garden garden(int id, String land, int number) {
        Garden garden = new Garden(id, land, land + number);
        garden.getTags().addAll(List.of("tag of " + land, "old"));
        garden.getTasks().addAll(List.of("water " + land, "cut", "water " + land));
        garden.getPaths().addAll(List.of(new Path("sand", 30), new Path(land, 10 * number)));
        garden.getCounts().putAll(Map.of("trees of " + land, number, "ponds", 1));
        garden.getWays().put("north", new Path(land, number));
        return garden;
    }

    @Test
    void persist_writesTheElementsToTheShardOfTheirOwner() {
        write(unit, em -> em.persist(garden(7, "Japan", 7)));
        assertThat(unit.log().counts()).containsOnlyKeys("asia");
        for (String table : TABLES) {
            int perGarden = rows("europe", table) / 2;
            assertThat(perGarden).isPositive();
            assertThat(rows("asia", table)).as(table).isEqualTo(3 * perGarden);
            assertThat(rows("north_america", table)).as(table).isEqualTo(2 * perGarden);
        }
    }

    @Test
    void lazyLoad_asksTheShardOfTheOwner() {
        try (EntityManager em = unit.emf().createEntityManager()) {
            Garden found = em.find(Garden.class, ShardedKey.of("europe", 1));
            assertHas(found, "France", 1);
        }
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
        for (String table : TABLES) {
            assertThat(statementsWith(table)).as(table).isEqualTo(Map.of("europe", 1));
        }
    }

    private static void assertHas(Garden garden, String land, int number) {
        assertThat(garden.getTags()).containsExactlyInAnyOrder("tag of " + land, "old");
        assertThat(garden.getTasks()).containsExactly("water " + land, "cut", "water " + land);
        assertThat(garden.getPaths()).extracting(Path::getMeters).containsExactly(10 * number, 30);
        assertThat(garden.getCounts()).isEqualTo(Map.of("trees of " + land, number, "ponds", 1));
        assertThat(garden.getWays().get("north").getSurface()).isEqualTo(land);
    }

    @Test
    void lazyLoad_ofGardensWithTheSameId_givesEachItsOwn() {
        try (EntityManager em = unit.emf().createEntityManager()) {
            em.createQuery("SELECT g FROM Garden g", Garden.class)
                    .getResultList()
                    .forEach(garden -> assertHas(garden, garden.getLand(), garden.getId()));
        }
    }

    @Test
    void load_insideATransaction_asksTheShardOfTheOwner() {
        write(unit, em -> {
            Garden found = em.find(Garden.class, ShardedKey.of("asia", 2));
            found.getName();
            assertHas(found, "Japan", 2);
        });
        assertThat(unit.log().counts()).containsOnlyKeys("asia");
    }

    @Test
    void change_ofElements_isWrittenToTheShardOfTheOwner() {
        write(unit, em -> {
            Garden found = em.find(Garden.class, ShardedKey.of("europe", 1));
            found.getTags().remove("old");
            found.getTags().add("new");
            found.getTasks().remove(0);
            found.getTasks().add("rest");
            found.getPaths().add(new Path("stone", 5));
            found.getPaths().removeIf(path -> "sand".equals(path.getSurface()));
            found.getCounts().put("ponds", 9);
            found.getCounts().put("hens", 4);
            found.getWays().put("south", new Path("grass", 8));
        });
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
        forget();
        try (EntityManager em = unit.emf().createEntityManager()) {
            Garden changed = em.find(Garden.class, ShardedKey.of("europe", 1));
            assertThat(changed.getTags()).containsExactlyInAnyOrder("tag of France", "new");
            assertThat(changed.getTasks()).containsExactly("cut", "water France", "rest");
            assertThat(changed.getPaths()).extracting(Path::getMeters).containsExactly(5, 10);
            assertThat(changed.getCounts()).isEqualTo(Map.of("trees of France", 1, "ponds", 9, "hens", 4));
            assertThat(changed.getWays()).containsOnlyKeys("north", "south");
            assertHas(em.find(Garden.class, ShardedKey.of("asia", 1)), "Japan", 1);
            assertHas(em.find(Garden.class, ShardedKey.of("europe", 2)), "France", 2);
        }
    }

    @Test
    void change_insideAnElement_isWrittenToTheShardOfTheOwner() {
        write(
                unit,
                em -> em.find(Garden.class, ShardedKey.of("europe", 1))
                        .getPaths()
                        .get(0)
                        .setMeters(3));
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
        forget();
        try (EntityManager em = unit.emf().createEntityManager()) {
            assertThat(em.find(Garden.class, ShardedKey.of("europe", 1)).getPaths())
                    .extracting(Path::getMeters)
                    .containsExactly(3, 30);
        }
    }

    @Test
    void merge_ofADetachedGarden_writesItsElementsToItsShard() {
        Garden detached = ask(unit, em -> {
            Garden found = em.find(Garden.class, ShardedKey.of("europe", 1));
            assertThat(found.getTags()).hasSize(2);
            return found;
        });
        detached.getTags().add("merged");
        unit.log().clear();
        write(unit, em -> em.merge(detached));
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
        assertThat(rows("europe", "GARDEN_TAG")).isEqualTo(5);
    }

    @Test
    void remove_deletesTheElementsOfThatGardenAlone() {
        write(unit, em -> em.remove(em.find(Garden.class, ShardedKey.of("europe", 1))));
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
        for (String table : TABLES) {
            assertThat(rows("europe", table)).as(table).isEqualTo(rows("asia", table) / 2);
        }
    }

    @Test
    void refresh_asksTheShardOfTheOwner() throws Exception {
        try (EntityManager em = unit.emf().createEntityManager()) {
            Garden found = em.find(Garden.class, ShardedKey.of("europe", 1));
            assertThat(found.getTags()).hasSize(2);
            unit.execute("europe", "DELETE FROM GARDEN_TAG WHERE TAG = 'old'");
            unit.log().clear();
            em.refresh(found);
            assertThat(found.getTags()).containsExactly("tag of France");
        }
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
    }

    @ParameterizedTest
    @EnumSource(BatchFetchType.class)
    void batchOfElements_onAllShards_givesEachItsOwn(BatchFetchType type) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            em.createQuery("SELECT g FROM Garden g WHERE g.id > 0", Garden.class)
                    .setHint(QueryHints.BATCH_TYPE, type)
                    .setHint(QueryHints.BATCH, "g.tags")
                    .setHint(QueryHints.BATCH, "g.paths")
                    .setHint(QueryHints.BATCH, "g.counts")
                    .getResultList()
                    .forEach(garden -> assertHas(garden, garden.getLand(), garden.getId()));
        }
        for (String table : List.of("GARDEN_TAG", "GARDEN_PATH", "GARDEN_COUNT")) {
            assertThat(statementsWith(table)).as(table).isEqualTo(Map.of("asia", 1, "europe", 1, "north_america", 1));
        }
    }

    static Stream<Arguments> elements() {
        return Stream.<Arguments>of(
                elements("tags", Garden::getTags),
                elements("tasks", Garden::getTasks),
                elements(
                        "paths",
                        garden ->
                                garden.getPaths().stream().map(Path::getMeters).toList()),
                elements("counts", garden -> garden.getCounts().entrySet()),
                elements("ways", garden -> garden.getWays().keySet()));
    }

    private static Arguments elements(String attribute, Function<Garden, Collection<?>> elements) {
        return Arguments.of(attribute, elements);
    }

    // In what order EclipseLink fetches by a join, and that it drops equal elements, is its own affair.
    @ParameterizedTest
    @MethodSource("elements")
    void joinFetch_onAllShards_givesEachItsOwn(String attribute, Function<Garden, Collection<?>> elements) {
        Function<EntityManager, List<String>> question = em ->
                em
                        .createQuery("SELECT g FROM Garden g JOIN FETCH g." + attribute, Garden.class)
                        .getResultList()
                        .stream()
                        .map(garden -> garden.getName()
                                + elements.apply(garden).stream()
                                        .map(String::valueOf)
                                        .sorted()
                                        .toList())
                        .toList();
        assertThat(ask(unit, question)).containsExactlyInAnyOrderElementsOf(ask(single, question));
        assertThat(statementsWith("GARDEN t")).isEqualTo(Map.of("asia", 1, "europe", 1, "north_america", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT g.name, t FROM Garden g JOIN g.tags t",
                "SELECT t FROM Garden g JOIN g.tags t WHERE t LIKE 'tag%'",
                "SELECT DISTINCT t FROM Garden g JOIN g.tags t",
                "SELECT g FROM Garden g WHERE 'tag of Japan' MEMBER OF g.tags",
                "SELECT g FROM Garden g WHERE 'tag of Japan' NOT MEMBER OF g.tags",
                "SELECT g.name, SIZE(g.tasks) FROM Garden g",
                "SELECT g FROM Garden g WHERE SIZE(g.paths) = 2",
                "SELECT g FROM Garden g WHERE g.paths IS NOT EMPTY",
                "SELECT g FROM Garden g WHERE SIZE(g.tasks) > 0",
                "SELECT g FROM Garden g WHERE g.tags IS NOT EMPTY",
                "SELECT g.name, p.surface, p.meters FROM Garden g JOIN g.paths p WHERE p.meters < 25",
                "SELECT g.name, p FROM Garden g LEFT JOIN g.tags p WHERE g.land = 'Japan'",
                "SELECT SUM(p.meters) FROM Garden g JOIN g.paths p",
                "SELECT p.surface, COUNT(p) FROM Garden g JOIN g.paths p GROUP BY p.surface",
                "SELECT t, COUNT(g) FROM Garden g JOIN g.tags t GROUP BY t",
                "SELECT COUNT(t) FROM Garden g JOIN g.tags t",
                "SELECT g.name, KEY(c), VALUE(c) FROM Garden g JOIN g.counts c",
                "SELECT g.name, KEY(w), VALUE(w).meters FROM Garden g JOIN g.ways w",
                "SELECT g.name, t FROM Garden g JOIN g.tasks t WHERE INDEX(t) = 0",
                "SELECT g FROM Garden g WHERE SIZE(g.tasks) = 3 AND g.id >= (SELECT MIN(x.id) FROM Garden x)",
                "SELECT g FROM Garden g WHERE SIZE(g.paths) = 2 AND g.id >= (SELECT MIN(x.id) FROM Garden x)",
                "SELECT g.name, SIZE(g.tags) FROM Garden g WHERE g.id >= (SELECT MIN(x.id) FROM Garden x)",
            })
    void query_overElements_answersAsOneDatabase(String jpql) {
        assertSame(jpql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT g.name FROM Garden g JOIN g.tags t WHERE g.land = 'Japan' AND t = 'old'",
                "SELECT t FROM Garden g JOIN g.tags t WHERE g.land = 'Japan'",
                "SELECT p.meters FROM Garden g JOIN g.paths p WHERE g.land = 'Japan'",
                "SELECT g.name FROM Garden g WHERE g.land = 'Japan' AND 'old' MEMBER OF g.tags",
                "SELECT g.name FROM Garden g WHERE g.land = 'Japan' AND SIZE(g.tasks) > 0",
                "SELECT g.name FROM Garden g WHERE g.land = 'Japan' AND g.tags IS NOT EMPTY",
                "SELECT VALUE(w) FROM Garden g JOIN g.ways w WHERE g.land = 'Japan'",
            })
    void query_overElementsOfOneLand_asksItsShardAlone(String jpql) {
        int found = ask(
                unit, em -> em.createQuery(jpql, Object.class).getResultList().size());
        assertThat(found).isPositive();
        assertThat(found)
                .isEqualTo(ask(
                        single,
                        em -> em.createQuery(jpql, Object.class).getResultList().size()));
        assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 1));
    }

    @Test
    void subquery_thatCountsElementsAroundIt_doesNotRunBefore() {
        String jpql = "SELECT g FROM Garden g WHERE g.id >= (SELECT MIN(x.id) FROM Garden x WHERE SIZE(g.tasks) = 3)";
        assertThatThrownBy(() -> ask(unit, em -> em.createQuery(jpql).getResultList()))
                .hasStackTraceContaining("MERIDIAN-020");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT p.meters FROM Garden g JOIN g.paths p ORDER BY p.meters",
                "SELECT t FROM Garden g JOIN g.tags t ORDER BY t",
                "SELECT KEY(c) FROM Garden g JOIN g.counts c ORDER BY KEY(c)",
                "SELECT DISTINCT KEY(c) FROM Garden g JOIN g.counts c ORDER BY KEY(c) DESC",
            })
    void query_inTheOrderOfElements_mergesThem(String jpql) {
        List<?> expected =
                ask(single, em -> em.createQuery(jpql).setMaxResults(7).getResultList());
        List<?> found = ask(unit, em -> em.createQuery(jpql).setMaxResults(7).getResultList());
        assertThat(found).hasSizeGreaterThan(3).isEqualTo(expected);
    }

    @Test
    void bulkDelete_deletesTheElementsToo() {
        write(
                unit,
                em -> em.createQuery("DELETE FROM Garden g WHERE g.land = 'France'")
                        .executeUpdate());
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
        for (String table : TABLES) {
            assertThat(rows("europe", table)).as(table).isZero();
            assertThat(rows("asia", table)).as(table).isPositive();
        }
    }

    @Test
    void schema_hasTheTablesOnEachShard_withForeignKeys() {
        for (String shard : Garden.SHARDS) {
            for (String table : TABLES) {
                assertThat(rows(shard, table)).as(table).isPositive();
            }
            assertThatThrownBy(() -> unit.execute(shard, "INSERT INTO GARDEN_TAG (GARDEN_ID, TAG) VALUES (99, 'x')"))
                    .isInstanceOf(SQLException.class);
        }
    }
}
