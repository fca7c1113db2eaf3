package dev.meridian.sharding.internal.write;

import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.helper.DatabaseTable;

/**
 * Rows of one table on their way to another shard.
 *
 * @param owner the entity that they belong to, for messages
 * @param key the columns by which they are found and deleted: their id, or that of the row that they belong to
 * @param columns all columns, mapped or not
 */
record MovedTable(
        String owner, DatabaseTable table, List<DatabaseField> key, List<Column> columns, List<MovedRow> rows) {

    /**
     * A column as the driver tells it.
     *
     * @param type its JDBC type
     * @param nullable whether it is known to take NULL
     */
    record Column(String name, int type, boolean nullable) {}

    MovedTable {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    MovedTable with(List<MovedRow> others) {
        return new MovedTable(owner, table, key, columns, others);
    }

    /** The column's JDBC type; {@code java.sql.Types.OTHER} if the table does not have it. */
    int type(String column) {
        return columns.stream()
                .filter(each -> each.name().equalsIgnoreCase(column))
                .map(Column::type)
                .findFirst()
                .orElse(Types.OTHER);
    }

    /** The columns among these that the table has, and that can be NULL for a while. */
    List<Column> nullable(List<DatabaseField> some) {
        Set<String> names = some.stream()
                .filter(column -> !key.contains(column))
                .map(column -> column.getName().toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return columns.stream()
                .filter(column ->
                        column.nullable() && names.contains(column.name().toUpperCase(Locale.ROOT)))
                .toList();
    }

    /** The rows that have something in one of these columns. */
    MovedTable filled(List<Column> some) {
        Predicate<MovedRow> isFilled =
                row -> some.stream().anyMatch(column -> row.values().get(column.name()) != null);
        return with(rows.stream().filter(isFilled).toList());
    }

    /** All rows, with NULL in these columns. */
    MovedTable without(List<Column> some) {
        return with(rows.stream().map(row -> row.without(some)).toList());
    }
}
