package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.internal.model.Settings.NativeQueries;
import java.util.Optional;
import org.eclipse.persistence.exceptions.ConcurrencyException;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.sessions.Login;
import org.eclipse.persistence.sessions.server.ConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;

/** EclipseLink's own connection pool, whose connections know their shard. */
public final class ShardConnectionPool extends ConnectionPool {

    private final String shard;
    private final NativeQueries nativeQueries;

    /** Takes the place of a pool that is configured and not started. */
    public ShardConnectionPool(
            ConnectionPool configured, String shard, Login login, ServerSession owner, NativeQueries nativeQueries) {
        super(
                configured.getName(),
                login,
                configured.getInitialNumberOfConnections(),
                configured.getMinNumberOfConnections(),
                configured.getMaxNumberOfConnections(),
                owner);
        this.shard = shard;
        this.nativeQueries = nativeQueries;
        setWaitTimeout(configured.getWaitTimeout());
    }

    @Override
    protected Accessor buildConnection() {
        Accessor connection = new ShardAccessor(shard, nativeQueries);
        connection.setPool(this);
        connection.connect(getLogin(), getOwner());
        return connection;
    }

    /** A connection that can be had without waiting for one to come back. */
    synchronized Optional<Accessor> poll() {
        return isFree() ? Optional.of(acquireConnection()) : Optional.empty();
    }

    /**
     * A connection, if one can be had in time.
     *
     * @param nanos how long to wait at most
     */
    synchronized Optional<Accessor> poll(long nanos, Time time) {
        long end = time.nanos() + nanos;
        while (!isFree()) {
            long left = end - time.nanos();
            if (left <= 0) {
                return Optional.empty();
            }
            try {
                time.await(this, left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw ConcurrencyException.waitFailureOnClientSession(interrupted);
            }
        }
        return Optional.of(acquireConnection());
    }

    // A dead pool gives connections of the one that stands in for it.
    private boolean isFree() {
        return isDead()
                || !getConnectionsAvailable().isEmpty()
                || getTotalNumberOfConnections() < getMaxNumberOfConnections();
    }

    /** EclipseLink gives the connections of all cursors back to the read pool; they go to where they came from. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // no other pool's lock is to be taken under this one's
    public void releaseConnection(Accessor connection) {
        ConnectionPool home = connection.getPool();
        if (home == null || home.equals(this)) {
            super.releaseConnection(connection);
        } else {
            home.releaseConnection(connection);
        }
    }
}
