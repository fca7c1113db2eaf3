package dev.meridian.sharding.internal.gather;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real database that is asked what it thinks of values. */
final class OneDatabase implements AutoCloseable {
    /** What {@link #value} gives where the database says that there is no result. */
    static final Object ERROR = new Object() {
        @Override
        public String toString() {
            return "error";
        }
    };

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private OneDatabase(Connection connection) {
        this.connection = connection;
    }

    static OneDatabase derby(String name) throws SQLException {
        return new OneDatabase(DriverManager.getConnection("jdbc:derby:memory:" + name + ";create=true"));
    }

    /** @param url of a database to which no one else connects */
    static OneDatabase at(String url) throws SQLException {
        return new OneDatabase(DriverManager.getConnection(url));
    }

    void execute(String sql, @Nullable Object... parameters) throws SQLException {
        statement(sql, parameters).executeUpdate();
    }

    /** One row's one value, or {@link #ERROR} for a data exception. */
    @Nullable Object value(String sql, @Nullable Object... parameters) throws SQLException {
        try {
            return rows(sql, parameters).get(0).get(0);
        } catch (SQLException e) {
            if (e.getSQLState().startsWith("22")) {
                return ERROR;
            }
            throw e;
        }
    }

    List<List<@Nullable Object>> rows(String sql, @Nullable Object... parameters) throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (ResultSet result = statement(sql, parameters).executeQuery()) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                @Nullable Object[] row = new @Nullable Object[columns];
                for (int i = 0; i < columns; i++) {
                    row[i] = result.getObject(i + 1);
                }
                rows.add(Arrays.asList(row));
            }
        }
        return rows;
    }

    private PreparedStatement statement(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        for (Statement statement : statements.values()) {
            statement.close();
        }
        connection.close();
    }
}
