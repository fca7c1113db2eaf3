package dev.meridian.sharding.internal.execution;

import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.jspecify.annotations.Nullable;

/** What a fan-out does on one shard, perhaps on another thread than the caller's. */
@FunctionalInterface
public interface ShardTask<T> {

    /**
     * @param connection the shard's, for this call only
     */
    @Nullable T run(String shard, Accessor connection);
}
