package dev.meridian.sharding.testkit;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A driver that stands before a real one and writes into a {@link StatementLog} what it is asked to do.
 *
 * <p>Its URLs are {@code jdbc:meridian-recording:<log>:<shard>:<real URL>}; {@link #url} makes them.
 */
public final class RecordingDriver implements Driver {

    private static final String PREFIX = "jdbc:meridian-recording:";

    /** Static, because a URL is all that the driver manager hands to a driver: the log is found by its id. */
    private static final Map<String, StatementLog> LOGS = new ConcurrentHashMap<>();

    static {
        try {
            DriverManager.registerDriver(new RecordingDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * The URL under which a shard's database is recorded into the log. The log is held until {@link #forget}.
     *
     * @throws IllegalArgumentException if the shard's name holds a colon
     */
    public static String url(StatementLog log, String shard, String realUrl) {
        if (shard.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a shard's name cannot hold a colon in a recording URL");
        }
        LOGS.put(log.id(), log);
        return PREFIX + log.id() + ":" + shard + ":" + realUrl;
    }

    /** Lets go of the log: no connection can be opened by its URLs any more, open ones go on recording. */
    public static void forget(StatementLog log) {
        LOGS.remove(log.id());
    }

    @Override
    public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        String[] parts = url.substring(PREFIX.length()).split(":", 3);
        StatementLog log = LOGS.get(parts[0]);
        if (log == null || parts.length < 3) {
            throw new SQLException("no such log, or no real URL: " + url);
        }
        Connection real = DriverManager.getConnection(parts[2], info == null ? new Properties() : info);
        return RecordingProxies.connection(real, parts[1], log);
    }

    @Override
    public boolean acceptsURL(@Nullable String url) {
        return url != null && url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }
}
