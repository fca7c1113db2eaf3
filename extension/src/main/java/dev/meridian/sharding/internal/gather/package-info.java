/**
 * Makes one result of the shards' results: ordered merge, limit and offset, distinct, aggregates, grouping, having.
 *
 * <p>In: rows, shard by shard. Out: rows. Must not know: EclipseLink, connections, where the rows came from.
 */
@NullMarked
package dev.meridian.sharding.internal.gather;

import org.jspecify.annotations.NullMarked;
