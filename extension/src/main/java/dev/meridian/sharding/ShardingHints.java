package dev.meridian.sharding;

/** Names of the query hints that Meridian understands; all are EclipseLink's own. */
public final class ShardingHints {

    /**
     * Pins a query, a find, a refresh or a lock to one shard: its value is the shard's name. The pinned statement runs
     * there and nowhere else, whatever its conditions say.
     */
    public static final String SHARD = "eclipselink.partitioning";

    private ShardingHints() {}
}
