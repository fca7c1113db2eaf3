package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.internal.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.persistence.exceptions.ConcurrencyException;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.databaseaccess.DatasourceAccessor;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.sessions.server.ConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;

/** Takes the connections of one execution, and waits for them no longer than it may. */
final class ShardConnections {

    private final ShardPools pools;
    private final ScatterTerms terms;
    private final Time time;

    ShardConnections(ShardPools pools, ScatterTerms terms, Time time) {
        this.pools = pools;
        this.terms = terms;
        this.time = time;
    }

    /** The connection with which a statement of the session runs on the shard now. */
    Accessor acquire(String shard, AbstractSession session) {
        Accessor connection = pools.acquire(shard, session, pool -> await(shard, pool));
        ShardPools.announce(connection, session);
        return connection;
    }

    /**
     * Connections of all these shards for reads outside transactions, open, in the order of the shards.
     *
     * <p>Where EclipseLink pools them, it never waits for one while it holds another: a transaction that holds what it
     * waits for may be waiting for what it holds. Data sources are asked one after the other, in this order, by the
     * caller's thread.
     */
    List<Accessor> acquireAll(List<String> shards, ServerSession session) {
        List<Accessor> taken = new ArrayList<>();
        String missing = takeFree(shards, session, taken, "");
        while (!missing.isEmpty()) {
            missing = takeFree(shards, session, taken, missing);
        }
        return taken;
    }

    /** Takes all, or tells the first that is not free and takes none; waits for the awaited one before the others. */
    private String takeFree(List<String> shards, ServerSession session, List<Accessor> taken, String awaited) {
        Optional<Accessor> first =
                awaited.isEmpty() ? Optional.empty() : Optional.of(await(awaited, pools.outside(awaited, session)));
        String current = awaited;
        boolean complete = false;
        try {
            for (String shard : shards) {
                current = shard;
                Optional<Accessor> connection = shard.equals(awaited) ? first : poll(pools.outside(shard, session));
                if (connection.isEmpty()) {
                    return shard;
                }
                first = shard.equals(awaited) ? Optional.empty() : first;
                taken.add(connection.get());
                open(connection.get(), session);
            }
            complete = true;
            return "";
        } catch (RuntimeException failure) {
            throw terms.failed(current, failure);
        } finally {
            if (!complete) {
                first.ifPresent(taken::add);
                giveBack(taken, session);
            }
        }
    }

    private static void giveBack(List<Accessor> taken, ServerSession session) {
        List<Accessor> returned = List.copyOf(taken);
        taken.clear();
        returned.forEach(connection -> ShardPools.release(connection, session));
    }

    // A data source's connection is opened by its first use, in whatever order threads come to it.
    private static void open(Accessor connection, AbstractSession session) {
        if (connection.usesExternalConnectionPooling() && connection instanceof DatasourceAccessor lazy) {
            lazy.incrementCallCount(session);
        }
        ShardPools.announce(connection, session);
    }

    private static Optional<Accessor> poll(ConnectionPool pool) {
        return pool instanceof ShardConnectionPool own ? own.poll() : Optional.of(pool.acquireConnection());
    }

    private Accessor await(String shard, ConnectionPool pool) {
        if (!(pool instanceof ShardConnectionPool own)) {
            return pool.acquireConnection();
        }
        long patience = TimeUnit.MILLISECONDS.toNanos(pool.getWaitTimeout());
        try {
            return own.poll(Math.min(patience, terms.deadline().remainingNanos()), time)
                    .orElseThrow(() -> terms.deadline().isPassed()
                            ? terms.timeout("a connection of the shard " + shard, null)
                            : Message.NO_CONNECTION.with(terms.name(), shard, pool.getWaitTimeout()));
        } catch (ConcurrencyException interrupted) {
            throw terms.interrupted(interrupted);
        }
    }
}
