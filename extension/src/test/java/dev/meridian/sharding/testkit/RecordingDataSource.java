package dev.meridian.sharding.testkit;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source whose connections write into a {@link StatementLog} what is done with them. */
public final class RecordingDataSource implements DataSource {

    private final DataSource real;
    private final String shard;
    private final StatementLog log;

    public RecordingDataSource(DataSource real, String shard, StatementLog log) {
        this.real = real;
        this.shard = shard;
        this.log = log;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return RecordingProxies.connection(real.getConnection(), shard, log);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return RecordingProxies.connection(real.getConnection(username, password), shard, log);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return real.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        real.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        real.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return real.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return real.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : real.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || real.isWrapperFor(type);
    }
}
