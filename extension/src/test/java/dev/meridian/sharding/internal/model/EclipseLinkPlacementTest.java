package dev.meridian.sharding.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.eclipse.persistence.descriptors.partitioning.HashPartitioningPolicy;
import org.eclipse.persistence.descriptors.partitioning.PartitioningPolicy;
import org.eclipse.persistence.descriptors.partitioning.RangePartitioningPolicy;
import org.eclipse.persistence.descriptors.partitioning.ValuePartitioningPolicy;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.databaseaccess.DatabaseAccessor;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.DatabaseSessionImpl;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ReadAllQuery;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.DatabaseRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each map against EclipseLink's own policy, which is asked for the pool that it would write a value to. */
class EclipseLinkPlacementTest {

    private static final String FIELD = "SHARD_KEY";
    private static final List<String> POOLS = List.of("a", "b", "c", "d", "e");
    private static final int VALUES_PER_SEED = 500;

    private final AbstractSession session = new DatabaseSessionImpl(new DatabaseLogin());
    private final List<String> asked = new ArrayList<>();

    /** Where the policy sends the value; empty where it leaves it to the session's default pool. */
    private Optional<String> placed(PartitioningPolicy policy, Object value) {
        asked.clear();
        AbstractRecord row = new DatabaseRecord();
        row.put(FIELD, value);
        policy.getConnectionsForQuery(session, new ReadAllQuery(), row);
        assertThat(asked).hasSizeLessThan(2);
        return asked.stream().findFirst();
    }

    private Accessor record(String pool) {
        asked.add(pool);
        return new DatabaseAccessor();
    }

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 10);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void hashMap_placesAsThePolicy(int seed) {
        Random random = new Random(seed);
        List<String> pools = POOLS.subList(0, 1 + random.nextInt(POOLS.size()));
        HashPartitioningPolicy policy = new HashPartitioningPolicy(FIELD) {
            @Override
            public Accessor getAccessor(String pool, AbstractSession in, @Nullable DatabaseQuery query, boolean dead) {
                return record(pool);
            }
        };
        policy.setConnectionPools(pools);
        HashShardMap map = new HashShardMap(pools, Object.class);
        for (int i = 0; i < VALUES_PER_SEED; i++) {
            Object value = hashed(random);
            assertThat(map.shardOf(value)).isEqualTo(placed(policy, value));
        }
    }

    private static Object hashed(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextLong();
            case 2 -> Integer.MIN_VALUE;
            case 3 -> -random.nextInt(10);
            case 4 -> random.nextDouble();
            default -> Long.toString(random.nextLong(), Character.MAX_RADIX);
        };
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void rangeMap_placesAsThePolicy(int seed) {
        Random random = new Random(seed);
        RangePartitioningPolicy policy = new RangePartitioningPolicy(FIELD) {
            @Override
            public Accessor getAccessor(String pool, AbstractSession in, @Nullable DatabaseQuery query, boolean dead) {
                return record(pool);
            }
        };
        List<RangeShardMap.Range> ranges = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Integer start = bound(random);
            Integer end = bound(random);
            policy.addPartition(POOLS.get(i), start, end);
            ranges.add(new RangeShardMap.Range(POOLS.get(i), start, end));
        }
        RangeShardMap map = new RangeShardMap(ranges);
        for (int value = -2; value < 42; value++) {
            assertThat(map.shardOf(value)).isEqualTo(placed(policy, value));
        }
    }

    private static @Nullable Integer bound(Random random) {
        return random.nextInt(6) == 0 ? null : random.nextInt(40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void valueMap_placesAsThePolicy(int seed) {
        Random random = new Random(seed);
        ValuePartitioningPolicy policy = new ValuePartitioningPolicy(FIELD) {
            @Override
            public Accessor getAccessor(String pool, AbstractSession in, @Nullable DatabaseQuery query, boolean dead) {
                return record(pool);
            }
        };
        Map<Object, String> shards = new LinkedHashMap<>();
        for (int i = 0; i < 5; i++) {
            shards.put(Integer.toString(random.nextInt(10)), POOLS.get(random.nextInt(POOLS.size())));
        }
        shards.forEach(policy::addPartition);
        String defaultShard = seed % 2 == 0 ? POOLS.get(0) : null;
        policy.setDefaultConnectionPool(defaultShard);
        ValueShardMap map = new ValueShardMap(shards, defaultShard);
        for (int value = 0; value < 10; value++) {
            assertThat(map.shardOf(Objects.toString(value))).isEqualTo(placed(policy, Objects.toString(value)));
        }
    }
}
