package dev.meridian.sharding.internal.model;

import java.util.Optional;
import java.util.Set;

/**
 * Shard-key value -> shard. Immutable and thread-safe; a changed map is another map.
 *
 * <p>The three kinds reproduce where EclipseLink's policies of the same names place a row, so that rows written before
 * the extension was switched on are found. One thing differs: EclipseLink sends a value that is in no partition to the
 * session's default pool; here it has no shard, so that it cannot be written and is never read.
 */
public sealed interface ShardMap permits ValueShardMap, HashShardMap, RangeShardMap {

    /** Every shard that can hold a row, in the order in which they are declared; never empty, not modifiable. */
    Set<String> shards();

    /**
     * The one shard that a row with this key is written to.
     *
     * @param value the value of the key's column, of the column's Java type
     * @return empty if the map knows no shard for the value: no row with it can be written
     */
    Optional<String> shardOf(Object value);
}
