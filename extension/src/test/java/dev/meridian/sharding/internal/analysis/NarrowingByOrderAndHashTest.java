package dev.meridian.sharding.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.analysis.RandomCondition.Vocabulary;
import dev.meridian.sharding.internal.model.HashShardMap;
import dev.meridian.sharding.internal.model.RangeShardMap;
import dev.meridian.sharding.internal.model.ShardMap;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random queries over keys that are placed by range and by hash: as {@link NarrowingDifferentialTest} for mapped values.
 *
 * <p>Fewer than the possible shards are proved only by what such a map knows: by equality, and by order with ranges. So
 * the other operators are asked for rows that are missed, but do not count for what is too broad. DISTINCT would take
 * keys for one that differ in blanks.
 */
class NarrowingByOrderAndHashTest {

    private static final long SEED = 20_261_124L;

    private static final List<String> FREE = List.of("a");

    /** A gap is between the second and the third; what is padded to the bound B stands in the second. */
    private static final RangeShardMap RANGES = new RangeShardMap(List.of(
            new RangeShardMap.Range("one", "A", "B"),
            new RangeShardMap.Range("two", "B", "CA"),
            new RangeShardMap.Range("three", "CB", "Dz"),
            new RangeShardMap.Range("four", "a", null)));

    private static final HashShardMap HASHES = new HashShardMap(List.of("one", "two", "three", "four"), String.class);

    private static final Vocabulary LETTERS = new Vocabulary(
            List.of("AB", "B", "C", "CA", "D", "b", "A", "AB ", "B  ", "CAB", "", "BBB", "0"),
            List.of("%", "A%", "%B", "_", "CA", "B ", "b%"),
            13,
            true,
            true);

    /** @param narrow how many queries need fewer than all shards, of which {@code broader} are asked of too many */
    private record Count(int narrow, int broader) {}

    private static Count run(ShardMap map, List<String> keys, Vocabulary vocabulary, int cases) {
        int narrow = 0;
        int broader = 0;
        try (Places places = new Places(map, keys, FREE)) {
            for (RandomQuery each : RandomQuery.list(vocabulary, SEED, cases, FREE)) {
                Places.Prepared prepared = places.prepare(each.query().replace("DISTINCT ", ""), each.parameters());
                Set<String> rows = places.shardsWithRows(prepared);
                Set<String> routed = places.routed(prepared, UnaryOperator.identity());
                assertThat(routed).as("%s %s", each.query(), each.parameters()).containsAll(rows);
                if (rows.size() < map.shards().size()) {
                    narrow++;
                    broader += routed.equals(rows) ? 0 : 1;
                }
            }
        }
        return new Count(narrow, broader);
    }

    /** Every value of the conditions, and one between each two of them; a tab sorts before the blanks of padding. */
    private static List<String> keysInRanges() {
        return LETTERS.values().stream()
                .flatMap(value -> Stream.of("", " ", "\t", "!", "A").map(end -> value + end))
                .distinct()
                .filter(key -> RANGES.shardOf(key).isPresent())
                .toList();
    }

    /** Every value of the conditions as it can be written, and others that no condition names. */
    private static List<String> hashedKeys() {
        Stream<String> named = LETTERS.values().stream().map(TextRules::strip);
        Stream<String> others = IntStream.range(0, 12).mapToObj(i -> "key " + i);
        return Stream.concat(named, others).distinct().toList();
    }

    @Test
    void route_byRange_hasEveryShardWithRows() {
        assertThat(run(RANGES, keysInRanges(), LETTERS, 300).narrow()).isGreaterThan(100);
    }

    @Test
    void route_byRangeAndOrder_isHardlyBroader() {
        Count count = run(RANGES, keysInRanges(), LETTERS.withoutLike(), 800);

        assertThat(count.narrow()).isGreaterThanOrEqualTo(400);
        // Where blanks at the end do not count, an equality beside its own negation is not seen to be a contradiction.
        assertThat(count.broader() * 100).isLessThan(3 * count.narrow());
    }

    @Test
    void route_byHash_hasEveryShardWithRows() {
        assertThat(run(HASHES, hashedKeys(), LETTERS, 300).narrow()).isGreaterThan(90);
    }

    @Test
    void route_byHashAndEquality_isHardlyBroader() {
        Count count = run(HASHES, hashedKeys(), LETTERS.withoutLike().withoutOrder(), 800);

        assertThat(count.narrow()).isGreaterThanOrEqualTo(400);
        assertThat(count.broader() * 100).isLessThan(count.narrow());
    }
}
