package dev.meridian.sharding.internal.write;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.databaseaccess.DatabaseAccessor;
import org.eclipse.persistence.internal.databaseaccess.DatabasePlatform;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.logging.SessionLog;
import org.jspecify.annotations.Nullable;

/**
 * Takes whole rows out of one shard's tables and puts them into another's, on connections of the transaction. It goes by
 * JDBC itself, so that columns that are not mapped come along, and no value is converted.
 */
final class ShardTables {

    /** So many values are asked for in one statement. */
    private static final int CHUNK = 200;

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

    /**
     * The rows of a table whose columns have one of these lists of values, locked as far as the database can.
     *
     * @param table without rows
     * @param columns columns of the table
     * @param keys values of these columns
     */
    MovedTable read(Accessor shard, MovedTable table, List<DatabaseField> columns, List<? extends List<?>> keys)
            throws SQLException {
        if (keys.isEmpty()) {
            return table;
        }
        return on(shard, connection -> {
            MovedTable all = table;
            for (int from = 0; from < keys.size(); from += CHUNK) {
                List<? extends List<?>> chunk = keys.subList(from, Math.min(keys.size(), from + CHUNK));
                all = united(all, readChunk(connection, table, columns, chunk));
            }
            return all;
        });
    }

    private static MovedTable united(MovedTable one, MovedTable other) {
        List<MovedRow> rows = new ArrayList<>(one.rows());
        rows.addAll(other.rows());
        return other.with(rows);
    }

    private MovedTable readChunk(
            Connection connection, MovedTable table, List<DatabaseField> columns, List<? extends List<?>> keys)
            throws SQLException {
        String lock = platform.getSelectForUpdateString();
        boolean atEnd = platform.shouldPrintLockingClauseAfterWhereClause();
        String sql = "SELECT * FROM " + nameOf(table) + (atEnd ? "" : lock) + " WHERE "
                + condition(columns, keys.size()) + (atEnd ? lock : "");
        log(sql);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (List<?> key : keys) {
                for (Object value : key) {
                    set(statement, index++, value, Types.OTHER);
                }
            }
            try (ResultSet result = statement.executeQuery()) {
                return fetch(table, result);
            }
        }
    }

    private String nameOf(MovedTable table) {
        return table.table().getQualifiedNameDelimited(platform);
    }

    private String condition(List<DatabaseField> columns, int times) {
        if (columns.size() == 1) {
            return columns.get(0).getNameDelimited(platform) + " IN ("
                    + String.join(", ", Collections.nCopies(times, "?")) + ")";
        }
        String one = columns.stream()
                .map(column -> column.getNameDelimited(platform) + " = ?")
                .collect(Collectors.joining(" AND ", "(", ")"));
        return String.join(" OR ", Collections.nCopies(times, one));
    }

    private static MovedTable fetch(MovedTable table, ResultSet result) throws SQLException {
        ResultSetMetaData metaData = result.getMetaData();
        List<MovedTable.Column> columns = new ArrayList<>();
        for (int column = 1; column <= metaData.getColumnCount(); column++) {
            columns.add(new MovedTable.Column(
                    metaData.getColumnName(column),
                    metaData.getColumnType(column),
                    metaData.isNullable(column) == ResultSetMetaData.columnNullable));
        }
        List<MovedRow> rows = new ArrayList<>();
        while (result.next()) {
            Map<String, @Nullable Object> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (int column = 1; column <= columns.size(); column++) {
                MovedTable.Column told = columns.get(column - 1);
                values.put(told.name(), value(result, column, told.type()));
            }
            rows.add(new MovedRow(values));
        }
        return new MovedTable(table.owner(), table.table(), table.key(), columns, rows);
    }

    // What only lives as long as its connection is read to its end, and a time to its last digit.
    private static @Nullable Object value(ResultSet result, int column, int type) throws SQLException {
        return switch (type) {
            case Types.CLOB, Types.NCLOB, Types.LONGVARCHAR, Types.LONGNVARCHAR -> result.getString(column);
            case Types.BLOB, Types.LONGVARBINARY -> result.getBytes(column);
            case Types.TIME -> time(result, column);
            default -> result.getObject(column);
        };
    }

    private static @Nullable Object time(ResultSet result, int column) throws SQLException {
        try {
            return result.getObject(column, LocalTime.class);
        } catch (SQLException unknownToTheDriver) {
            return result.getTime(column);
        }
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

    private void set(PreparedStatement statement, int index, @Nullable Object value, int type) throws SQLException {
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

    private void log(String sql) {
        session.log(SessionLog.FINE, SessionLog.SQL, sql, null, null, false);
    }
}
