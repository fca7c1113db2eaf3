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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.persistence.descriptors.ClassDescriptor;
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
     * The rows of an entity whose columns have one of these lists of values, locked as far as the database can.
     *
     * @param columns columns of the entity
     * @param keys values of these columns
     */
    MovedTable read(Accessor shard, ClassDescriptor entity, List<DatabaseField> columns, List<? extends List<?>> keys)
            throws SQLException {
        return on(shard, connection -> {
            MovedTable all = null;
            for (int from = 0; from < keys.size(); from += CHUNK) {
                List<? extends List<?>> chunk = keys.subList(from, Math.min(keys.size(), from + CHUNK));
                MovedTable part = readChunk(connection, entity, columns, chunk);
                all = all == null ? part : united(all, part);
            }
            return Objects.requireNonNull(all);
        });
    }

    private static MovedTable united(MovedTable one, MovedTable other) {
        List<MovedRow> rows = new ArrayList<>(one.rows());
        rows.addAll(other.rows());
        return new MovedTable(one.descriptor(), one.table(), one.columns(), one.types(), rows);
    }

    private MovedTable readChunk(
            Connection connection, ClassDescriptor entity, List<DatabaseField> columns, List<? extends List<?>> keys)
            throws SQLException {
        String table = Objects.requireNonNull(entity.getTables().get(0)).getQualifiedNameDelimited(platform);
        String lock = platform.getSelectForUpdateString();
        boolean atEnd = platform.shouldPrintLockingClauseAfterWhereClause();
        String sql = "SELECT * FROM " + table + (atEnd ? "" : lock) + " WHERE " + condition(columns, keys.size())
                + (atEnd ? lock : "");
        log(sql);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (List<?> key : keys) {
                for (Object value : key) {
                    set(statement, index++, value, Types.OTHER);
                }
            }
            try (ResultSet result = statement.executeQuery()) {
                return fetch(entity, table, result);
            }
        }
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

    private static MovedTable fetch(ClassDescriptor entity, String table, ResultSet result) throws SQLException {
        ResultSetMetaData metaData = result.getMetaData();
        List<String> columns = new ArrayList<>();
        List<Integer> types = new ArrayList<>();
        for (int column = 1; column <= metaData.getColumnCount(); column++) {
            columns.add(metaData.getColumnName(column));
            types.add(metaData.getColumnType(column));
        }
        List<MovedRow> rows = new ArrayList<>();
        while (result.next()) {
            Map<String, @Nullable Object> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (int column = 1; column <= columns.size(); column++) {
                values.put(columns.get(column - 1), value(result, column, types.get(column - 1)));
            }
            rows.add(new MovedRow(values));
        }
        return new MovedTable(entity, table, columns, types, rows);
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

    void insert(Accessor shard, MovedTable table) throws SQLException {
        int[] counts = on(shard, connection -> {
            String quote = connection.getMetaData().getIdentifierQuoteString().trim();
            String names = table.columns().stream()
                    .map(column -> quote + column + quote)
                    .collect(Collectors.joining(", "));
            String sql = "INSERT INTO " + table.table() + " (" + names + ") VALUES ("
                    + String.join(", ", Collections.nCopies(table.columns().size(), "?")) + ")";
            return batch(connection, sql, table, table.columns());
        });
        check(counts, table);
    }

    /** @throws SQLException also if one of the rows is not there */
    void delete(Accessor shard, MovedTable table) throws SQLException {
        List<String> id = table.id().stream().map(DatabaseField::getName).toList();
        String condition = table.id().stream()
                .map(column -> column.getNameDelimited(platform) + " = ?")
                .collect(Collectors.joining(" AND "));
        String sql = "DELETE FROM " + table.table() + " WHERE " + condition;
        check(on(shard, connection -> batch(connection, sql, table, id)), table);
    }

    private int[] batch(Connection connection, String sql, MovedTable table, List<String> columns) throws SQLException {
        log(sql);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (MovedRow row : table.rows()) {
                for (int index = 0; index < columns.size(); index++) {
                    String column = columns.get(index);
                    set(statement, index + 1, row.values().get(column), table.type(column));
                }
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    private static void check(int[] counts, MovedTable table) throws SQLException {
        for (int count : counts) {
            if (count != 1 && count != Statement.SUCCESS_NO_INFO) {
                throw new BatchUpdateException("rows of " + table.table() + " were changed meanwhile", counts);
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
