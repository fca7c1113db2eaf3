package dev.meridian.sharding.internal.model;

import java.util.Optional;

/**
 * The {@code meridian.*} properties of a persistence unit. Immutable.
 *
 * @param primaryShard the shard name of the unit's own data source
 * @param crossShardWrites what happens to a RESOURCE_LOCAL transaction that wrote to several shards
 * @param scriptShard the shard that load, create and drop scripts run on; empty if none is named
 * @param nativeQueries what happens to a native query, or a stored procedure, that is pinned to no shard
 * @param scatter how queries run on several shards
 */
public record Settings(
        String primaryShard,
        CrossShardWrites crossShardWrites,
        Optional<String> scriptShard,
        NativeQueries nativeQueries,
        ScatterSettings scatter) {

    /** {@code meridian.primary-shard}; what it is not set to is {@link Shards#DEFAULT_POOL}. */
    public static final String PRIMARY_SHARD = "meridian.primary-shard";

    /** {@code meridian.cross-shard-writes}: {@code refuse}, the default, or {@code best-effort}. */
    public static final String CROSS_SHARD_WRITES = "meridian.cross-shard-writes";

    /** {@code meridian.script-shard}; there is no default. */
    public static final String SCRIPT_SHARD = "meridian.script-shard";

    /** {@code meridian.native-queries}: {@code refuse}, the default, or {@code primary}. */
    public static final String NATIVE_QUERIES = "meridian.native-queries";

    /** The entity property that says the same as the annotation {@code @ColocatedWith}. */
    public static final String COLOCATED_WITH = "meridian.colocated-with";

    /** What happens to a RESOURCE_LOCAL transaction that wrote to several shards. */
    public enum CrossShardWrites {
        /** It is refused before the first commit. */
        REFUSE,
        /** One shard is committed after the other; a failure in between leaves the first ones committed. */
        BEST_EFFORT
    }

    /** What happens to SQL of the application's own, which nobody reads, where no hint names its shard. */
    public enum NativeQueries {
        /** It is refused. */
        REFUSE,
        /** It goes to the primary shard, as with EclipseLink alone. */
        PRIMARY
    }
}
