package dev.meridian.sharding.internal.execution;

import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.sessions.Login;
import org.eclipse.persistence.sessions.server.ConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;

/** EclipseLink's own connection pool, whose connections know their shard. */
public final class ShardConnectionPool extends ConnectionPool {

    private final String shard;

    /** Takes the place of a pool that is configured and not started. */
    public ShardConnectionPool(ConnectionPool configured, String shard, Login login, ServerSession owner) {
        super(
                configured.getName(),
                login,
                configured.getInitialNumberOfConnections(),
                configured.getMinNumberOfConnections(),
                configured.getMaxNumberOfConnections(),
                owner);
        this.shard = shard;
        setWaitTimeout(configured.getWaitTimeout());
    }

    @Override
    protected Accessor buildConnection() {
        Accessor connection = new ShardAccessor(shard);
        connection.setPool(this);
        connection.connect(getLogin(), getOwner());
        return connection;
    }
}
