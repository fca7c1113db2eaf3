package dev.meridian.sharding.internal.schema;

import dev.meridian.sharding.internal.execution.ShardAccessor;
import java.sql.JDBCType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Vector;
import org.eclipse.persistence.internal.helper.NonSynchronizedVector;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.eclipse.persistence.tools.schemaframework.FieldDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What all shards together say of a table's columns, as EclipseLink asks when it extends or validates a schema.
 *
 * <p>A mapped column is there if each shard that has the table has it; one that is not mapped, if any has it; and where
 * shards differ in a column, what does not fit the mapping is told. So whatever is wrong in any shard is found. Thread-safe.
 */
final class ColumnsOverShards implements ShardAccessor.ColumnLookup {

    private static final System.Logger LOG = System.getLogger("dev.meridian.sharding");

    private final SchemaStatements statements;
    private final ServerSession session;

    ColumnsOverShards(SchemaStatements statements, ServerSession session) {
        this.statements = statements;
        this.session = session;
    }

    private record Found(String shard, AbstractRecord column) {}

    @Override
    public Optional<Vector<AbstractRecord>> columns(
            String tableName, @Nullable String columnName, AbstractSession caller) {
        return statements.catalog(session).named(tableName).map(table -> columns(table, columnName));
    }

    private Vector<AbstractRecord> columns(SchemaTable table, @Nullable String columnName) {
        List<String> shards = new ArrayList<>();
        Map<String, List<Found>> found = new LinkedHashMap<>();
        for (String name : table.shards()) {
            List<AbstractRecord> columns =
                    statements.runner(session).with(name, shard -> shard.columns(table, columnName));
            if (!columns.isEmpty()) {
                shards.add(name);
            }
            columns.forEach(
                    column -> found.computeIfAbsent(String.valueOf(column.get("COLUMN_NAME")), key -> new ArrayList<>())
                            .add(new Found(name, column)));
        }
        List<AbstractRecord> united = new ArrayList<>();
        found.forEach((name, columns) -> unite(table, name, columns, shards).ifPresent(united::add));
        return NonSynchronizedVector.newInstance(united);
    }

    private Optional<AbstractRecord> unite(SchemaTable table, String name, List<Found> columns, List<String> shards) {
        Optional<FieldDefinition> field = table.definition().getFields().stream()
                .filter(candidate -> Identifier.of(candidate.getName(), session.getPlatform())
                        .matches(name))
                .findFirst();
        if (columns.size() < shards.size()) {
            List<String> with = columns.stream().map(Found::shard).toList();
            LOG.log(
                    System.Logger.Level.INFO,
                    () -> "The column " + name + " of " + table.fullName() + " is in the shards "
                            + String.join(", ", with) + " only, not in all of " + String.join(", ", shards));
            if (field.isPresent()) {
                return Optional.empty();
            }
        }
        return Optional.of(
                field.isPresent()
                        ? oddest(field.get(), columns)
                        : columns.get(0).column());
    }

    private AbstractRecord oddest(FieldDefinition field, List<Found> columns) {
        FieldDefinition.DatabaseType type = session.getPlatform().getDatabaseType(field.getType(), field.getTypeName());
        boolean nullable = field.shouldAllowNull() && type.allowNull();
        AbstractRecord united = columns.get(0).column().clone();
        put(united, "DATA_TYPE", columns, typeNumber(type.name()));
        put(united, "IS_NULLABLE", columns, nullable ? "YES" : "NO");
        put(united, "NULLABLE", columns, nullable ? 1 : 0);
        return united;
    }

    private static void put(AbstractRecord united, String property, List<Found> columns, @Nullable Object expected) {
        columns.stream()
                .map(found -> found.column().get(property))
                .filter(value -> !Objects.equals(value, expected))
                .findFirst()
                .ifPresent(odd -> united.put(property, odd));
    }

    private static @Nullable Integer typeNumber(String name) {
        for (JDBCType type : JDBCType.values()) {
            if (type.name().equals(name)) {
                return type.getVendorTypeNumber();
            }
        }
        return null;
    }
}
