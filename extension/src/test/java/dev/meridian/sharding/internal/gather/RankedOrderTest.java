package dev.meridian.sharding.internal.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Texts whose order only the database knows: here, without regard to case. */
class RankedOrderTest {
    private final List<Set<String>> questions = new ArrayList<>();
    private final Gatherer gatherer = new ShardGatherer(new PostgresValues(new TextOrder.Ranked(texts -> {
        questions.add(new TreeSet<>(texts));
        Map<String, Integer> ranks = new HashMap<>();
        texts.stream().sorted(String.CASE_INSENSITIVE_ORDER).forEach(text -> ranks.put(text, ranks.size()));
        return ranks;
    })));

    @Test
    void merge_longStreams_askedOnceAChunkAndReadNoFurther() {
        List<String> read = new ArrayList<>();
        Iterator<GatherRow> rows = gatherer.gather(
                GatherPlan.of("q").merged(List.of(SortKey.ascending(0))),
                List.of(shard("a", read, numbers(0)), shard("b", read, numbers(1))));

        assertThat(questions).isEmpty();
        assertThat(rows.next().get(0)).isEqualTo("t10000");
        assertThat(read).hasSize(1000);
        for (int i = 1; i < 999; i++) {
            assertThat(rows.next().get(0)).isEqualTo("t" + (10000 + i));
        }
        assertThat(questions).hasSize(1);
        rows.next();
        assertThat(rows.hasNext()).isTrue();
        assertThat(questions).hasSize(2);
    }

    @Test
    void merge_smallWindow_readsNoMoreThanTheWindow() {
        List<String> read = new ArrayList<>();
        Iterator<GatherRow> rows = gatherer.gather(
                GatherPlan.of("q").merged(List.of(SortKey.ascending(0))).window(Window.of(1, 2)),
                List.of(shard("a", read, numbers(0)), shard("b", read, numbers(1))));

        assertThat(Stream.of(rows.next(), rows.next()).map(row -> row.get(0))).containsExactly("t10001", "t10002");
        assertThat(rows.hasNext()).isFalse();
        assertThat(read).hasSize(6);
        assertThat(questions).hasSize(1);
    }

    @Test
    void merge_streamNotInOrderOverAChunksEdge_refused() {
        List<String> texts = new ArrayList<>(numbers(0).toList());
        texts.set(500, "A");
        Iterator<GatherRow> rows = gatherer.gather(
                GatherPlan.of("q").merged(List.of(SortKey.ascending(0))),
                List.of(shard("a", new ArrayList<>(), texts.stream())));

        assertThatThrownBy(() -> rows.forEachRemaining(row -> {}))
                .isInstanceOf(ShardingException.class)
                .hasMessageContaining("MERIDIAN-025");
    }

    @Test
    void groups_extremesHavingAndOrder_askedOnceForAllTexts() {
        Grouping grouping = new Grouping(List.of(0), false, List.of(new Aggregate.Max(1), new Aggregate.Min(1)));
        GatherPlan plan = GatherPlan.of("q")
                .grouped(grouping)
                .having(new Not(new Comparison(Comparison.Operator.LESS, new Column(1), new Constant("BZ"))))
                .sorted(List.of(SortKey.descending(0)));
        List<ShardRows> shards = List.of(rows("a", "k", "a", "L", "B"), rows("b", "k", "D", "L", "c", "m", "b"));

        List<List<Object>> result = new ArrayList<>();
        gatherer.gather(plan, shards).forEachRemaining(row -> result.add(List.of(row.toArray())));

        assertThat(result).containsExactly(List.of("L", "c", "B"), List.of("k", "D", "a"));
        assertThat(questions).containsExactly(new TreeSet<>(Set.of("a", "B", "D", "c", "b", "k", "L", "m", "BZ")));
    }

    @Test
    void groups_nothingCompared_notAsked() {
        Grouping grouping = new Grouping(List.of(0), false, List.of(new Aggregate.CountDistinct(1)));

        gatherer.gather(GatherPlan.of("q").grouped(grouping), List.of(rows("a", "k", "a", "L", "B")));

        assertThat(questions).isEmpty();
    }

    @Test
    void having_computedTexts_askedForTheTwo() {
        Scalar computed = new TextFunction(TextFunction.Name.CONCAT, List.of(new Column(0), new Constant("x")));
        GatherPlan plan =
                GatherPlan.of("q").having(new Comparison(Comparison.Operator.GREATER, computed, new Constant("KA")));

        assertThat(gatherer.gather(plan, List.of(rows("a", "k", "a"))).next().get(0))
                .isEqualTo("k");
        assertThat(questions).containsExactly(Set.of("kx", "KA"));
    }

    @Test
    void equality_texts_neverAsked() {
        GatherPlan plan =
                GatherPlan.of("q").having(new Comparison(Comparison.Operator.EQUAL, new Column(0), new Constant("K")));

        assertThat(gatherer.gather(plan, List.of(rows("a", "k", "a", "K", "b")))
                        .next()
                        .get(1))
                .isEqualTo("b");
        assertThat(questions).isEmpty();
    }

    @Test
    void ranking_thatLeavesATextOut_refused() {
        Gatherer broken = new ShardGatherer(new PostgresValues(new TextOrder.Ranked(texts -> Map.of("a", 0))));
        GatherPlan plan = GatherPlan.of("q").sorted(List.of(SortKey.ascending(0)));

        assertThatThrownBy(() -> broken.gather(plan, List.of(rows("a", "a", "x", "b", "x"))))
                .isInstanceOf(ShardingException.class)
                .hasMessageStartingWith("MERIDIAN-026")
                .hasMessageContaining("q: the database did not say");
    }

    private static Stream<String> numbers(int start) {
        return IntStream.range(0, 1200).mapToObj(i -> "t" + (10000 + start + 2 * i));
    }

    private static ShardRows shard(String name, List<String> read, Stream<String> texts) {
        return new ShardRows(
                name,
                texts.peek(read::add).map(text -> GatherRow.of(name, text)).iterator());
    }

    private static ShardRows rows(String name, String... pairs) {
        List<GatherRow> rows = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            rows.add(GatherRow.of(name, pairs[i], pairs[i + 1]));
        }
        return new ShardRows(name, rows.iterator());
    }
}
