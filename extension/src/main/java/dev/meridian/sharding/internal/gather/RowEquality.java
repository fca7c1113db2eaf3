package dev.meridian.sharding.internal.gather;

import java.util.ArrayList;
import java.util.List;

/**
 * When rows of a set operation are equal: in all columns by the database's equality, where NULL equals NULL, and in their
 * shard as told here.
 *
 * @param withShard whether rows of different shards are never equal, as entities are
 * @param entityIds the columns that are ids of entities which can be missing: rows that have such a one are equal only if they
 *     are of one shard
 */
public record RowEquality(boolean withShard, List<Integer> entityIds) {

    public RowEquality {
        entityIds = List.copyOf(entityIds);
    }

    /** By the columns alone. */
    public static RowEquality ofValues() {
        return new RowEquality(false, List.of());
    }

    /** By the columns and the shard. */
    public static RowEquality inShards() {
        return new RowEquality(true, List.of());
    }

    Object key(GatherRow row, Semantics semantics) {
        List<Scalar> values = new ArrayList<>(Column.first(row.size()));
        entityIds.forEach(id -> values.add(new ShardOf(id)));
        return RowKey.of(values, withShard, row, semantics);
    }
}
