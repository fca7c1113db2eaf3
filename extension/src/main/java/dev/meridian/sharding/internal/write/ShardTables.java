package dev.meridian.sharding.internal.write;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.databaseaccess.DatabaseAccessor;
import org.eclipse.persistence.internal.databaseaccess.DatabasePlatform;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.logging.SessionLog;
import org.jspecify.annotations.Nullable;

/**
 * Puts whole rows into a shard's tables and takes them out, on connections of the transaction. It goes by JDBC itself, so that
 * columns that are not mapped come along, and no value is converted.
 */
final class ShardTables {

    private final AbstractSession session;
    private final DatabasePlatform platform;

    ShardTables(AbstractSession session) {
        this.session = session;
        this.platform = session.getPlatform();
    }

    /** What is done with a shard's connection. */
    @FunctionalInterface
    interface JdbcWork<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Has the connection open, with nothing waiting in a batch, and lets the work have it. */
    <T> T on(Accessor shard, JdbcWork<T> work) throws SQLException {
        DatabaseAccessor accessor = (DatabaseAccessor) shard;
        accessor.incrementCallCount(session);
        try {
            accessor.writesCompleted(session);
            return work.with(Objects.requireNonNull(accessor.getConnection()));
        } finally {
            accessor.decrementCallCount();
        }
    }

    String nameOf(MovedTable table) {
        return table.table().getQualifiedNameDelimited(platform);
    }

    /** Nothing happens without rows. */
    void insert(Accessor shard, MovedTable table) throws SQLException {
        if (table.rows().isEmpty()) {
            return;
        }
        int[] counts = on(shard, connection -> {
            String quote = quote(connection);
            String names = table.columns().stream()
                    .map(column -> quote + column.name() + quote)
                    .collect(Collectors.joining(", "));
            String sql = "INSERT INTO " + nameOf(table) + " (" + names + ") VALUES ("
                    + String.join(", ", Collections.nCopies(table.columns().size(), "?")) + ")";
            List<String> columns =
                    table.columns().stream().map(MovedTable.Column::name).toList();
            return batch(connection, sql, table, columns, table.rows());
        });
        check(counts, Collections.nCopies(counts.length, 1), table);
    }

    /**
     * Writes these columns alone. Nothing happens without rows or columns.
     *
     * @throws SQLException also if one of the rows is not there
     */
    void update(Accessor shard, MovedTable table, List<MovedTable.Column> changed) throws SQLException {
        if (table.rows().isEmpty() || changed.isEmpty()) {
            return;
        }
        int[] counts = on(shard, connection -> {
            String quote = quote(connection);
            String settings = changed.stream()
                    .map(column -> quote + column.name() + quote + " = ?")
                    .collect(Collectors.joining(", "));
            String sql = "UPDATE " + nameOf(table) + " SET " + settings + " WHERE " + keyCondition(table);
            List<String> columns = new ArrayList<>();
            changed.forEach(column -> columns.add(column.name()));
            columns.addAll(keyNames(table));
            return batch(connection, sql, table, columns, table.rows());
        });
        check(counts, Collections.nCopies(counts.length, 1), table);
    }

    /**
     * Deletes the rows by their key, which several may have.
     *
     * @throws SQLException also if one of the rows is not there, or another one is
     */
    void delete(Accessor shard, MovedTable table) throws SQLException {
        if (table.rows().isEmpty()) {
            return;
        }
        Map<RowKey, List<MovedRow>> byKey = table.rows().stream()
                .collect(Collectors.groupingBy(
                        row -> new RowKey(Objects.requireNonNull(row.all(table.key()))),
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<MovedRow> first = byKey.values().stream().map(rows -> rows.get(0)).toList();
        String sql = "DELETE FROM " + nameOf(table) + " WHERE " + keyCondition(table);
        int[] counts = on(shard, connection -> batch(connection, sql, table, keyNames(table), first));
        check(counts, byKey.values().stream().map(List::size).toList(), table);
    }

    private static String quote(Connection connection) throws SQLException {
        return connection.getMetaData().getIdentifierQuoteString().trim();
    }

    private String keyCondition(MovedTable table) {
        return table.key().stream()
                .map(column -> column.getNameDelimited(platform) + " = ?")
                .collect(Collectors.joining(" AND "));
    }

    private static List<String> keyNames(MovedTable table) {
        return table.key().stream().map(DatabaseField::getName).toList();
    }

    private int[] batch(Connection connection, String sql, MovedTable table, List<String> columns, List<MovedRow> rows)
            throws SQLException {
        log(sql);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (MovedRow row : rows) {
                for (int index = 0; index < columns.size(); index++) {
                    String column = columns.get(index);
                    set(statement, index + 1, row.values().get(column), table.type(column));
                }
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    private void check(int[] counts, List<Integer> expected, MovedTable table) throws SQLException {
        for (int index = 0; index < counts.length; index++) {
            if (counts[index] != expected.get(index) && counts[index] != Statement.SUCCESS_NO_INFO) {
                throw new BatchUpdateException("rows of " + nameOf(table) + " were changed meanwhile", counts);
            }
        }
    }

    void set(PreparedStatement statement, int index, @Nullable Object value, int type) throws SQLException {
        if (value == null) {
            statement.setNull(index, type);
        } else if (value instanceof OwnValue own) {
            platform.setParameterValueInDatabaseCall(own.value(), statement, index, session);
        } else if (type == Types.BLOB || type == Types.LONGVARBINARY) {
            statement.setBytes(index, (byte[]) value);
        } else {
            statement.setObject(index, value);
        }
    }

    void log(String sql) {
        session.log(SessionLog.FINE, SessionLog.SQL, sql, null, null, false);
    }
}
