package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.internal.execution.ScatterProgram.ShardCall;
import dev.meridian.sharding.internal.model.ScatterSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on several shards. Thread-safe.
 *
 * <p>In a transaction, one shard after the other on the caller's thread, with the transaction's connections. Outside, on
 * several threads, if all the shards have connections that JTA does not enlist, and it is faster (see {@link Pace}) or a
 * deadline is to be kept; otherwise one after the other, and then never with two connections at a time.
 */
public final class ShardFanOut {

    private final ShardPools pools;
    private final ScatterSettings settings;
    private final Executor executor;
    private final Time time;
    private final Pace pace = new Pace();
    private final Permits permits = new Permits();

    /**
     * @param executor runs what other threads are to do; it may reject work
     */
    public ShardFanOut(ShardPools pools, ScatterSettings settings, Executor executor, Time time) {
        this.pools = pools;
        this.settings = settings;
        this.executor = executor;
        this.time = time;
    }

    /** To be called after login: the pools know their sizes then. */
    public void start(ServerSession session) {
        permits.limitTo(pools.smallestSize(session));
    }

    /**
     * Runs the task on each shard, with the connections that a statement of the session has to use now.
     *
     * @param shards in the order in which connections are taken: that of the unit's shards
     * @param session the session on which EclipseLink runs the statement: a server session, or the client session of a
     *     transaction
     * @param query for its name in errors and its own timeout
     * @return the results in the order of the shards
     * @throws RuntimeException the first failure, with the shard's name; a {@link jakarta.persistence.QueryTimeoutException}
     *     if the deadline passes
     */
    public <T> List<@Nullable T> run(
            List<String> shards, AbstractSession session, DatabaseQuery query, ShardTask<T> task) {
        ScatterTerms terms = ScatterTerms.of(query, settings.timeoutMillis(), time::nanos);
        return mayHandOver(shards, session, terms)
                ? parallel(shards, (ServerSession) session, terms, task)
                : serial(shards, session, terms, task);
    }

    /**
     * Opens a cursor on each shard, one after the other. Each has a connection of its own until it is closed, or the
     * transaction's.
     *
     * @param calls by shard, in the order of the shards
     */
    List<OpenShard> open(Map<String, ShardCall> calls, AbstractSession session, DatabaseQuery query) {
        ScatterTerms terms = ScatterTerms.of(query, settings.timeoutMillis(), time::nanos);
        List<OpenShard> open = new ArrayList<>();
        try {
            connections(List.copyOf(calls.keySet()), session, terms)
                    .forEach((shard, connection) ->
                            open.add(new OpenShard(shard, connection, session, pools, terms.name())));
            open.forEach(shard -> {
                try {
                    shard.open(Objects.requireNonNull(calls.get(shard.shard())), terms.deadline());
                } catch (RuntimeException failure) {
                    throw terms.failed(shard.shard(), failure);
                }
            });
            return open;
        } catch (RuntimeException failure) {
            OpenShard.closeAll(open);
            throw failure;
        }
    }

    // The permit is for the taking only: who holds an open cursor may well ask for the next one.
    private Map<String, Accessor> connections(List<String> shards, AbstractSession session, ScatterTerms terms) {
        ShardConnections connections = new ShardConnections(pools, terms, time);
        Map<String, Accessor> taken = new LinkedHashMap<>();
        if (pools.isInTransaction(session)) {
            try {
                shards.forEach(shard -> taken.put(shard, connections.acquire(shard, session)));
                return taken;
            } catch (RuntimeException unavailable) {
                taken.values().forEach(connection -> ShardPools.release(connection, session));
                throw terms.failed(shards.get(taken.size()), unavailable);
            }
        }
        Permits.Permit permit = permits.acquire(terms);
        try {
            List<Accessor> all = connections.acquireAll(shards, (ServerSession) session);
            shards.forEach(shard -> taken.put(shard, all.get(taken.size())));
            return taken;
        } finally {
            permit.release();
        }
    }

    private boolean mayHandOver(List<String> shards, AbstractSession session, ScatterTerms terms) {
        return shards.size() > 1
                && settings.parallelism().orElse(shards.size()) > 1
                && !pools.isInTransaction(session)
                && (!terms.deadline().isNone() || pace.handsOver())
                && pools.areReadableByOthers(shards, (ServerSession) session);
    }

    private <T> List<@Nullable T> parallel(
            List<String> shards, ServerSession session, ScatterTerms terms, ShardTask<T> task) {
        Permits.Permit permit = permits.acquire(terms);
        List<Accessor> connections;
        try {
            connections = new ShardConnections(pools, terms, time).acquireAll(shards, session);
        } catch (RuntimeException unavailable) {
            permit.release();
            throw unavailable;
        }
        ParallelRun<T> run = new ParallelRun<>(
                shards, connections, task, terms, time, connection -> ShardPools.release(connection, session), permit);
        List<@Nullable T> results = run.run(executor, settings.parallelism().orElse(shards.size()));
        run.tell(pace);
        return results;
    }

    private <T> List<@Nullable T> serial(
            List<String> shards, AbstractSession session, ScatterTerms terms, ShardTask<T> task) {
        ShardConnections connections = new ShardConnections(pools, terms, time);
        List<@Nullable T> results = new ArrayList<>();
        long total = 0;
        long longest = 0;
        for (String shard : shards) {
            long start = time.nanos();
            results.add(runOn(shard, session, connections, terms, task));
            long taken = time.nanos() - start;
            total += taken;
            longest = Math.max(longest, taken);
        }
        if (!pools.isInTransaction(session)) {
            pace.record(total, longest);
        }
        return results;
    }

    private <T> @Nullable T runOn(
            String shard,
            AbstractSession session,
            ShardConnections connections,
            ScatterTerms terms,
            ShardTask<T> task) {
        if (terms.deadline().isPassed()) {
            throw terms.timeout("the shard " + shard, null);
        }
        try {
            Accessor connection = connections.acquire(shard, session);
            try {
                return onThisThread(shard, connection, terms, task);
            } finally {
                ShardPools.release(connection, session);
            }
        } catch (RuntimeException failure) {
            throw terms.failed(shard, failure);
        }
    }

    private static <T> @Nullable T onThisThread(
            String shard, Accessor connection, ScatterTerms terms, ShardTask<T> task) {
        if (!(connection instanceof ShardAccessor own)) {
            return task.run(shard, connection);
        }
        own.begin(terms.deadline());
        try {
            return task.run(shard, connection);
        } finally {
            own.end();
        }
    }
}
