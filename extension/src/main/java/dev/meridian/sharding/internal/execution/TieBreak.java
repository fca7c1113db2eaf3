package dev.meridian.sharding.internal.execution;

import org.jspecify.annotations.Nullable;

/** A query for one object that knows which row is meant if several shards have one. */
public interface TieBreak {

    /** The shard whose row is meant, or null if nobody can tell. */
    @Nullable String preferredShard();
}
