package dev.meridian.sharding.internal.model;

/** Over what an entity's ids are unique. */
public enum IdScope {
    /** Unique over all shards: from a table or sequence of the primary shard, or a UUID. */
    UNIT_UNIQUE,
    /** May repeat between shards: IDENTITY, or assigned by the application. */
    SHARD_LOCAL
}
