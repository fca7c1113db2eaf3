package dev.meridian.sharding.internal.gather;

import java.util.List;

/**
 * Makes one row of all rows with equal keys: first the keys, as the group's first row has them, then the aggregates, then what
 * that row has of the carried columns.
 *
 * <p>The shards deliver partial rows: any number for a group. Groups come in the order in which they first appear. Without
 * keys there is exactly one group, even of no rows; with keys, none of no rows.
 *
 * @param keyColumns compared by the database's equality; NULL keys are one group
 * @param shardIsKey whether each shard's groups stay apart, as those of entities do: (shard, id) is their key
 * @param entityIds the key columns that are ids of entities which can be missing: only where such a one is NULL, a group has
 *     rows of several shards
 * @param carried columns of what the shards have computed of the keys
 */
public record Grouping(
        List<Integer> keyColumns,
        boolean shardIsKey,
        List<Integer> entityIds,
        List<Aggregate> aggregates,
        List<Integer> carried) {
    public Grouping {
        carried = List.copyOf(carried);
        entityIds = List.copyOf(entityIds);
        keyColumns = List.copyOf(keyColumns);
        aggregates = List.copyOf(aggregates);
    }

    /** Groups without entities that can be missing. */
    public Grouping(List<Integer> keyColumns, boolean shardIsKey, List<Aggregate> aggregates) {
        this(keyColumns, shardIsKey, List.of(), aggregates, List.of());
    }

    /** All rows are one group. */
    public static Grouping ofAll(List<Aggregate> aggregates) {
        return new Grouping(List.of(), false, aggregates);
    }

    boolean isOfAll() {
        return keyColumns.isEmpty() && !shardIsKey;
    }
}
