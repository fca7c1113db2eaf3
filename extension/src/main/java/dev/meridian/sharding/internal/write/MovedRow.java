package dev.meridian.sharding.internal.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.jspecify.annotations.Nullable;

/**
 * A row on its way to another shard: the values of all its columns, mapped or not, as the driver tells
 * them, but for those that are new.
 *
 * @param values by the column's name, which is found in upper and lower case
 */
record MovedRow(Map<String, @Nullable Object> values) {

    @Nullable Object get(DatabaseField column) {
        return values.get(column.getName());
    }

    /** The values of these columns; null if one of them is NULL. */
    @Nullable List<Object> all(List<DatabaseField> columns) {
        List<Object> all = new ArrayList<>();
        for (DatabaseField column : columns) {
            Object value = get(column);
            if (value == null) {
                return null;
            }
            all.add(value);
        }
        return all;
    }

    MovedRow with(Map<String, ? extends @Nullable Object> others) {
        Map<String, @Nullable Object> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        changed.putAll(values);
        changed.putAll(others);
        return new MovedRow(changed);
    }

    MovedRow without(List<MovedTable.Column> columns) {
        Map<String, @Nullable Object> nulls = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        columns.forEach(column -> nulls.put(column.name(), null));
        return with(nulls);
    }
}
