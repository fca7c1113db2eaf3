package dev.meridian.sharding.internal.schema;

import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.DatabaseSessionImpl;

/** The unit as it would be if one shard were all: EclipseLink's platform asks it whether a table exists. */
final class OneShardSession extends DatabaseSessionImpl {
    private static final long serialVersionUID = 1L;

    OneShardSession(AbstractSession unit, Accessor connection) {
        super(unit.getProject());
        setSessionLog(unit.getSessionLog());
        setAccessor(connection);
    }

    // The connection is borrowed: EclipseLink must not close it when it finalizes this session.
    @Override
    public boolean isConnected() {
        return false;
    }

    // The unit's session reports what it is told; here it may be an answer, such as "no such table".
    @Override
    public Object handleException(RuntimeException exception) {
        throw exception;
    }
}
