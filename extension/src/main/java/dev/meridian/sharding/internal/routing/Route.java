package dev.meridian.sharding.internal.routing;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The shards that a query must ask, and why these: a superset, as small as was proved, of the shards that can hold its
 * rows.
 *
 * <p>The reason is short text for people, such as {@code l.continent IN (…)}. It names attributes, operators and shards,
 * and never a value. Immutable and thread-safe.
 */
public sealed interface Route {

    /** The shards in their declared order, each once; empty for {@link None}. Not modifiable. */
    List<String> shards();

    String reason();

    /** No shard can hold a row: no statement runs, and the result is the one that no rows give. */
    record None(String reason) implements Route {
        public None {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public List<String> shards() {
            return List.of();
        }
    }

    /** One shard is enough. */
    record Single(String shard, String reason) implements Route {
        public Single {
            Objects.requireNonNull(shard, "shard");
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public List<String> shards() {
            return List.of(shard);
        }
    }

    /** Several shards must be asked. */
    record Scatter(List<String> shards, String reason) implements Route {
        /** @throws IllegalArgumentException if these are not at least two different shards */
        public Scatter {
            Objects.requireNonNull(reason, "reason");
            shards = List.copyOf(shards);
            if (shards.size() < 2 || Set.copyOf(shards).size() != shards.size()) {
                throw new IllegalArgumentException("A scatter needs at least two different shards");
            }
        }
    }

    /** A write of the same rows in several shards, which is counted once. */
    record Replicated(List<String> shards, String reason) implements Route {
        /** @throws IllegalArgumentException if these are not at least two different shards */
        public Replicated {
            Objects.requireNonNull(reason, "reason");
            shards = List.copyOf(shards);
            if (shards.size() < 2 || Set.copyOf(shards).size() != shards.size()) {
                throw new IllegalArgumentException("A replicated write needs at least two different shards");
            }
        }
    }

    /** The route of a write of rows that each of these shards has. */
    static Route inEach(List<String> shards, String reason) {
        return shards.size() == 1 ? new Single(shards.get(0), reason) : new Replicated(shards, reason);
    }

    /** The route of the kind that fits the number of different shards, in the given order. */
    static Route of(Collection<String> shards, String reason) {
        List<String> distinct = List.copyOf(new LinkedHashSet<>(shards));
        return switch (distinct.size()) {
            case 0 -> new None(reason);
            case 1 -> new Single(distinct.get(0), reason);
            default -> new Scatter(distinct, reason);
        };
    }

    /** The route of a query that its caller pinned to a shard; its own conditions take no part in it. */
    static Route pinned(String shard) {
        return new Single(shard, "pinned");
    }

    /**
     * The route of a query that both routes are right for: the shards in both, in this one's order. The reasons of both
     * are told, unless one route alone leads to the same shards.
     */
    default Route intersect(Route other) {
        List<String> common = shards().stream().filter(other.shards()::contains).toList();
        if (common.size() == shards().size()) {
            return this;
        }
        String reason = common.size() == other.shards().size() ? other.reason() : reason() + " and " + other.reason();
        return of(common, reason);
    }

    /**
     * The route of a query that asks for the rows of two, such as the branches of a UNION: the shards in either.
     *
     * @param declared all shards in their declared order; those that are not in it come last
     */
    default Route unite(Route other, Collection<String> declared) {
        Set<String> either = new LinkedHashSet<>(shards());
        either.addAll(other.shards());
        List<String> ordered = Stream.concat(declared.stream().filter(either::contains), either.stream())
                .toList();
        return of(ordered, reason().equals(other.reason()) ? reason() : reason() + "; " + other.reason());
    }
}
