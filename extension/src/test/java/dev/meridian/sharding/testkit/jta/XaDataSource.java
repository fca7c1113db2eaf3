package dev.meridian.sharding.testkit.jta;

import com.arjuna.ats.jta.recovery.XAResourceRecoveryHelper;
import jakarta.transaction.Synchronization;
import jakarta.transaction.Transaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAResource;
import org.apache.derby.jdbc.EmbeddedXADataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.xa.PGXADataSource;

/**
 * The JTA data source of one database, as a server has it: in a transaction of {@link Transactions} all connections are
 * one, which takes part in it; outside, each is its own and commits by itself.
 */
public final class XaDataSource extends OnlyConnections implements AutoCloseable {

    private final String shard;
    private final String url;
    private final XADataSource real;
    private final TwoPhaseFailures failures;
    private final Map<Transaction, Connection> enlisted = new ConcurrentHashMap<>();
    private final XAResourceRecoveryHelper recovery = new Recovery();
    private @Nullable XAConnection recovering;

    /**
     * @param shard what the database is called in the failures
     * @param url the database's own URL
     */
    public XaDataSource(String shard, String url, TwoPhaseFailures failures) throws SQLException {
        this.shard = shard;
        this.url = url;
        this.failures = failures;
        this.real = real(url);
        Transactions.addRecovery(recovery);
    }

    private static XADataSource real(String url) throws SQLException {
        if (url.startsWith("jdbc:derby:")) {
            EmbeddedXADataSource derby = new EmbeddedXADataSource();
            derby.setDatabaseName(url.substring("jdbc:derby:".length(), url.indexOf(';')));
            return derby;
        }
        PGXADataSource postgres = new PGXADataSource();
        postgres.setUrl(url);
        return postgres;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            Transaction transaction = Transactions.manager().getTransaction();
            if (transaction == null) {
                return DriverManager.getConnection(url);
            }
            Connection held = enlisted.get(transaction);
            return held != null ? held : enlist(transaction);
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException(e);
        }
    }

    private Connection enlist(Transaction transaction) throws Exception {
        XAConnection connection = real.getXAConnection();
        transaction.enlistResource(new FailingXaResource(connection.getXAResource(), shard, failures));
        Connection shared = shared(connection.getConnection());
        enlisted.put(transaction, shared);
        transaction.registerSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                enlisted.remove(transaction);
                try {
                    connection.close();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        return shared;
    }

    // It is closed when the transaction has ended.
    private static Connection shared(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                XaDataSource.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(real, args);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    @Override
    public void close() throws SQLException {
        Transactions.removeRecovery(recovery);
        if (recovering != null) {
            recovering.close();
        }
    }

    /** Lets recovery look into the database. */
    private final class Recovery implements XAResourceRecoveryHelper {

        @Override
        public boolean initialise(String properties) {
            return true;
        }

        @Override
        public XAResource[] getXAResources() throws Exception {
            if (recovering == null) {
                recovering = real.getXAConnection();
            }
            return new XAResource[] {recovering.getXAResource()};
        }
    }
}
