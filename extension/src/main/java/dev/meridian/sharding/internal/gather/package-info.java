/**
 * Makes one result of the shards' results: ordered merge, limit and offset, distinct, aggregates, grouping, having.
 *
 * <p>In: rows, shard by shard. Out: rows. Must not know: EclipseLink, connections, where the rows came from.
 *
 * <p>A {@code GatherPlan} says what is done, in SQL's order; a {@code Gatherer} does it, lazily where it can; a {@code Scalar}
 * is computed from one row. What equal, greater, sum, and quotient mean is the database's to say: {@code DatabaseValues}. What
 * it would say must be known for sure, otherwise the query is refused.
 */
@NullMarked
package dev.meridian.sharding.internal.gather;

import org.jspecify.annotations.NullMarked;
