package dev.meridian.sharding.internal.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardingException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GatherPartsTest {
    private final Gatherer gatherer = new ShardGatherer(new DerbyValues());

    @Test
    void combine_everyOperation_byTheDatabasesEquality() {
        List<GatherRow> left = List.of(row("a", "x"), row("a", "x "), row("a", null), row("a", "y"));
        List<GatherRow> right = List.of(row("b", "x"), row("b", null), row("b", "z"));

        assertThat(combined(SetOperation.UNION, left, right)).containsExactly("x", null, "y", "z");
        assertThat(combined(SetOperation.UNION_ALL, left, right)).containsExactly("x", "x ", null, "y", "x", null, "z");
        assertThat(combined(SetOperation.INTERSECT, left, right)).containsExactly("x", null);
        assertThat(combined(SetOperation.INTERSECT_ALL, left, right)).containsExactly("x", null);
        assertThat(combined(SetOperation.EXCEPT, left, right)).containsExactly("y");
        assertThat(combined(SetOperation.EXCEPT_ALL, left, right)).containsExactly("x ", "y");
    }

    @Test
    void combine_withShard_rowsOfTwoShardsAreNeverEqual() {
        List<GatherRow> left = List.of(row("a", "x"));
        List<GatherRow> right = List.of(row("b", "x"), row("a", "x"));

        assertThat(gatherer.combine("q", SetOperation.UNION, left, right, RowEquality.inShards()))
                .hasSize(2);
        assertThat(gatherer.combine("q", SetOperation.UNION, left, right, RowEquality.ofValues()))
                .hasSize(1);
    }

    @Test
    void combine_entitiesThatCanBeMissing_thoseOfTwoShardsAreNeverEqual() {
        RowEquality equality = new RowEquality(false, List.of(0));
        List<GatherRow> left = List.of(GatherRow.of("a", 1L, "x"), GatherRow.of("a", null, "x"));
        List<GatherRow> right = List.of(GatherRow.of("b", 1L, "x"), GatherRow.of("b", null, "x"));

        assertThat(gatherer.combine("q", SetOperation.UNION, left, right, equality))
                .hasSize(3);
        assertThat(gatherer.combine("q", SetOperation.INTERSECT, left, right, equality))
                .containsExactly(left.get(1));
        assertThat(gatherer.combine("q", SetOperation.EXCEPT, left, right, equality))
                .containsExactly(left.get(0));
    }

    @Test
    void combine_valuesThatCannotBeCompared_refusedWithTheQuery() {
        List<GatherRow> rows = List.of(GatherRow.of("a", new Object()));

        assertThatThrownBy(() ->
                        gatherer.combine("the query over City", SetOperation.UNION, rows, rows, RowEquality.ofValues()))
                .isInstanceOf(ShardingException.class)
                .hasMessageStartingWith("MERIDIAN-026")
                .hasMessageContaining("the query over City");
    }

    @Test
    void next_behindTheEnd_noSuchElement() {
        ShardRows none = new ShardRows("a", List.<GatherRow>of().iterator());
        for (GatherPlan plan : List.of(GatherPlan.of("q"), GatherPlan.of("q").merged(List.of(SortKey.ascending(0))))) {
            Iterator<GatherRow> rows = gatherer.gather(plan, List.of(none));
            assertThat(rows.hasNext()).isFalse();
            assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
        }
        assertThat(gatherer.gather(GatherPlan.of("q").merged(List.of(SortKey.ascending(0))), List.of()))
                .isExhausted();
    }

    @Test
    void window_depth_isWhatOneStreamMustDeliver() {
        assertThat(Window.of(3, 4).depth()).isEqualTo(OptionalLong.of(7));
        assertThat(Window.from(3).depth()).isEmpty();
        assertThat(Window.of(0, 0).depth()).isEqualTo(OptionalLong.of(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Window.from(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Window.of(0, -1));
    }

    @Test
    void row_values_notShownAndCopied() {
        GatherRow row = GatherRow.of("asia", "secret", 2);

        assertThat(row).hasToString("2 values of asia");
        assertThat(GatherRow.of(null, 1)).hasToString("1 values of several shards");
        row.toArray()[0] = "changed";
        assertThat(row.get(0)).isEqualTo("secret");
        assertThat(row.size()).isEqualTo(2);
    }

    @Test
    void plan_groupedAndMerged_isSorted() {
        Grouping grouping = Grouping.ofAll(List.of());
        List<SortKey> keys = List.of(SortKey.ascending(0));

        assertThat(GatherPlan.of("q").merged(keys).ordered()).isTrue();
        assertThat(GatherPlan.of("q").merged(keys).grouped(grouping).ordered()).isFalse();
        assertThat(GatherPlan.of("q").grouped(grouping).merged(keys).ordered()).isFalse();
        assertThat(GatherPlan.of("q").sorted(keys).ordered()).isFalse();
        GatherPlan plan = GatherPlan.of("q")
                .merged(keys)
                .having(new Constant(true))
                .distinct(Distinct.ofFirst(1, true))
                .window(Window.from(1))
                .first(1);
        assertThat(plan.ordered()).isTrue();
        assertThat(plan.order()).isEqualTo(keys);
    }

    @Test
    void nulls_everyWish_whereItSays() {
        DatabaseValues derby = new DerbyValues();
        assertThat(SortKey.ascending(0).nullsFirst(derby)).isFalse();
        assertThat(SortKey.descending(0).nullsFirst(derby)).isTrue();
        assertThat(new SortKey(new Column(0), false, SortKey.Nulls.FIRST).nullsFirst(derby))
                .isTrue();
        assertThat(new SortKey(new Column(0), true, SortKey.Nulls.LAST).nullsFirst(derby))
                .isFalse();
    }

    @Test
    void shardIsKey_withoutColumns_aGroupAShardAndNoneOfNoRows() {
        GatherPlan plan = GatherPlan.of("q").grouped(new Grouping(List.of(), true, List.of(new Aggregate.Count(0))));

        assertThat(gatherer.gather(
                        plan, List.of(new ShardRows("a", List.<GatherRow>of().iterator()))))
                .isExhausted();
        Iterator<GatherRow> rows = gatherer.gather(
                plan,
                List.of(
                        new ShardRows(
                                "a",
                                List.of(GatherRow.of("a", 1), GatherRow.of("a", 2))
                                        .iterator()),
                        new ShardRows("b", List.of(GatherRow.of("b", 4)).iterator())));
        assertThat(rows.next().get(0)).isEqualTo(3);
        assertThat(rows.next().get(0)).isEqualTo(4);
        assertThat(rows).isExhausted();
    }

    private List<@Nullable Object> combined(SetOperation operation, List<GatherRow> left, List<GatherRow> right) {
        return gatherer.combine("q", operation, left, right, RowEquality.ofValues()).stream()
                .map(row -> row.get(0))
                .toList();
    }

    private static GatherRow row(String shard, @Nullable Object value) {
        return GatherRow.of(shard, value);
    }
}
