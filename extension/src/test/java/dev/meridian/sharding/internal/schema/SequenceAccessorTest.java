package dev.meridian.sharding.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardingException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.sessions.Connector;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.DefaultConnector;
import org.eclipse.persistence.sessions.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SequenceAccessorTest {

    /** What a connection does that takes part in a global transaction, as servers and drivers differ in it. */
    private enum Enlisted {
        FORBIDS_AUTO_COMMIT,
        IGNORES_AUTO_COMMIT,
        FORBIDS_COMMIT
    }

    private final FakeTransactions transactions = new FakeTransactions();
    private final AbstractSession session = transactions.session();
    private final List<String> calls = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(Enlisted.class)
    void allocation_onAConnectionOfTheCallersTransaction_isRefused(Enlisted how) {
        SequenceAccessor accessor = connected(how);
        transactions.begin();

        assertThatThrownBy(() -> {
                    accessor.beginTransaction(session);
                    accessor.commitTransaction(session);
                })
                .isInstanceOf(ShardingException.class)
                .hasMessageStartingWith("MERIDIAN-065 ");
        assertThat(calls).doesNotContain("committed");
    }

    @Test
    void allocation_onAConnectionOfItsOwn_isCommittedInTheCallersTransaction() {
        SequenceAccessor accessor = connected(null);
        transactions.begin();

        accessor.beginTransaction(session);
        accessor.commitTransaction(session);

        assertThat(calls)
                .containsExactly("setAutoCommit true", "setAutoCommit false", "committed", "setAutoCommit true");
    }

    @Test
    void allocation_outsideATransaction_asksForNothing() {
        SequenceAccessor accessor = connected(null);

        assertThatCode(() -> accessor.beginTransaction(session)).doesNotThrowAnyException();
        assertThat(calls).containsExactly("setAutoCommit false");
    }

    private SequenceAccessor connected(Enlisted how) {
        Connection connection = connection(how);
        DatabaseLogin login = new DatabaseLogin();
        login.setConnector(connector(connection));
        SequenceAccessor accessor = new SequenceAccessor();
        accessor.connect(login, session);
        calls.clear();
        return accessor;
    }

    private Connection connection(Enlisted how) {
        boolean[] autoCommit = {how == null};
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "setAutoCommit" -> {
                            calls.add("setAutoCommit " + arguments[0]);
                            if (how == Enlisted.FORBIDS_AUTO_COMMIT && (boolean) arguments[0]) {
                                throw new SQLException("in a global transaction");
                            }
                            if (how != Enlisted.IGNORES_AUTO_COMMIT) {
                                autoCommit[0] = (boolean) arguments[0];
                            }
                        }
                        case "getAutoCommit" -> {
                            return autoCommit[0];
                        }
                        case "commit" -> {
                            if (how == Enlisted.FORBIDS_COMMIT) {
                                throw new SQLException("in a global transaction");
                            }
                            calls.add("committed");
                        }
                        case "isClosed" -> {
                            return false;
                        }
                        default -> {
                            return null;
                        }
                    }
                    return null;
                });
    }

    private static Connector connector(Connection connection) {
        return new DefaultConnector() {
            private static final long serialVersionUID = 1L;

            @Override
            public Connection connect(Properties properties, Session session) {
                return connection;
            }
        };
    }
}
