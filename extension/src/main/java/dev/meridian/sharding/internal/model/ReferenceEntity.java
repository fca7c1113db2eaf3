package dev.meridian.sharding.internal.model;

import java.util.List;

/**
 * An entity whose rows are the same in each of its shards; with one shard it is pinned there. It has no identity token.
 * Immutable.
 *
 * @param type the entity class
 * @param name the entity's name
 * @param shards the shards that have its rows, at least one, in the order of {@link Shards#names()}
 */
public record ReferenceEntity(Class<?> type, String name, List<String> shards) {

    /** @throws IllegalArgumentException if there is no shard */
    public ReferenceEntity {
        shards = List.copyOf(shards);
        if (shards.isEmpty()) {
            throw new IllegalArgumentException(name + " has no shard");
        }
    }

    /** Whether a write concerns more than one shard. */
    public boolean isReplicated() {
        return shards.size() > 1;
    }
}
