package dev.meridian.sharding.internal.gather;

import java.util.Iterator;
import java.util.List;

/** Makes one result of the shards' results. */
public interface Gatherer {

    /**
     * The rows of the plan's result. Without a grouping and a sort they are read lazily: a merge holds one row a shard,
     * and reads no row that it does not need.
     *
     * @param shards in the order of the shards, which decides between rows that are equal in the plan's order
     * @throws dev.meridian.sharding.ShardingException now or while reading, where the result would not be the database's
     */
    Iterator<GatherRow> gather(GatherPlan plan, List<ShardRows> shards);

    /**
     * The rows of a set operation: those of the left result in their order, for a union followed by those of the right.
     *
     * @param subject the query, in words for a message
     * @param equality when two rows are the same
     */
    List<GatherRow> combine(
            String subject, SetOperation operation, List<GatherRow> left, List<GatherRow> right, RowEquality equality);
}
