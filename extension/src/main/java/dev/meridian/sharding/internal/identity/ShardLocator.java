package dev.meridian.sharding.internal.identity;

import org.jspecify.annotations.Nullable;

/** Tells where a new object will be written, from its attributes as they are now. */
@FunctionalInterface
public interface ShardLocator {

    /** The shard, or null if the object has none yet: its key or its parent is not set. Never throws for that. */
    @Nullable String locate(Object entity);
}
