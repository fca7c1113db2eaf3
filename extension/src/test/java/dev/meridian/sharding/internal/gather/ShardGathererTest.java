package dev.meridian.sharding.internal.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardGathererTest {
    private static final GatherPlan PLAN = GatherPlan.of("the query over City");

    private final Gatherer gatherer = new ShardGatherer(new DerbyValues());

    @Test
    void gather_noSteps_oneShardAfterTheOther() {
        assertThat(gathered(PLAN, shard("b", row(2), row(1)), shard("a", row(3))))
                .containsExactly(List.of(2), List.of(1), List.of(3));
    }

    @Test
    void gather_merge_inOrderAndOfEqualRowsTheFirstShardsFirst() {
        GatherPlan plan = PLAN.merged(List.of(SortKey.ascending(0)));

        assertThat(gathered(plan, shard("b", row(1, "b"), row(3, "b")), shard("a", row(1, "a"), row(2, "a"))))
                .containsExactly(List.of(1, "b"), List.of(1, "a"), List.of(2, "a"), List.of(3, "b"));
    }

    @Test
    void gather_mergeOfUnsortedStream_refusedWithTheShard() {
        GatherPlan plan = PLAN.merged(List.of(SortKey.ascending(0)));

        assertThatThrownBy(() -> gathered(plan, shard("a", row(1)), shard("b", row(3), row(2))))
                .isInstanceOf(ShardingException.class)
                .hasMessageStartingWith(
                        "MERIDIAN-025 Cannot merge the rows of the query over City: those of the shard b");
    }

    @Test
    void gather_mergeDescending_nullsWhereTheDatabaseOrTheKeyPutsThem() {
        SortKey byDefault = SortKey.descending(0);
        SortKey last = new SortKey(new Column(0), true, SortKey.Nulls.LAST);

        assertThat(gathered(
                        PLAN.merged(List.of(byDefault)), shard("a", row(2)), shard("b", row((Object) null), row(3))))
                .containsExactly(Arrays.asList((Object) null), List.of(3), List.of(2));
        assertThat(gathered(PLAN.merged(List.of(last)), shard("a", row(2)), shard("b", row(3), row((Object) null))))
                .containsExactly(List.of(3), List.of(2), Arrays.asList((Object) null));
    }

    @Test
    void gather_mergeWithWindow_readsNoRowBehindTheNeededOnes() {
        List<Object> read = new ArrayList<>();
        GatherPlan plan = PLAN.merged(List.of(SortKey.ascending(0)))
                .window(Window.of(1, 2))
                .first(1);

        List<List<Object>> rows = gathered(
                plan,
                watched(shard("a", row(1, "x"), row(2, "x"), row(9, "x"), row(10, "x")), read),
                watched(shard("b", row(3, "x"), row(4, "x")), read));

        assertThat(rows).containsExactly(List.of(2), List.of(3));
        assertThat(read).containsExactlyInAnyOrder(1, 2, 9, 3);
    }

    @Test
    void gather_windowOfNothing_readsNothing() {
        List<Object> read = new ArrayList<>();

        assertThat(gathered(PLAN.window(Window.of(0, 0)), watched(shard("a", row(1)), read)))
                .isEmpty();
        assertThat(read).isEmpty();
    }

    @Test
    void gather_distinct_keepsTheFirstOfEqualRows() {
        GatherPlan plan = PLAN.distinct(Distinct.ofFirst(1, false));

        assertThat(gathered(plan, shard("a", row("x "), row((Object) null)), shard("b", row("x"), row((Object) null))))
                .containsExactly(List.of("x "), Arrays.asList((Object) null));
    }

    @Test
    void gather_distinctWithShard_keepsEqualRowsOfTwoShards() {
        GatherPlan plan = PLAN.distinct(Distinct.ofFirst(1, true));

        assertThat(gathered(plan, shard("a", row(1), row(1)), shard("b", row(1))))
                .containsExactly(List.of(1), List.of(1));
    }

    @Test
    void gather_groups_partialRowsAddUpInOrderOfFirstAppearance() {
        Grouping grouping = new Grouping(
                List.of(0),
                false,
                List.of(
                        new Aggregate.Count(1),
                        new Aggregate.Sum(2, NumericType.INTEGER),
                        new Aggregate.Average(2, 1, NumericType.INTEGER),
                        new Aggregate.Min(3),
                        new Aggregate.Max(3)));

        assertThat(gathered(
                        PLAN.grouped(grouping),
                        shard("a", row("x", 2, 5L, "m"), row(null, 1, 1L, "z")),
                        shard("b", row("y", 1, null, null), row("x", 1, 3L, "k"), row(null, 1, 2L, "q"))))
                .containsExactly(
                        List.of("x", 3, 8, 2, "k", "m"),
                        Arrays.asList(null, 2, 3, 1, "q", "z"),
                        Arrays.asList("y", 1, null, null, null, null));
    }

    @Test
    void gather_groupOfAllOverNoRows_oneRow() {
        Grouping grouping = Grouping.ofAll(List.of(
                new Aggregate.Count(0), new Aggregate.Sum(1, NumericType.INTEGER), new Aggregate.CountDistinct(1)));

        assertThat(gathered(PLAN.grouped(grouping), shard("a"), shard("b"))).containsExactly(Arrays.asList(0, null, 0));
        assertThat(gathered(PLAN.grouped(new Grouping(List.of(0), false, List.of())), shard("a")))
                .isEmpty();
    }

    @Test
    void gather_shardIsKey_groupsOfTwoShardsStayApartAndKnowTheirs() {
        Grouping grouping = new Grouping(List.of(0), true, List.of(new Aggregate.Count(1)));

        Iterator<GatherRow> rows =
                gatherer.gather(PLAN.grouped(grouping), List.of(shard("a", row(1, 1)), shard("b", row(1, 2))));

        assertThat(rows.next().shard()).isEqualTo("a");
        assertThat(rows.next().shard()).isEqualTo("b");
    }

    @Test
    void gather_entityIds_keepGroupsOfTwoShardsApartUnlessTheyAreNull() {
        Grouping grouping = new Grouping(List.of(0), false, List.of(0), List.of(new Aggregate.Count(1)), List.of());

        Iterator<GatherRow> rows = gatherer.gather(
                PLAN.grouped(grouping),
                List.of(shard("a", row(1, 1), row(null, 2)), shard("b", row(null, 3), row(1, 4))));

        List<GatherRow> groups = new ArrayList<>();
        rows.forEachRemaining(groups::add);
        assertThat(groups).extracting(GatherRow::shard).containsExactly("a", null, "b");
        assertThat(groups).extracting(group -> group.get(1)).containsExactly(1, 5, 4);
    }

    @Test
    void group_whatShardsComputeOfItsKey_isOfTheSameRowAsTheKey() {
        Grouping grouping = new Grouping(List.of(0), false, List.of(), List.of(new Aggregate.Count(1)), List.of(2));

        assertThat(gathered(
                        PLAN.grouped(grouping),
                        shard("a", row("x ", 1L, 2)),
                        shard("b", row("x", 3L, 1), row(null, 1L, null))))
                .containsExactly(List.of("x ", 4, 2), Arrays.asList(null, 1, null));
    }

    @Test
    void countDistinct_withShard_countsTheSameValueOfTwoShardsTwice() {
        Grouping grouping =
                Grouping.ofAll(List.of(new Aggregate.CountDistinct(0, true), new Aggregate.CountDistinct(0, false)));

        assertThat(gathered(
                        PLAN.grouped(grouping),
                        shard("a", row(1L), row(1L), row((Object) null)),
                        shard("b", row(1L), row(2L))))
                .containsExactly(List.of(3, 2));
    }

    @Test
    void gather_distinctAggregates_takeEachValueOnce() {
        Grouping grouping = Grouping.ofAll(List.of(
                new Aggregate.CountDistinct(0),
                new Aggregate.SumDistinct(0, NumericType.INTEGER),
                new Aggregate.AverageDistinct(0, NumericType.INTEGER)));

        assertThat(gathered(PLAN.grouped(grouping), shard("a", row(1), row(4)), shard("b", row(4), row((Object) null))))
                .containsExactly(List.of(2, 5, 2));
    }

    @Test
    void gather_havingAndOrderOverAggregates_filteredAndSorted() {
        Grouping grouping = new Grouping(List.of(0), false, List.of(new Aggregate.Count(1)));
        GatherPlan plan = PLAN.grouped(grouping)
                .having(new Comparison(Comparison.Operator.GREATER, new Column(1), new Constant(1)))
                .merged(List.of(SortKey.descending(1), SortKey.ascending(0)))
                .window(Window.from(1))
                .projected(List.of(
                        new Arithmetic(Arithmetic.Operator.MULTIPLY, new Column(1), new Constant(10)), new Column(0)));

        assertThat(gathered(
                        plan,
                        shard("a", row("p", 1), row("q", 2), row("r", 1)),
                        shard("b", row("r", 1), row("s", 4), row("t", 2))))
                .containsExactly(List.of(20, "q"), List.of(20, "r"), List.of(20, "t"));
    }

    @Test
    void gather_unknownResult_refusedWithTheQuery() {
        GatherPlan plan =
                PLAN.projected(List.of(new Arithmetic(Arithmetic.Operator.DIVIDE, new Column(0), new Constant(0))));

        assertThatThrownBy(() -> gathered(plan, shard("a", row(1))))
                .isInstanceOf(ShardingException.class)
                .hasMessageStartingWith(
                        "MERIDIAN-026 Cannot make one result of what several shards say to the query over City: it divides");
    }

    @Test
    void gather_sorted_readsAllAndKeepsTheOrderOfEqualRows() {
        assertThat(gathered(
                        PLAN.sorted(List.of(SortKey.ascending(0))),
                        shard("a", row(2, "a"), row(1, "a")),
                        shard("b", row(1, "b"))))
                .containsExactly(List.of(1, "a"), List.of(1, "b"), List.of(2, "a"));
    }

    private List<List<Object>> gathered(GatherPlan plan, ShardRows... shards) {
        List<List<Object>> rows = new ArrayList<>();
        gatherer.gather(plan, List.of(shards)).forEachRemaining(row -> rows.add(Arrays.asList(row.toArray())));
        return rows;
    }

    private static Object[] row(Object... values) {
        return values;
    }

    private static ShardRows shard(String name, Object[]... rows) {
        return new ShardRows(
                name,
                Arrays.stream(rows).map(values -> GatherRow.of(name, values)).iterator());
    }

    private static ShardRows watched(ShardRows shard, List<Object> read) {
        Iterator<GatherRow> rows = shard.rows();
        return new ShardRows(shard.shard(), new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public GatherRow next() {
                GatherRow row = rows.next();
                read.add(row.get(0));
                return row;
            }
        });
    }
}
