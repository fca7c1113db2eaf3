package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.ShardingHints;
import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.StatementLog;
import dev.meridian.sharding.testkit.garden.Bed;
import dev.meridian.sharding.testkit.garden.Garden;
import dev.meridian.sharding.testkit.garden.Gate;
import dev.meridian.sharding.testkit.garden.Leaf;
import dev.meridian.sharding.testkit.garden.Path;
import dev.meridian.sharding.testkit.garden.Plant;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.persistence.annotations.BatchFetchType;
import org.eclipse.persistence.config.QueryHints;
import org.eclipse.persistence.jpa.JpaQuery;
import org.eclipse.persistence.queries.CursoredStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Batch fetching over several shards in which the ids of parents repeat: each parent gets its own, by one statement a shard
 * and relation, as from one database in which no id repeats.
 */
@Tag("weaving")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchFetchTest {

    private static final Map<String, Integer> ONE_EACH = Map.of("asia", 1, "europe", 1, "north_america", 1);

    private ShardedUnit unit;
    private ShardedUnit single;

    DatabaseKind kind() {
        return DatabaseKind.DERBY;
    }

    private ShardedUnit.Builder gardens() {
        return ShardedUnit.with(Garden.class, Gate.class, Bed.class, Plant.class, Leaf.class, Path.class)
                .on(kind())
                .createTables();
    }

    @BeforeAll
    void store() {
        unit = gardens().shards(Garden.SHARDS.toArray(String[]::new)).open();
        single = gardens().unsharded().open();
        List<String> lands = List.of("Canada", "Japan", "France");
        for (String land : lands) {
            write(unit, land, 0);
            write(single, land, 10 * lands.indexOf(land));
        }
    }

    /** Two gardens of a land; their beds' ids repeat in each land. */
    private static void write(ShardedUnit unit, String land, int firstId) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            em.getTransaction().begin();
            for (int number = 1; number <= 2; number++) {
                Garden garden = new Garden(firstId + number, land, land + number);
                garden.gate("gate of " + land + number);
                for (int bed = 1; bed <= number; bed++) {
                    Bed own = garden.bed(land + number + " bed " + bed);
                    own.plant("rose of " + own.getName()).leaf("leaf of " + own.getName());
                    own.plant("lily of " + own.getName());
                }
                em.persist(garden);
            }
            em.persist(new Garden(firstId + 3, land, land + " empty"));
            em.getTransaction().commit();
        }
    }

    @AfterAll
    void close() {
        if (unit != null) {
            unit.close();
        }
        if (single != null) {
            single.close();
        }
    }

    @BeforeEach
    void forget() {
        unit.emf().getCache().evictAll();
        single.emf().getCache().evictAll();
        unit.log().clear();
    }

    @ParameterizedTest
    @EnumSource(BatchFetchType.class)
    void children_ofAllShards_comeByOneStatementEach(BatchFetchType type) {
        assertSame(
                em -> batch(em.createQuery("SELECT g FROM Garden g", Garden.class), type, "g.beds"),
                BatchFetchTest::withBeds);
        assertThat(statementsOver("BED")).isEqualTo(ONE_EACH);
    }

    @ParameterizedTest
    @EnumSource(BatchFetchType.class)
    void children_ofAPage_areThoseOfThePage(BatchFetchType type) {
        assertSame(
                em -> batch(em.createQuery("SELECT g FROM Garden g ORDER BY g.name DESC", Garden.class), type, "g.beds")
                        .setFirstResult(1)
                        .setMaxResults(5),
                BatchFetchTest::withBeds);
    }

    @ParameterizedTest
    @EnumSource(BatchFetchType.class)
    void children_ofOneShard_areFetchedThere(BatchFetchType type) {
        assertSame(
                em -> batch(
                        em.createQuery("SELECT g FROM Garden g WHERE g.land = 'Japan'", Garden.class), type, "g.beds"),
                BatchFetchTest::withBeds);
        assertThat(unit.log().counts()).containsOnlyKeys("asia");
        assertThat(statementsOver("BED")).isEqualTo(Map.of("asia", 1));
    }

    @ParameterizedTest
    @EnumSource(BatchFetchType.class)
    void children_ofAPinnedQuery_areFetchedThere(BatchFetchType type) {
        List<String> beds = ask(
                unit,
                em -> batch(em.createQuery("SELECT g FROM Garden g ORDER BY g.id", Garden.class), type, "g.beds")
                        .setHint(ShardingHints.SHARD, "europe"),
                BatchFetchTest::withBeds);
        assertThat(beds)
                .containsExactly(
                        "France1 gate of France1[France1 bed 1]",
                        "France2 gate of France2[France2 bed 1, France2 bed 2]",
                        "France empty []");
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
        assertThat(statementsOver("BED")).isEqualTo(Map.of("europe", 1));
    }

    @ParameterizedTest
    @EnumSource(BatchFetchType.class)
    void parents_ofAllShards_comeByOneStatementEach(BatchFetchType type) {
        assertSame(
                em -> batch(em.createQuery("SELECT p FROM Plant p", Plant.class), type, "p.bed"),
                plant -> plant.getName() + " in " + plant.getBed().getName());
        assertThat(statementsOver("BED")).isEqualTo(ONE_EACH);
    }

    @ParameterizedTest
    @EnumSource(BatchFetchType.class)
    void batchOfABatch_keepsTheShard(BatchFetchType type) {
        Function<Garden, String> text = garden -> garden.getName()
                + garden.getBeds().stream()
                        .map(BatchFetchTest::withPlants)
                        .sorted()
                        .toList();
        // EclipseLink alone forgets plants where the mapping has another type of batch than the query.
        List<String> expected = ask(single, em -> em.createQuery("SELECT g FROM Garden g", Garden.class), text);
        assertThat(ask(
                        unit,
                        em -> batch(
                                em.createQuery("SELECT g FROM Garden g", Garden.class),
                                type,
                                "g.beds",
                                "g.beds.plants"),
                        text))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void mapping_thatIsFetchedInBatches_takesOneStatementEach() {
        assertSame(em -> em.createQuery("SELECT p FROM Plant p", Plant.class), BatchFetchTest::withLeaves);
        assertThat(statementsOver("LEAF")).isEqualTo(ONE_EACH);
    }

    @Test
    void mapping_thatIsFetchedInBatches_ofAJoinedEntity_keepsTheShard() {
        assertSame(
                em -> em.createQuery("SELECT p FROM Plant p JOIN FETCH p.bed", Plant.class),
                plant -> plant.getName() + withPlants(plant.getBed()));
    }

    @Test
    void mapping_thatIsFetchedInBatches_inAReport_keepsTheShard() {
        assertSame(
                em -> em.createQuery("SELECT g, b FROM Garden g JOIN g.beds b", Object[].class),
                pair -> ((Garden) pair[0]).getName() + withPlants((Bed) pair[1]));
    }

    @Test
    void mapping_thatIsFetchedInBatches_afterAFind_asksTheShardOfTheKey() {
        try (EntityManager em = unit.emf().createEntityManager()) {
            Plant found = em.find(Plant.class, ShardedKey.of("europe", 1L));
            assertThat(withLeaves(found)).contains("France").doesNotContain("Japan", "Canada");
        }
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
    }

    @Test
    void batch_ofNoRows_asksNothing() {
        assertThat(ask(
                        unit,
                        em -> batch(
                                em.createQuery("SELECT g FROM Garden g WHERE g.name = 'nowhere'", Garden.class),
                                BatchFetchType.IN,
                                "g.beds"),
                        BatchFetchTest::withBeds))
                .isEmpty();
        assertThat(unit.log().counts()).isEqualTo(ONE_EACH);
    }

    @ParameterizedTest
    @EnumSource(BatchFetchType.class)
    void children_inATransaction_areTheSame(BatchFetchType type) {
        List<String> found = new ArrayList<>();
        try (EntityManager em = unit.emf().createEntityManager()) {
            em.getTransaction().begin();
            batch(em.createQuery("SELECT g FROM Garden g", Garden.class), type, "g.beds")
                    .getResultList()
                    .forEach(garden -> found.add(withBeds(garden)));
            em.getTransaction().rollback();
        }
        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(ask(
                        single,
                        em -> em.createQuery("SELECT g FROM Garden g", Garden.class),
                        BatchFetchTest::withBeds));
    }

    @ParameterizedTest
    @EnumSource(BatchFetchType.class)
    void children_ofACursor_areTheSame(BatchFetchType type) {
        List<String> found = new ArrayList<>();
        try (EntityManager em = unit.emf().createEntityManager()) {
            CursoredStream cursor =
                    (CursoredStream) batch(em.createQuery("SELECT g FROM Garden g", Garden.class), type, "g.beds")
                            .setHint(QueryHints.CURSOR, true)
                            .unwrap(JpaQuery.class)
                            .getResultCursor();
            List<Garden> gardens = new ArrayList<>();
            while (cursor.hasMoreElements()) {
                gardens.add((Garden) cursor.nextElement());
            }
            cursor.close();
            gardens.forEach(garden -> found.add(withBeds(garden)));
        }
        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(ask(
                        single,
                        em -> em.createQuery("SELECT g FROM Garden g", Garden.class),
                        BatchFetchTest::withBeds));
    }

    @Test
    void graph_ofAllShards_loadsEachItsOwn() {
        assertSame(
                em -> {
                    var graph = em.createEntityGraph(Garden.class);
                    graph.addAttributeNodes("name");
                    graph.addSubgraph("beds").addAttributeNodes("name");
                    return em.createQuery("SELECT g FROM Garden g", Garden.class)
                            .setHint("jakarta.persistence.loadgraph", graph);
                },
                BatchFetchTest::withBeds);
    }

    @Test
    void batchThatRepeatsConditions_ofAQueryInSteps_isRefused() {
        String inSteps = "SELECT g FROM Garden g WHERE g.name IN (SELECT h.name FROM Garden h WHERE h.id < 2)";
        try (EntityManager em = unit.emf().createEntityManager()) {
            var query = batch(em.createQuery(inSteps, Garden.class), BatchFetchType.JOIN, "g.beds");
            assertThatThrownBy(query::getResultList)
                    .hasMessageStartingWith("MERIDIAN-020")
                    .hasMessageContaining("a batch that repeats its conditions");
        }
        assertThat(unit.log().all()).extracting(StatementLog.Entry::sql).isEmpty();
    }

    private <T> void assertSame(Function<EntityManager, TypedQuery<T>> query, Function<T, String> text) {
        List<String> expected = ask(single, query, text);
        assertThat(expected).isNotEmpty();
        assertThat(ask(unit, query, text)).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static <T> List<String> ask(
            ShardedUnit unit, Function<EntityManager, TypedQuery<T>> query, Function<T, String> text) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            return query.apply(em).getResultList().stream().map(text).toList();
        }
    }

    private static <T> TypedQuery<T> batch(TypedQuery<T> query, BatchFetchType type, String... attributes) {
        query.setHint(QueryHints.BATCH_TYPE, type);
        for (String attribute : attributes) {
            query.setHint(QueryHints.BATCH, attribute);
        }
        return query;
    }

    /** By shard, how many statements selected from the table first. */
    private Map<String, Integer> statementsOver(String table) {
        Map<String, Integer> counts = new TreeMap<>();
        unit.log().all().stream()
                .filter(entry -> entry.sql().contains(" FROM " + table + " "))
                .forEach(entry -> counts.merge(entry.shard(), 1, Integer::sum));
        return counts;
    }

    private static String withLeaves(Plant plant) {
        return plant.getName()
                + plant.getLeaves().stream().map(Leaf::getName).sorted().toList();
    }

    private static String withBeds(Garden garden) {
        String gate = garden.getGate() == null ? "" : garden.getGate().getName();
        return garden.getName() + " " + gate
                + garden.getBeds().stream().map(Bed::getName).sorted().toList();
    }

    private static String withPlants(Bed bed) {
        return bed.getName()
                + bed.getPlants().stream().map(Plant::getName).sorted().toList();
    }
}
