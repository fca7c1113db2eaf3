package dev.meridian.sharding.internal.gather;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shard that a row came from, if a column is not NULL: with its id it tells an entity from those of other shards, where
 * the entity may also be missing. NULL of NULL.
 *
 * @param column a column that is NULL only where the entity is missing: its id
 */
public record ShardOf(int column) implements Scalar {

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        return row.get(column) == null ? null : row.shard();
    }

    @Override
    public List<Scalar> parts() {
        return List.of(new Column(column));
    }
}
