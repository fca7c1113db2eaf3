package dev.meridian.sharding.internal.write;

import dev.meridian.sharding.internal.model.ShardedEntity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.helper.DatabaseTable;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.sessions.DatabaseRecord;
import org.jspecify.annotations.Nullable;

/** The moved rows of an entity: of each object one in the main table, and what it has in further tables. Immutable. */
final class MovedEntity {

    private final ShardedEntity entity;
    private final ClassDescriptor descriptor;
    private final List<MovedTable> tables;
    private final Map<DatabaseTable, Map<RowKey, MovedRow>> further = new HashMap<>();

    /** @param tables the main one first */
    MovedEntity(ShardedEntity entity, ClassDescriptor descriptor, List<MovedTable> tables) {
        this.entity = entity;
        this.descriptor = descriptor;
        this.tables = List.copyOf(tables);
        for (MovedTable table : tables.subList(1, tables.size())) {
            Map<RowKey, MovedRow> byId = new HashMap<>();
            table.rows().forEach(row -> byId.put(new RowKey(Objects.requireNonNull(row.all(table.key()))), row));
            further.put(table.table(), byId);
        }
    }

    ShardedEntity entity() {
        return entity;
    }

    /** That of the topmost entity of its hierarchy. */
    ClassDescriptor descriptor() {
        return descriptor;
    }

    List<MovedTable> tables() {
        return tables;
    }

    /** The rows of the main table, one for each object. */
    List<MovedRow> rows() {
        return tables.get(0).rows();
    }

    /** The values of these columns, of each object that has them all. */
    List<List<Object>> values(List<DatabaseField> columns) {
        return rows().stream()
                .map(row -> new MovedRow(all(row, columns)).all(columns))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The same as keys. */
    Set<RowKey> keys(List<DatabaseField> columns) {
        return values(columns).stream().map(RowKey::new).collect(Collectors.toSet());
    }

    private Map<String, @Nullable Object> all(MovedRow row, List<DatabaseField> columns) {
        Map<String, @Nullable Object> values = new HashMap<>();
        columns.forEach(column -> values.put(column.getName(), value(row, column)));
        return values;
    }

    private @Nullable Object value(MovedRow row, DatabaseField column) {
        Map<RowKey, MovedRow> byId = further.get(column.getTable());
        if (byId == null) {
            return row.get(column);
        }
        List<Object> id = Objects.requireNonNull(row.all(tables.get(0).key()));
        MovedRow other = byId.get(new RowKey(id));
        return other == null ? null : other.get(column);
    }

    /**
     * An object's mapped columns, as EclipseLink reads them.
     *
     * @param row the object's in the main table
     * @param type what it is, which may inherit from the entity
     */
    AbstractRecord record(MovedRow row, ClassDescriptor type) {
        DatabaseRecord record = new DatabaseRecord();
        for (DatabaseField field : type.getFields()) {
            Object value = value(row, field);
            record.put(field, value instanceof OwnValue own ? own.value() : value);
        }
        return record;
    }
}
