package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.internal.model.Shards;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.sessions.Login;
import org.eclipse.persistence.sessions.server.ClientSession;
import org.eclipse.persistence.sessions.server.ConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.eclipse.persistence.transaction.AbstractTransactionController;

/**
 * Hands out the connections of shards.
 *
 * <p>In a transaction each shard has one connection, which the client session keeps to the end. Outside, a read takes a
 * connection from the shard's non-JTA pool if there is one, and EclipseLink gives it back after the statement. Immutable
 * after the session's login; thread-safe.
 */
public final class ShardPools {

    private final Shards shards;
    private final Map<String, ConnectionPool> readPools;

    /**
     * @param shards the unit's shards
     * @param readPools the pools for reads outside transactions, by shard; where one is missing the shard's own is used
     */
    public ShardPools(Shards shards, Map<String, ConnectionPool> readPools) {
        this.shards = shards;
        this.readPools = Map.copyOf(readPools);
    }

    /** A connection of the shard, for a statement that runs on this session now. */
    public Accessor acquire(String shard, AbstractSession session) {
        return acquire(shard, session, ConnectionPool::acquireConnection);
    }

    /** As {@link #acquire(String, AbstractSession)}, where the connection is to be taken from its pool in this way. */
    Accessor acquire(String shard, AbstractSession session, Function<ConnectionPool, Accessor> take) {
        if (session instanceof ClientSession client) {
            return transactional(shard, client, take);
        }
        ServerSession server = (ServerSession) session;
        return take.apply(inJtaTransaction(server) ? pool(shard, server) : outside(shard, server));
    }

    /** Whether statements of the session belong to a transaction now. */
    boolean isInTransaction(AbstractSession session) {
        return session instanceof ClientSession || inJtaTransaction((ServerSession) session);
    }

    /** Whether other threads than the caller's can read outside transactions: not with connections that JTA enlists. */
    boolean areReadableByOthers(List<String> names, ServerSession session) {
        return names.stream()
                .map(shard -> outside(shard, session).getLogin())
                .noneMatch(Login::shouldUseExternalTransactionController);
    }

    /** The number of connections of the smallest pool that EclipseLink keeps for reads outside transactions. */
    int smallestSize(ServerSession session) {
        return shards.names().stream()
                .map(shard -> outside(shard, session))
                .filter(ShardConnectionPool.class::isInstance)
                .mapToInt(ConnectionPool::getMaxNumberOfConnections)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /**
     * Tells the session's listeners of a connection that was taken outside a client session, as EclipseLink does for those
     * that it takes itself. A data source's connection is told of when it opens.
     */
    static void announce(Accessor connection, AbstractSession session) {
        if (session instanceof ServerSession
                && session.hasEventManager()
                && !connection.usesExternalConnectionPooling()) {
            session.getEventManager().postAcquireConnection(connection);
        }
    }

    /** Gives back what was taken and announced for this session. A transaction keeps its connections to its end. */
    static void release(Accessor connection, AbstractSession session) {
        if (session instanceof ClientSession) {
            return;
        }
        try {
            if (session.hasEventManager() && !connection.usesExternalConnectionPooling()) {
                session.getEventManager().preReleaseConnection(connection);
            }
        } finally {
            connection.getPool().releaseConnection(connection);
        }
    }

    /** A connection of the shard for an INSERT; {@link #lastInserted} will find it. */
    public Accessor acquireForInsert(String shard, AbstractSession session) {
        Accessor target = acquire(shard, session);
        if (session instanceof ClientSession client) {
            accessors(client).forEach(accessor -> accessor.setLastInserted(accessor == target));
        }
        return target;
    }

    /**
     * The connection of the transaction's last INSERT: where the database is asked for the id that it has just generated.
     * Empty if there was none.
     */
    public Optional<? extends Accessor> lastInserted(ClientSession client) {
        return accessors(client).filter(ShardAccessor::isLastInserted).findFirst();
    }

    /** The shards that the transaction of a client session wrote to, in the order of their names. */
    public List<String> writtenShards(ClientSession client) {
        return accessors(client)
                .filter(ShardAccessor::hasWritten)
                .map(ShardAccessor::shard)
                .sorted()
                .toList();
    }

    private static Stream<ShardAccessor> accessors(ClientSession client) {
        return client.getWriteConnections().values().stream()
                .filter(ShardAccessor.class::isInstance)
                .map(ShardAccessor.class::cast);
    }

    /** A connection of the shard that takes no part in a transaction of the caller, as far as the configuration allows. */
    public Accessor acquireOutside(String shard, ServerSession session) {
        return outside(shard, session).acquireConnection();
    }

    /** The pool of a shard's connections for reads outside transactions. */
    ConnectionPool outside(String shard, ServerSession session) {
        if (shard.equals(shards.primary())) {
            return session.getReadConnectionPool();
        }
        ConnectionPool readPool = readPools.get(shard);
        return readPool == null ? pool(shard, session) : readPool;
    }

    private Accessor transactional(String shard, ClientSession client, Function<ConnectionPool, Accessor> take) {
        String name = shards.poolOf(shard);
        Accessor held = client.getWriteConnections().get(name);
        if (held != null) {
            return held;
        }
        Accessor acquired = take.apply(pool(shard, client.getParent()));
        if (!client.isInTransaction()) {
            return acquired;
        }
        Accessor kept = client.addWriteConnection(name, acquired);
        if (kept instanceof ShardAccessor one && !shard.equals(shards.primary())) {
            one.standBeside(() -> openPrimary(client));
        }
        return kept;
    }

    // A data source's connection is taken when it is first used.
    private Accessor openPrimary(ClientSession client) {
        Accessor opened = acquire(shards.primary(), client);
        opened.incrementCallCount(client);
        opened.decrementCallCount();
        return opened;
    }

    private ConnectionPool pool(String shard, ServerSession session) {
        return session.getConnectionPool(shards.poolOf(shard));
    }

    /** Starts the pools that are not the session's own. */
    public void startUp() {
        readPools.values().forEach(ConnectionPool::startUp);
    }

    /** Stops the pools that are not the session's own. */
    public void shutDown() {
        readPools.values().forEach(ConnectionPool::shutDown);
    }

    // EclipseLink's own isInTransaction() is false until the first flush.
    private static boolean inJtaTransaction(ServerSession session) {
        return session.getExternalTransactionController() instanceof AbstractTransactionController controller
                && !controller.noTransactionOrRolledBackOrCommited();
    }
}
