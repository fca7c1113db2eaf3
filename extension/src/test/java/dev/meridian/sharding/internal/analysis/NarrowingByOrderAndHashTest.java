package dev.meridian.sharding.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.analysis.RandomCondition.Vocabulary;
import dev.meridian.sharding.internal.model.HashShardMap;
import dev.meridian.sharding.internal.model.RangeShardMap;
import dev.meridian.sharding.internal.model.ShardMap;
import dev.meridian.sharding.testkit.DatabaseKind;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    private static final Vocabulary KNOWN_TO_RANGES = LETTERS.withoutLike();
    private static final Vocabulary KNOWN_TO_HASHES = LETTERS.withoutLike().withoutOrder();

    /** A database with every key that matters to a map. */
    private enum Kind {
        RANGE,
        HASH;

        ShardMap map() {
            return this == RANGE ? RANGES : HASHES;
        }

        Places open(DatabaseKind databases) {
            return new Places(databases, map(), this == RANGE ? keysInRanges() : hashedKeys(), FREE);
        }

        Vocabulary known() {
            return this == RANGE ? KNOWN_TO_RANGES : KNOWN_TO_HASHES;
        }
    }

    /** @param narrow how many queries need fewer than all shards, of which {@code broader} are asked of too many */
    private record Count(int narrow, int broader) {}

    /** @param rows the shards that have rows of the result */
    private record Run(RandomQuery origin, Places.Prepared prepared, Set<String> rows) {}

    private static List<Run> runs(Places places, List<RandomQuery> queries) {
        return queries.stream()
                .map(each -> {
                    String query = each.query().replace("DISTINCT ", "");
                    Places.Prepared prepared = places.prepare(query, each.parameters());
                    return new Run(each, prepared, places.shardsWithRows(prepared));
                })
                .toList();
    }

    private static Count run(Kind kind, Vocabulary vocabulary, int cases) {
        return run(kind, DatabaseKind.DERBY, vocabulary, cases);
    }

    private static Count run(Kind kind, DatabaseKind databases, Vocabulary vocabulary, int cases) {
        int narrow = 0;
        int broader = 0;
        try (Places places = kind.open(databases)) {
            for (Run each : runs(places, RandomQuery.list(vocabulary, SEED, cases, FREE))) {
                Set<String> routed = places.routed(each.prepared(), UnaryOperator.identity());
                assertThat(routed)
                        .as("%s %s", each.origin().query(), each.origin().parameters())
                        .containsAll(each.rows());
                if (each.rows().size() < kind.map().shards().size()) {
                    narrow++;
                    broader += routed.equals(each.rows()) ? 0 : 1;
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
        assertThat(run(Kind.RANGE, LETTERS, 300).narrow()).isGreaterThan(100);
    }

    @Test
    void route_byRangeAndOrder_isHardlyBroader() {
        assertHardlyBroader(run(Kind.RANGE, KNOWN_TO_RANGES, 1_000), 500);
    }

    @Test
    void route_byHash_hasEveryShardWithRows() {
        assertThat(run(Kind.HASH, LETTERS, 300).narrow()).isGreaterThan(90);
    }

    @Test
    void route_byHashAndEquality_isHardlyBroader() {
        assertHardlyBroader(run(Kind.HASH, KNOWN_TO_HASHES, 800), 400);
    }

    private static void assertHardlyBroader(Count count, int narrow) {
        assertThat(count.narrow()).isGreaterThanOrEqualTo(narrow);
        assertThat(count.broader() * 100).as("%s", count).isLessThan(count.narrow());
    }

    @ParameterizedTest
    @EnumSource
    void plantedFault_isCaught(Kind kind) {
        try (Places places = kind.open(DatabaseKind.DERBY)) {
            List<Run> runs = runs(places, RandomQuery.listForFaults(kind.known(), SEED, 200, FREE));
            for (Fault fault : Fault.values()) {
                assertThat(runs.stream()
                                .anyMatch(run -> fault.isCaught(run.origin(), run.prepared(), run.rows(), places)))
                        .as("%s", fault)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void route_onPostgres_hasEveryShardWithRows(Kind kind) {
        assertThat(run(kind, DatabaseKind.POSTGRESQL, LETTERS, 200).narrow()).isGreaterThan(60);
    }
}
