/**
 * What is sharded and how, read once at login and immutable from then on.
 *
 * <p>In come the mappings of a persistence unit; out goes the model that every other room reads: which entity has which
 * shard key, and the {@link dev.meridian.sharding.internal.model.ShardMap} from the key's values to shards. The shard
 * maps are plain Java. This room must not know of queries, of connections, or of any room below it.
 */
@NullMarked
package dev.meridian.sharding.internal.model;

import org.jspecify.annotations.NullMarked;
