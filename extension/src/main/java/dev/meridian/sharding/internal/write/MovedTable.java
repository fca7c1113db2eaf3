package dev.meridian.sharding.internal.write;

import java.util.List;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseField;

/**
 * Rows of one table on their way to another shard.
 *
 * @param descriptor the entity's, whose rows these are
 * @param table its name in SQL
 * @param columns the names of all columns, mapped or not
 * @param types their JDBC types
 */
record MovedTable(
        ClassDescriptor descriptor, String table, List<String> columns, List<Integer> types, List<MovedRow> rows) {

    MovedTable {
        columns = List.copyOf(columns);
        types = List.copyOf(types);
        rows = List.copyOf(rows);
    }

    List<DatabaseField> id() {
        return descriptor.getPrimaryKeyFields();
    }

    /** The column's type; {@code java.sql.Types.OTHER} if the table does not have it. */
    int type(String column) {
        for (int index = 0; index < columns.size(); index++) {
            if (columns.get(index).equalsIgnoreCase(column)) {
                return types.get(index);
            }
        }
        return java.sql.Types.OTHER;
    }
}
