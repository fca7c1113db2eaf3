package dev.meridian.sharding.internal.model;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of values, each with its shard, as in EclipseLink's {@code RangePartitioningPolicy}: both bounds belong to
 * the range, a range may lack one or both, the first that contains the value wins, and a value in a gap has no shard.
 *
 * @param ranges in the order in which they are declared
 */
public record RangeShardMap(List<Range> ranges) implements ShardMap {

    /** @throws IllegalArgumentException if there are no ranges, or if bounds are of different classes */
    public RangeShardMap {
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("A range map needs a range");
        }
        long types = ranges.stream()
                .flatMap(range -> Stream.of(Optional.ofNullable(range.start()), Optional.ofNullable(range.end())))
                .flatMap(Optional::stream)
                .map(Object::getClass)
                .distinct()
                .count();
        if (types > 1) {
            throw new IllegalArgumentException("The bounds of the ranges are of different classes");
        }
    }

    @Override
    public Set<String> shards() {
        Set<String> shards = new LinkedHashSet<>();
        ranges.forEach(range -> shards.add(range.shard()));
        return Collections.unmodifiableSet(shards);
    }

    @Override
    public Optional<String> shardOf(Object value) {
        return ranges.stream()
                .filter(range -> range.contains(value))
                .map(Range::shard)
                .findFirst();
    }

    /** Names the shards only, so that it may be logged. */
    @Override
    public String toString() {
        return "by range over " + shards();
    }

    /**
     * The values from {@code start} to {@code end}, both included.
     *
     * @param shard the shard of these values
     * @param start the smallest value, or null if there is none
     * @param end the greatest value, or null if there is none
     */
    public record Range(
            String shard,
            @Nullable Comparable<?> start,
            @Nullable Comparable<?> end) {

        public Range {
            Objects.requireNonNull(shard, "shard");
            start = start == null ? null : (Comparable<?>) KeyValues.canonical(start);
            end = end == null ? null : (Comparable<?>) KeyValues.canonical(end);
        }

        /** Whether the value is in the range; a value that cannot be compared with a bound is not. */
        public boolean contains(Object value) {
            Object key = KeyValues.canonical(value);
            return (start == null || (isComparable(start, key) && compare(start, key) <= 0))
                    && (end == null || (isComparable(end, key) && compare(end, key) >= 0));
        }

        private static boolean isComparable(Comparable<?> bound, Object key) {
            return bound.getClass() == key.getClass();
        }

        @SuppressWarnings("unchecked") // both are of one class
        private static int compare(Comparable<?> bound, Object key) {
            return ((Comparable<Object>) bound).compareTo(key);
        }

        /** Names the shard only, so that it may be logged. */
        @Override
        public String toString() {
            return "range of " + shard;
        }
    }
}
