package dev.meridian.sharding.internal.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Each mapped value has its shard, several values may share one; all other values go to the default shard, if there is
 * one. As EclipseLink's {@code ValuePartitioningPolicy}.
 */
public final class ValueShardMap implements ShardMap {

    private final Map<Object, String> shardByValue;
    private final @Nullable String defaultShard;
    private final Set<String> shards;

    /**
     * @param shardByValue the mapped values, all of one class, in the order in which they are declared
     * @param defaultShard the shard of every value that is not mapped, or null if such values have none
     * @throws IllegalArgumentException if there is no shard at all, if values are of different classes or arrays, or if
     *     two of them are the same to a database ({@code 1.0} and {@code 1.00}) but have different shards
     */
    public ValueShardMap(Map<?, String> shardByValue, @Nullable String defaultShard) {
        Map<Object, String> copy = new LinkedHashMap<>();
        shardByValue.forEach((value, shard) -> put(copy, value, shard));
        Set<String> names = new LinkedHashSet<>(copy.values());
        if (defaultShard != null) {
            names.add(defaultShard);
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("A value map needs a mapped value or a default shard");
        }
        if (copy.keySet().stream().map(Object::getClass).distinct().count() > 1) {
            throw new IllegalArgumentException("The mapped values are of different classes");
        }
        this.shardByValue = Collections.unmodifiableMap(copy);
        this.defaultShard = defaultShard;
        this.shards = Collections.unmodifiableSet(names);
    }

    private static void put(Map<Object, String> target, Object value, String shard) {
        if (!KeyValues.hasValueEquality(value)) {
            throw new IllegalArgumentException("An array cannot be a mapped value");
        }
        String other = target.putIfAbsent(KeyValues.canonical(value), shard);
        if (other != null && !other.equals(shard)) {
            throw new IllegalArgumentException("One value is mapped to two shards: " + other + " and " + shard);
        }
    }

    @Override
    public Set<String> shards() {
        return shards;
    }

    @Override
    public Optional<String> shardOf(Object value) {
        String shard = shardByValue.get(KeyValues.canonical(value));
        return Optional.ofNullable(shard != null ? shard : defaultShard);
    }

    /** The mapped values in the order in which they are declared; not modifiable. */
    public Set<Object> values() {
        return shardByValue.keySet();
    }

    /**
     * Whether it is certain which mapped value, if any, a value equals: it is of their class. Of another class's value
     * that is not known.
     */
    public boolean isComparable(Object value) {
        return shardByValue.isEmpty() || shardByValue.keySet().iterator().next().getClass() == value.getClass();
    }

    /** The shard of every value that is not mapped; empty if such values have none. */
    public Optional<String> defaultShard() {
        return Optional.ofNullable(defaultShard);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ValueShardMap map
                && shardByValue.equals(map.shardByValue)
                && defaultShard().equals(map.defaultShard());
    }

    @Override
    public int hashCode() {
        return 31 * shardByValue.hashCode() + defaultShard().hashCode();
    }

    /** Names the shards only, so that it may be logged. */
    @Override
    public String toString() {
        return "by value over " + shards;
    }
}
