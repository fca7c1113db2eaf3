package dev.meridian.sharding.internal.execution;

import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.databaseaccess.DatabaseAccessor;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.Call;
import org.eclipse.persistence.sessions.server.ConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/** To EclipseLink a connection; it has none of its own, so that nothing is to be given back. */
public abstract class VirtualAccessor extends DatabaseAccessor {
    private static final long serialVersionUID = 1L;

    /** @param owner the server session */
    protected VirtualAccessor(ServerSession owner) {
        setPool(new Nothing(owner));
        setIsConnected(true);
        usesExternalConnectionPooling = true;
    }

    @Override
    public abstract @Nullable Object executeCall(Call call, AbstractRecord row, AbstractSession session);

    /** Takes the accessor back and does nothing with it. */
    private static final class Nothing extends ConnectionPool {
        Nothing(ServerSession owner) {
            setOwner(owner);
            setName("none");
        }

        @Override
        public synchronized void releaseConnection(Accessor ignored) {
            // There is no connection.
        }
    }
}
