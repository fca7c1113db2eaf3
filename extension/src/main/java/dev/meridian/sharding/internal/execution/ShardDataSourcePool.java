package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.internal.model.Settings.NativeQueries;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.sessions.Login;
import org.eclipse.persistence.sessions.server.ConnectionPool;
import org.eclipse.persistence.sessions.server.ExternalConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;

/** EclipseLink's pool over a data source, whose connections know their shard. */
public final class ShardDataSourcePool extends ExternalConnectionPool {

    private final String shard;
    private final NativeQueries nativeQueries;

    public ShardDataSourcePool(
            String name, String shard, Login login, ServerSession owner, NativeQueries nativeQueries) {
        super(name, login, owner);
        this.shard = shard;
        this.nativeQueries = nativeQueries;
    }

    @Override
    protected Accessor buildConnection() {
        Accessor connection = new ShardAccessor(shard, nativeQueries);
        connection.setPool(this);
        connection.connect(getLogin(), getOwner());
        return connection;
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
