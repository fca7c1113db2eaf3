package dev.meridian.sharding.internal.schema;

import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.sessions.Login;
import org.eclipse.persistence.sessions.server.ConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;

/** EclipseLink's own connection pool, for sequences. */
final class SequenceConnectionPool extends ConnectionPool {

    SequenceConnectionPool(Login login, int initial, int min, int max, ServerSession owner) {
        super("sequencing", login, initial, min, max, owner);
    }

    @Override
    protected Accessor buildConnection() {
        Accessor connection = new SequenceAccessor();
        connection.setPool(this);
        connection.connect(getLogin(), getOwner());
        return connection;
    }
}
