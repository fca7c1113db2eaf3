package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.execution.ShardConnectionPool;
import dev.meridian.sharding.internal.execution.ShardDataSourcePool;
import dev.meridian.sharding.internal.execution.ShardPools;
import dev.meridian.sharding.internal.model.Settings.NativeQueries;
import dev.meridian.sharding.internal.model.Shards;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.persistence.config.PersistenceUnitProperties;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.JNDIConnector;
import org.eclipse.persistence.sessions.server.ConnectionPool;
import org.eclipse.persistence.sessions.server.ReadConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/**
 * Puts pools whose connections know their shard into the place of the configured ones, before login.
 *
 * <p>Where a shard has both a JTA and a non-JTA data source, its pool in the session uses the one and a pool of ours, for
 * reads outside transactions, the other. EclipseLink by itself would use whichever it met last.
 */
final class PoolSetup {

    private final ServerSession session;
    private final Shards shards;
    private final NativeQueries nativeQueries;

    PoolSetup(ServerSession session, Shards shards, NativeQueries nativeQueries) {
        this.session = session;
        this.shards = shards;
        this.nativeQueries = nativeQueries;
    }

    ShardPools install() {
        installPrimary();
        Map<String, ConnectionPool> readPools = new TreeMap<>();
        for (String shard : shards.others()) {
            ConnectionPool configured = session.getConnectionPool(shard);
            String jta = property(shard, PersistenceUnitProperties.CONNECTION_POOL_JTA_DATA_SOURCE);
            String nonJta = property(shard, PersistenceUnitProperties.CONNECTION_POOL_NON_JTA_DATA_SOURCE);
            if (jta != null && nonJta != null && usesJta()) {
                DatabaseLogin readLogin = login(configured, nonJta);
                readLogin.dontUseExternalTransactionController();
                readPools.put(
                        shard, new ShardDataSourcePool(shard + " read", shard, readLogin, session, nativeQueries));
                configured.setLogin(login(configured, jta));
            } else if (jta != null || nonJta != null) {
                configured.setLogin(login(configured, jta != null && (usesJta() || nonJta == null) ? jta : nonJta));
            }
            session.getConnectionPools().put(shard, replacement(configured, shard));
        }
        return new ShardPools(shards, readPools);
    }

    private void installPrimary() {
        ConnectionPool write = session.getDefaultConnectionPool();
        ConnectionPool read = session.getReadConnectionPool();
        ConnectionPool replacement = replacement(write, shards.primary());
        session.getConnectionPools().put(write.getName(), replacement);
        // A shared read pool lends one connection to several threads, which a connection that tags its rows cannot
        // bear.
        boolean shared = read == write || read instanceof ReadConnectionPool;
        session.setReadConnectionPool(shared ? replacement : replacement(read, shards.primary()));
    }

    private ConnectionPool replacement(ConnectionPool configured, String shard) {
        return configured.getLogin().shouldUseExternalConnectionPooling()
                ? new ShardDataSourcePool(configured.getName(), shard, configured.getLogin(), session, nativeQueries)
                : new ShardConnectionPool(configured, shard, configured.getLogin(), session, nativeQueries);
    }

    @SuppressWarnings("deprecation") // What replaces it belongs to the server, and a unit may not say which that is.
    private static DatabaseLogin login(ConnectionPool configured, @Nullable String dataSource) {
        DatabaseLogin login = (DatabaseLogin) configured.getLogin().clone();
        JNDIConnector connector = new JNDIConnector(dataSource);
        // Where EclipseLink does not know the server it parses the name by a syntax that has no slash.
        connector.setLookupType(JNDIConnector.STRING_LOOKUP);
        login.setConnector(connector);
        login.setUsesExternalConnectionPooling(true);
        return login;
    }

    private boolean usesJta() {
        return session.getDatasourceLogin().shouldUseExternalTransactionController();
    }

    private @Nullable String property(String shard, String attribute) {
        String name = PersistenceUnitProperties.CONNECTION_POOL + shard + "." + attribute;
        Object value = session.getProperties().get(name);
        return value != null ? value.toString() : System.getProperty(name);
    }
}
