package dev.meridian.sharding.internal.schema;

import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.databaseaccess.DatabaseAccessor;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.Call;
import org.eclipse.persistence.sessions.server.ConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;

/** To EclipseLink one connection that runs one statement of schema generation; each shard's is taken when it is needed. */
final class SchemaAccessor extends DatabaseAccessor {
    private static final long serialVersionUID = 1L;

    private final transient SchemaStatement statement;
    private final transient SchemaRunner runner;

    SchemaAccessor(SchemaStatement statement, SchemaRunner runner, ServerSession owner) {
        this.statement = statement;
        this.runner = runner;
        setPool(new Nothing(owner));
        setIsConnected(true);
        usesExternalConnectionPooling = true;
    }

    @Override
    public Object executeCall(Call call, AbstractRecord row, AbstractSession session) {
        return runner.run(statement, call, row, session);
    }

    /** Takes the accessor back and does nothing with it. */
    private static final class Nothing extends ConnectionPool {
        Nothing(ServerSession owner) {
            setOwner(owner);
            setName("schema");
        }

        @Override
        public synchronized void releaseConnection(Accessor ignored) {
            // Each shard's connection was given back after its statement.
        }
    }
}
