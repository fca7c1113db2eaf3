package dev.meridian.sharding.internal.routing;

import dev.meridian.sharding.internal.constraint.KeyConstraint;
import dev.meridian.sharding.internal.constraint.PaddedText;
import dev.meridian.sharding.internal.model.HashShardMap;
import dev.meridian.sharding.internal.model.RangeShardMap;
import dev.meridian.sharding.internal.model.ShardMap;
import dev.meridian.sharding.internal.model.ValueShardMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The shards that can hold a row with one of the non-null keys of a constraint, for one kind of shard map. */
@FunctionalInterface
interface ShardFinder {

    /** In no order; never a shard too few. */
    Set<String> shardsOf(KeyConstraint keys);

    static ShardFinder of(ShardMap map) {
        if (map instanceof ValueShardMap values) {
            return new ByValue(values);
        }
        return map instanceof HashShardMap hashes ? new ByHash(hashes) : ByRange.of((RangeShardMap) map);
    }

    /** The shards of values that are looked up one by one. */
    private static Set<String> lookUp(ShardMap map, Set<Object> values) {
        Set<String> found = new HashSet<>();
        values.forEach(value -> map.shardOf(value).ifPresent(found::add));
        return found;
    }

    /** Listed values are looked up; of all others the mapped ones are tried, and the default shard has infinitely many. */
    record ByValue(ValueShardMap map) implements ShardFinder {
        @Override
        public Set<String> shardsOf(KeyConstraint keys) {
            Optional<Set<Object>> listed =
                    keys.listedValues().filter(values -> values.stream().allMatch(map::isComparable));
            if (listed.isPresent()) {
                return lookUp(map, listed.get());
            }
            Set<String> found = new HashSet<>();
            map.defaultShard().ifPresent(found::add);
            for (Object value : map.values()) {
                if (found.size() == map.shards().size()) {
                    break;
                }
                if (keys.contains(value)) {
                    map.shardOf(value).ifPresent(found::add);
                }
            }
            return found;
        }
    }

    /** Only listed values have known hash codes, and only if equal values cannot have different ones. */
    record ByHash(HashShardMap map) implements ShardFinder {
        @Override
        public Set<String> shardsOf(KeyConstraint keys) {
            return keys.listedValues()
                    .filter(values -> values.stream().allMatch(map::isStable))
                    .map(values -> lookUp(map, values))
                    .orElseGet(map::shards);
        }
    }

    /**
     * Each range has the keys between its bounds that no range before it has. Of texts a constraint may be in the order of a
     * database to which blanks at the end do not count: it is one of {@link PaddedText}s then, which prove nothing of
     * texts, as these prove nothing of them.
     */
    record ByRange(List<Piece> pieces) implements ShardFinder {

        /** @param padded the keys among which a text of the piece is for a database that pads; all if they are no texts */
        record Piece(String shard, KeyConstraint keys, KeyConstraint padded) {

            boolean shares(KeyConstraint constraint) {
                return keys.sharesValueWith(constraint) && padded.sharesValueWith(constraint);
            }
        }

        static ByRange of(RangeShardMap map) {
            List<Piece> pieces = new ArrayList<>();
            KeyConstraint free = KeyConstraint.notNull();
            KeyConstraint paddedFree = KeyConstraint.notNull();
            for (RangeShardMap.Range range : map.ranges()) {
                RangeOfTexts texts = RangeOfTexts.of(range);
                pieces.add(new Piece(range.shard(), free.and(inside(range)), paddedFree.and(texts.inside())));
                free = free.and(outside(range));
                paddedFree = paddedFree.and(texts.outside());
            }
            return new ByRange(List.copyOf(pieces));
        }

        private static KeyConstraint inside(RangeShardMap.Range range) {
            Comparable<?> start = range.start();
            Comparable<?> end = range.end();
            KeyConstraint fromStart = start == null ? KeyConstraint.notNull() : KeyConstraint.atLeast(start);
            return end == null ? fromStart : fromStart.and(KeyConstraint.atMost(end));
        }

        private static KeyConstraint outside(RangeShardMap.Range range) {
            Comparable<?> start = range.start();
            Comparable<?> end = range.end();
            KeyConstraint beforeStart = start == null ? KeyConstraint.nothing() : KeyConstraint.lessThan(start);
            return end == null ? beforeStart : beforeStart.or(KeyConstraint.greaterThan(end));
        }

        @Override
        public Set<String> shardsOf(KeyConstraint keys) {
            Set<String> found = new HashSet<>();
            for (Piece piece : pieces) {
                if (piece.shares(keys)) {
                    found.add(piece.shard());
                }
            }
            return found;
        }
    }
}
