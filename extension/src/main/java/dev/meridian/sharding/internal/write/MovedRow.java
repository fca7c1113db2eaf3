package dev.meridian.sharding.internal.write;

import java.util.Map;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.sessions.DatabaseRecord;
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

    /** The mapped columns, as EclipseLink reads them. */
    AbstractRecord record(ClassDescriptor descriptor) {
        DatabaseRecord record = new DatabaseRecord();
        for (DatabaseField field : descriptor.getFields()) {
            Object value = get(field);
            record.put(field, value instanceof OwnValue own ? own.value() : value);
        }
        return record;
    }
}
