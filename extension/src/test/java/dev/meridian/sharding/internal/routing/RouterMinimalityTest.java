package dev.meridian.sharding.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.constraint.KeyConstraint;
import dev.meridian.sharding.internal.model.HashShardMap;
import dev.meridian.sharding.internal.model.RangeShardMap;
import dev.meridian.sharding.internal.model.ShardMap;
import dev.meridian.sharding.internal.model.ValueShardMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random maps and constraints over whole numbers: the route is exactly the shards of the values that are possible. The
 * numbers beside the least and the greatest constant stand for all others.
 */
class RouterMinimalityTest {

    private static final List<String> SHARDS = List.of("a", "b", "c", "d");
    private static final List<Integer> PROBES =
            IntStream.rangeClosed(-1, 21).boxed().toList();
    private static final int CASES_PER_SEED = 300;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void route_valueMap_isExactlyTheShardsOfPossibleValues(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < CASES_PER_SEED; i++) {
            checkExact(valueMap(random), constraint(random, 3));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void route_rangeMap_isExactlyTheShardsOfPossibleValues(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < CASES_PER_SEED; i++) {
            checkExact(rangeMap(random), constraint(random, 3));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void route_hashMap_isExactForListedValuesAndElseAll(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < CASES_PER_SEED; i++) {
            KeyConstraint keys = constraint(random, 3);
            ShardMap map = new HashShardMap(SHARDS.subList(0, 1 + random.nextInt(4)), Integer.class);
            if (keys.listedValues().isPresent()) {
                checkExact(map, keys);
            } else {
                assertThat(new Router(map, false).route(keys, "r").shards()).containsExactlyElementsOf(map.shards());
            }
        }
    }

    private static void checkExact(ShardMap map, KeyConstraint keys) {
        List<String> expected = map.shards().stream()
                .filter(shard -> PROBES.stream()
                        .filter(keys::contains)
                        .anyMatch(probe ->
                                map.shardOf(probe).filter(shard::equals).isPresent()))
                .toList();
        assertThat(new Router(map, false).route(keys, "r").shards()).isEqualTo(expected);
        if (keys.isNullPossible()) {
            assertThat(new Router(map, true).route(keys, "r").shards()).containsExactlyElementsOf(map.shards());
        } else {
            assertThat(new Router(map, true).route(keys, "r").shards()).isEqualTo(expected);
        }
    }

    private static ShardMap valueMap(Random random) {
        Map<Object, String> shards = new LinkedHashMap<>();
        int size = 1 + random.nextInt(6);
        for (int i = 0; i < size; i++) {
            shards.put(number(random), shard(random));
        }
        return new ValueShardMap(shards, random.nextBoolean() ? shard(random) : null);
    }

    private static ShardMap rangeMap(Random random) {
        List<RangeShardMap.Range> ranges = new ArrayList<>();
        int size = 1 + random.nextInt(5);
        for (int i = 0; i < size; i++) {
            ranges.add(new RangeShardMap.Range(shard(random), bound(random), bound(random)));
        }
        return new RangeShardMap(ranges);
    }

    private static KeyConstraint constraint(Random random, int depth) {
        if (depth == 0) {
            return leaf(random);
        }
        KeyConstraint left = constraint(random, depth - 1);
        KeyConstraint right = constraint(random, depth - 1);
        return random.nextInt(3) == 0 ? left.and(right) : left.or(right);
    }

    private static KeyConstraint leaf(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> KeyConstraint.except(number(random));
            case 1 -> KeyConstraint.lessThan(number(random));
            case 2 -> KeyConstraint.atLeast(number(random));
            case 3 -> KeyConstraint.between(number(random), number(random));
            case 4 -> KeyConstraint.nullOnly();
            default -> KeyConstraint.only(List.of(number(random), number(random)));
        };
    }

    private static @Nullable Integer bound(Random random) {
        return random.nextInt(5) == 0 ? null : number(random);
    }

    private static Integer number(Random random) {
        return random.nextInt(21);
    }

    private static String shard(Random random) {
        return SHARDS.get(random.nextInt(SHARDS.size()));
    }
}
