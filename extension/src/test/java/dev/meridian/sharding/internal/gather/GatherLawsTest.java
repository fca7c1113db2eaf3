package dev.meridian.sharding.internal.gather;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random rows over random shards: what is gathered is what one list of all rows would give, computed naively. */
class GatherLawsTest {
    private static final int SHARDS = 4;
    // Case by case first, so that no order of code units is the same.
    private static final Comparator<String> COLLATION =
            String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.reverseOrder());

    private static final List<SortKey.Nulls> NULLS = List.of(SortKey.Nulls.values());

    private int questions;

    private final TextOrder ranked = new TextOrder.Ranked(this::rank);

    private Map<String, Integer> rank(Set<String> texts) {
        questions++;
        Map<String, Integer> ranks = new HashMap<>();
        for (String text : texts.stream().sorted(COLLATION).toList()) {
            ranks.put(text, ranks.size());
        }
        return ranks;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void merge_randomRows_asOneSortedList(boolean isRanked) {
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            List<GatherRow> all = rows(random, random.nextInt(60));
            List<SortKey> keys = keys(random);
            Comparator<GatherRow> order = naive(keys, isRanked);
            List<ShardRows> shards = shards(all, order);
            List<GatherRow> expected = new ArrayList<>();
            shards(all, order).forEach(shard -> shard.rows().forEachRemaining(expected::add));
            expected.sort(order);
            Window window = window(random);

            GatherPlan plan = GatherPlan.of("q").merged(keys).window(window);
            assertThat(gathered(isRanked, plan, shards)).as("seed %s", seed).isEqualTo(cut(expected, window));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void mergeAndDistinct_randomRows_asTheFirstOfEachInTheSortedList(boolean isRanked) {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<GatherRow> all = rows(random, random.nextInt(60));
            List<SortKey> keys = List.of(new SortKey(new Column(0), random.nextBoolean(), SortKey.Nulls.DEFAULT));
            boolean withShard = random.nextBoolean();
            Comparator<GatherRow> order = naive(keys, isRanked);
            Window window = window(random);
            Map<Object, GatherRow> firsts = new TreeMap<>(Comparator.comparing(Object::toString));
            List<GatherRow> expected = new ArrayList<>();
            List<GatherRow> sorted = new ArrayList<>();
            shards(all, order).forEach(shard -> shard.rows().forEachRemaining(sorted::add));
            sorted.sort(order);
            for (GatherRow row : sorted) {
                Object key = Arrays.asList(row.get(0), withShard ? row.shard() : null);
                if (firsts.putIfAbsent(key, row) == null) {
                    expected.add(row);
                }
            }

            GatherPlan plan = GatherPlan.of("q")
                    .merged(keys)
                    .distinct(Distinct.ofFirst(1, withShard))
                    .window(window);
            assertThat(gathered(isRanked, plan, shards(all, order)))
                    .as("seed %s", seed)
                    .isEqualTo(cut(expected, window));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void groups_partialRowsOfRandomShards_asOverAllRows(boolean isRanked) {
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            List<GatherRow> all = rows(random, random.nextInt(60));
            Grouping grouping = new Grouping(
                    List.of(0),
                    false,
                    List.of(
                            new Aggregate.Count(2),
                            new Aggregate.Sum(3, NumericType.INTEGER),
                            new Aggregate.Average(3, 2, NumericType.INTEGER),
                            new Aggregate.Min(4),
                            new Aggregate.Max(5),
                            new Aggregate.CountDistinct(1)));
            List<SortKey> keys = List.of(
                    new SortKey(new Column(4), random.nextBoolean(), SortKey.Nulls.FIRST), SortKey.ascending(0));

            questions = 0;
            List<GatherRow> rows =
                    gathered(isRanked, GatherPlan.of("q").grouped(grouping).sorted(keys), partial(all));

            List<List<Object>> expected = groups(all);
            assertThat(contents(rows)).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(rows).isSortedAccordingTo(naive(keys, isRanked));
            assertThat(questions).isLessThanOrEqualTo(isRanked ? 1 : 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void combine_randomRows_asByCounting(boolean withShard) {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<GatherRow> left = rows(random, random.nextInt(20));
            List<GatherRow> right = rows(random, random.nextInt(20));
            for (SetOperation operation : SetOperation.values()) {
                RowEquality equality = new RowEquality(withShard, List.of());
                List<GatherRow> combined = gatherer(false).combine("q", operation, left, right, equality);
                List<Object> keys = new ArrayList<>();
                combined.forEach(row -> keys.add(key(row, withShard)));
                Set<Object> seen = Set.copyOf(IntStream.range(0, left.size() + right.size())
                        .mapToObj(i -> i < left.size() ? left.get(i) : right.get(i - left.size()))
                        .map(row -> key(row, withShard))
                        .toList());
                for (Object key : seen) {
                    assertThat(Collections.frequency(keys, key))
                            .as("seed %s, %s", seed, operation)
                            .isEqualTo(count(operation, count(left, key, withShard), count(right, key, withShard)));
                }
            }
        }
    }

    private static int count(SetOperation operation, int left, int right) {
        return switch (operation) {
            case UNION -> Math.min(1, left + right);
            case UNION_ALL -> left + right;
            case INTERSECT -> Math.min(1, Math.min(left, right));
            case INTERSECT_ALL -> Math.min(left, right);
            case EXCEPT -> left > 0 && right == 0 ? 1 : 0;
            case EXCEPT_ALL -> Math.max(0, left - right);
        };
    }

    private static int count(List<GatherRow> rows, Object key, boolean withShard) {
        return (int)
                rows.stream().filter(row -> key(row, withShard).equals(key)).count();
    }

    private static Object key(GatherRow row, boolean withShard) {
        return row.get(0) + "/" + row.get(1) + "/" + (withShard ? row.shard() : "");
    }

    private List<GatherRow> gathered(boolean isRanked, GatherPlan plan, List<ShardRows> shards) {
        List<GatherRow> rows = new ArrayList<>();
        gatherer(isRanked).gather(plan, shards).forEachRemaining(rows::add);
        return rows;
    }

    private Gatherer gatherer(boolean isRanked) {
        return new ShardGatherer(new PostgresValues(isRanked ? ranked : PostgresValues.CODE_POINTS));
    }

    /** A text or NULL, and a number or NULL. */
    private static List<GatherRow> rows(Random random, int count) {
        List<GatherRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String[] texts = {null, "a", "A", "b", "B", "ab", "Ab", "\uff21", "\ud83d\ude00", "c"};
            Object number = random.nextInt(4) == 0 ? null : (Object) random.nextInt(5);
            rows.add(GatherRow.of("s" + random.nextInt(SHARDS - 1), texts[random.nextInt(texts.length)], number));
        }
        return rows;
    }

    private static List<SortKey> keys(Random random) {
        List<SortKey> keys = new ArrayList<>();
        List<Integer> columns = random.nextBoolean() ? List.of(0, 1) : List.of(1, 0);
        for (int column : columns) {
            keys.add(new SortKey(new Column(column), random.nextBoolean(), NULLS.get(random.nextInt(3))));
        }
        return keys.subList(0, 1 + random.nextInt(2));
    }

    private static Window window(Random random) {
        int offset = random.nextInt(3) == 0 ? random.nextInt(40) : 0;
        return random.nextBoolean() ? Window.from(offset) : Window.of(offset, random.nextInt(30));
    }

    private static List<GatherRow> cut(List<GatherRow> rows, Window window) {
        return rows.stream()
                .skip(window.offset())
                .limit(window.limit().orElse(Long.MAX_VALUE))
                .toList();
    }

    /** One shard is empty. */
    private static List<ShardRows> shards(List<GatherRow> all, Comparator<GatherRow> order) {
        List<ShardRows> shards = new ArrayList<>();
        for (int i = 0; i < SHARDS; i++) {
            String shard = "s" + i;
            Iterator<GatherRow> rows = all.stream()
                    .filter(row -> shard.equals(row.shard()))
                    .sorted(order)
                    .toList()
                    .iterator();
            shards.add(new ShardRows(shard, rows));
        }
        return shards;
    }

    private static Comparator<GatherRow> naive(List<SortKey> keys, boolean isRanked) {
        Comparator<GatherRow> order = Comparator.comparing(row -> 0);
        for (SortKey key : keys) {
            int column = ((Column) key.value()).index();
            boolean first =
                    key.nulls() == SortKey.Nulls.FIRST || (key.nulls() == SortKey.Nulls.DEFAULT && key.descending());
            Comparator<Object> values = (left, right) -> naive(left, right, isRanked);
            Comparator<Object> directed = key.descending() ? values.reversed() : values;
            Comparator<Object> nulls = first ? Comparator.nullsFirst(directed) : Comparator.nullsLast(directed);
            order = order.thenComparing(row -> row.get(column), nulls);
        }
        return order;
    }

    private static int naive(Object left, Object right, boolean isRanked) {
        if (left instanceof String one && right instanceof String other) {
            return isRanked
                    ? COLLATION.compare(one, other)
                    : Arrays.compare(
                            one.codePoints().toArray(), other.codePoints().toArray());
        }
        return Integer.compare((Integer) left, (Integer) right);
    }

    /** Per shard, text and number: COUNT, SUM of the number, MIN and MAX of the text. */
    private static List<ShardRows> partial(List<GatherRow> all) {
        Map<String, List<GatherRow>> rows = new TreeMap<>();
        all.forEach(row -> rows.computeIfAbsent(row.shard() + key(row, true), key -> new ArrayList<>())
                .add(row));
        List<ShardRows> shards = new ArrayList<>();
        rows.values().forEach(equal -> {
            GatherRow row = equal.get(0);
            Integer number = (Integer) row.get(1);
            shards.add(new ShardRows(
                    Objects.requireNonNull(row.shard()),
                    List.of(GatherRow.of(
                                    row.shard(),
                                    row.get(0),
                                    number,
                                    number == null ? 0 : equal.size(),
                                    number == null ? null : (Object) ((long) number * equal.size()),
                                    number == null ? null : "t" + number,
                                    row.get(0)))
                            .iterator()));
        });
        return shards;
    }

    private static List<List<Object>> groups(List<GatherRow> all) {
        Map<String, List<GatherRow>> groups = new TreeMap<>();
        all.forEach(row -> groups.computeIfAbsent(String.valueOf(row.get(0)), key -> new ArrayList<>())
                .add(row));
        List<List<Object>> rows = new ArrayList<>();
        for (List<GatherRow> group : groups.values()) {
            List<Integer> numbers = group.stream()
                    .map(row -> (Integer) row.get(1))
                    .filter(Objects::nonNull)
                    .toList();
            long sum = numbers.stream().mapToLong(number -> number).sum();
            @Nullable Integer least = numbers.stream().min(Comparator.naturalOrder()).orElse(null);
            rows.add(Arrays.asList(
                    group.get(0).get(0),
                    (long) numbers.size(),
                    numbers.isEmpty() ? null : sum,
                    numbers.isEmpty() ? null : average((double) sum / numbers.size()),
                    least == null ? null : "t" + least,
                    group.get(0).get(0),
                    numbers.stream().distinct().count()));
        }
        return rows;
    }

    private static String average(double value) {
        return String.format(Locale.ROOT, "%.9f", value);
    }

    private static List<List<Object>> contents(List<GatherRow> rows) {
        return rows.stream()
                .map(row -> {
                    @Nullable Object[] values = row.toArray();
                    values[3] = values[3] == null ? null : average(((Number) values[3]).doubleValue());
                    return Arrays.asList(values);
                })
                .toList();
    }
}
