/**
 * Keeps apart rows of different shards that bear the same id.
 *
 * <p>In: rows that carry their shard. Out: entities keyed by shard and id, in the persistence context and in the shared
 * cache. Must not know: how a route was found.
 */
@NullMarked
package dev.meridian.sharding.internal.identity;

import org.jspecify.annotations.NullMarked;
