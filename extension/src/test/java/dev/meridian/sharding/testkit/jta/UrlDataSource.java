package dev.meridian.sharding.testkit.jta;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The non-JTA data source of one database: its connections take no part in a transaction. */
public final class UrlDataSource extends OnlyConnections {

    private final String url;

    public UrlDataSource(String url) {
        this.url = url;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return DriverManager.getConnection(url);
    }
}
