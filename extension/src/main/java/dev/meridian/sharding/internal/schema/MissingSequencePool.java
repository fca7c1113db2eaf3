package dev.meridian.sharding.internal.schema;

import dev.meridian.sharding.internal.message.Message;
import org.eclipse.persistence.sessions.Login;
import org.eclipse.persistence.sessions.server.ConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;

/** Stands where connections for sequences should come from: EclipseLink starts it only in a unit that needs them. */
final class MissingSequencePool extends ConnectionPool {

    MissingSequencePool(Login login, ServerSession owner) {
        super("sequencing", login, owner);
    }

    @Override
    public synchronized void startUp() {
        throw Message.SEQUENCE_WITHOUT_NON_JTA.with();
    }
}
