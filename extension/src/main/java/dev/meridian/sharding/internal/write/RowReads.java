package dev.meridian.sharding.internal.write;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.databaseaccess.DatabasePlatform;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.jspecify.annotations.Nullable;

/** Reads whole rows of one shard's tables, on its connection of the transaction, and locks them. */
final class RowReads {

    /** So many values are asked for in one statement. */
    private static final int CHUNK = 200;

    private final ShardTables tables;
    private final Accessor shard;
    private final DatabasePlatform platform;

    RowReads(ShardTables tables, Accessor shard, DatabasePlatform platform) {
        this.tables = tables;
        this.shard = shard;
        this.platform = platform;
    }

    /**
     * The rows of a table whose columns have one of these lists of values, locked as far as the database can.
     *
     * @param table without rows
     * @param columns columns of the table
     * @param keys values of these columns
     */
    MovedTable read(MovedTable table, List<DatabaseField> columns, List<? extends List<?>> keys) throws SQLException {
        if (keys.isEmpty()) {
            return table;
        }
        return tables.on(shard, connection -> {
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
        String sql = "SELECT * FROM " + tables.nameOf(table) + (atEnd ? "" : lock) + " WHERE "
                + condition(columns, keys.size()) + (atEnd ? lock : "");
        tables.log(sql);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (List<?> key : keys) {
                for (Object value : key) {
                    tables.set(statement, index++, value, Types.OTHER);
                }
            }
            try (ResultSet result = statement.executeQuery()) {
                return fetch(table, result);
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
}
