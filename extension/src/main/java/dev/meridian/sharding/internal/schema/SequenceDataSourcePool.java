package dev.meridian.sharding.internal.schema;

import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.sessions.Login;
import org.eclipse.persistence.sessions.server.ExternalConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;

/** EclipseLink's pool over a data source, for sequences. */
final class SequenceDataSourcePool extends ExternalConnectionPool {

    SequenceDataSourcePool(Login login, ServerSession owner) {
        super("sequencing", login, owner);
    }

    @Override
    protected Accessor buildConnection() {
        Accessor connection = new SequenceAccessor();
        connection.setPool(this);
        connection.connect(getLogin(), getOwner());
        return connection;
    }
}
