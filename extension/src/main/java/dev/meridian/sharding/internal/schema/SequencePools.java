package dev.meridian.sharding.internal.schema;

import dev.meridian.sharding.internal.message.Message;
import org.eclipse.persistence.sequencing.SequencingControl;
import org.eclipse.persistence.sessions.DatasourceLogin;
import org.eclipse.persistence.sessions.Login;
import org.eclipse.persistence.sessions.server.ConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/** Gives the sequencing of a session its own pool of connections to the primary shard. */
final class SequencePools {

    private static final String SWITCH = "eclipselink.jdbc.sequence-connection-pool";
    private static final int MIN = 2;
    private static final int MAX = 8;

    private SequencePools() {}

    static void install(ServerSession session) {
        Object explicit = UnitProperties.find(session, SWITCH);
        if (explicit != null && !Boolean.parseBoolean(explicit.toString())) {
            throw Message.SEQUENCE_POOL_FORBIDDEN.with();
        }
        SequencingControl control = session.getSequencingControl();
        ConnectionPool pool = pool(session, control);
        control.setShouldUseSeparateConnection(true);
        control.setConnectionPool(pool);
        control.setLogin(pool.getLogin());
    }

    private static ConnectionPool pool(ServerSession session, SequencingControl control) {
        ConnectionPool configured = control.getConnectionPool();
        Login login = configured != null ? configured.getLogin() : login(session, control);
        if (login == null) {
            return new MissingSequencePool(nonJta((DatasourceLogin) session.getDatasourceLogin()), session);
        }
        if (login.shouldUseExternalConnectionPooling()) {
            return new SequenceDataSourcePool(login, session);
        }
        return configured != null
                ? new SequenceConnectionPool(
                        login,
                        configured.getInitialNumberOfConnections(),
                        configured.getMinNumberOfConnections(),
                        configured.getMaxNumberOfConnections(),
                        session)
                : new SequenceConnectionPool(
                        login,
                        orElse(control.getMinPoolSize(), MIN),
                        orElse(control.getMinPoolSize(), MIN),
                        orElse(control.getMaxPoolSize(), MAX),
                        session);
    }

    // What the unit names itself; else its own data source, or beside a JTA data source its non-JTA one.
    private static @Nullable Login login(ServerSession session, SequencingControl control) {
        if (control.getLogin() != null) {
            return control.getLogin();
        }
        Login write = session.getDefaultConnectionPool().getLogin();
        if (!write.shouldUseExternalTransactionController()) {
            return write;
        }
        Login read = session.getReadConnectionPool().getLogin();
        return read.shouldUseExternalTransactionController() ? null : read;
    }

    private static Login nonJta(DatasourceLogin login) {
        DatasourceLogin copy = login.clone();
        copy.dontUseExternalTransactionController();
        return copy;
    }

    private static int orElse(int size, int otherwise) {
        return size > 0 ? size : otherwise;
    }
}
