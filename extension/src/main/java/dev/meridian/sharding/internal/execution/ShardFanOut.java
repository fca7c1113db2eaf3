package dev.meridian.sharding.internal.execution;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.jspecify.annotations.Nullable;

/** Runs tasks on several shards. Thread-safe. */
public final class ShardFanOut {

    private final ShardPools pools;

    public ShardFanOut(ShardPools pools) {
        this.pools = pools;
    }

    /**
     * Runs the task on each shard, with the connections that a statement of the session has to use now.
     *
     * @param shards in the order in which connections are taken: that of the unit's shards
     * @param session the session on which EclipseLink runs the statement: a server session, or the client session of a
     *     transaction
     * @param query for its name in errors
     * @return the results in the order of the shards
     * @throws RuntimeException what the first shard that failed has thrown, with the shard's name
     */
    public <T> List<@Nullable T> run(
            List<String> shards, AbstractSession session, DatabaseQuery query, ShardTask<T> task) {
        List<@Nullable T> results = new ArrayList<>();
        for (String shard : shards) {
            try {
                results.add(runOn(shard, session, task));
            } catch (RuntimeException failure) {
                throw ShardFailure.of(failure, shard, query);
            }
        }
        return results;
    }

    // Only one connection at a time is held outside a transaction, so that scatters cannot wait for each other.
    private <T> @Nullable T runOn(String shard, AbstractSession session, ShardTask<T> task) {
        Accessor connection = pools.acquire(shard, session);
        try {
            return task.run(shard, connection);
        } finally {
            pools.release(connection, session);
        }
    }
}
