package dev.meridian.sharding.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardingException;
import org.eclipse.persistence.sequencing.SequencingControl;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.Project;
import org.eclipse.persistence.sessions.server.ConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.junit.jupiter.api.Test;

class SequencePoolsTest {

    private final DatabaseLogin login = new DatabaseLogin();

    @Test
    void install_inResourceLocal_usesTheUnitsOwnConnections() {
        SequencingControl control = installed(new ServerSession(new Project(login)));

        assertThat(control.shouldUseSeparateConnection()).isTrue();
        assertThat(control.getConnectionPool().getLogin()).isSameAs(login);
    }

    @Test
    void install_inJtaWithANonJtaDataSource_usesIt() {
        ServerSession session = jta();
        DatabaseLogin read = external();
        session.setReadConnectionPool(read);

        assertThat(installed(session).getConnectionPool().getLogin()).isSameAs(read);
    }

    @Test
    void install_inJtaWithoutANonJtaDataSource_failsWhereConnectionsAreNeeded() {
        SequencingControl control = installed(jta());

        assertThat(control.getLogin().shouldUseExternalTransactionController()).isFalse();
        assertThatThrownBy(() -> control.getConnectionPool().startUp())
                .isInstanceOf(ShardingException.class)
                .hasMessageStartingWith("MERIDIAN-064 ");
    }

    @Test
    void install_withALoginOfTheUnit_keepsIt() {
        ServerSession session = jta();
        DatabaseLogin explicit = external();
        session.getSequencingControl().setLogin(explicit);

        assertThat(installed(session).getConnectionPool().getLogin()).isSameAs(explicit);
    }

    @Test
    void install_withAPoolOfTheUnit_keepsItsLoginAndSize() {
        ServerSession session = new ServerSession(new Project(login));
        DatabaseLogin explicit = new DatabaseLogin();
        session.getSequencingControl().setConnectionPool(new ConnectionPool("sequence", explicit, 1, 3, session));

        ConnectionPool pool = installed(session).getConnectionPool();

        assertThat(pool.getLogin()).isSameAs(explicit);
        assertThat(pool.getMaxNumberOfConnections()).isEqualTo(3);
    }

    private ServerSession jta() {
        login.useExternalTransactionController();
        login.useExternalConnectionPooling();
        return new ServerSession(new Project(login));
    }

    private static DatabaseLogin external() {
        DatabaseLogin login = new DatabaseLogin();
        login.useExternalConnectionPooling();
        return login;
    }

    private static SequencingControl installed(ServerSession session) {
        SequencePools.install(session);
        return session.getSequencingControl();
    }
}
