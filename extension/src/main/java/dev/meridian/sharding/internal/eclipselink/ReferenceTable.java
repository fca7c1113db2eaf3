package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.ShardingHints;
import dev.meridian.sharding.internal.model.EntityRelation;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.databaseaccess.DatabasePlatform;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.jspecify.annotations.Nullable;

/**
 * The table of a reference entity, row by row in a shard of one's choice, through an entity manager. A row is the list of
 * the values of its mapped columns.
 */
final class ReferenceTable {

    private final EntityManager entityManager;
    private final ClassDescriptor descriptor;
    private final DatabasePlatform platform;
    private final List<DatabaseField> columns;

    ReferenceTable(EntityManager entityManager, ClassDescriptor descriptor, AbstractSession session) {
        this.entityManager = entityManager;
        this.descriptor = descriptor;
        this.platform = session.getPlatform();
        // The id comes first.
        Set<DatabaseField> fields = new LinkedHashSet<>(descriptor.getPrimaryKeyFields());
        // Those of what inherits in this table, too.
        fields.addAll(descriptor.getAllFields());
        this.columns = List.copyOf(fields);
    }

    ReferenceRows read(String shard) {
        String sql =
                "SELECT " + columns.stream().map(this::name).collect(Collectors.joining(", ")) + " FROM " + table();
        ReferenceRows rows = new ReferenceRows();
        for (Object found : query(sql, shard).getResultList()) {
            Object[] values = found instanceof Object[] several ? several : new Object[] {found};
            List<Object> row =
                    Arrays.stream(values).map(ReferenceTable::comparable).collect(Collectors.toList());
            rows.add(id(row), row);
        }
        return rows;
    }

    void insert(String shard, List<Object> row) {
        List<Object> arguments = new ArrayList<>();
        String names = columns.stream().map(this::name).collect(Collectors.joining(", "));
        String values = row.stream().map(value -> argument(value, arguments)).collect(Collectors.joining(", "));
        execute("INSERT INTO " + table() + " (" + names + ") VALUES (" + values + ")", shard, arguments);
    }

    void update(String shard, List<Object> row) {
        List<Object> arguments = new ArrayList<>();
        String changes = IntStream.range(idSize(), columns.size())
                .mapToObj(index -> name(columns.get(index)) + " = " + argument(row.get(index), arguments))
                .collect(Collectors.joining(", "));
        execute("UPDATE " + table() + " SET " + changes + whereIdIs(row, arguments), shard, arguments);
    }

    void delete(String shard, List<Object> row) {
        List<Object> arguments = new ArrayList<>();
        execute("DELETE FROM " + table() + whereIdIs(row, arguments), shard, arguments);
    }

    /** So that a row comes after those of the list that it points to, as far as they do not point to each other. */
    List<List<Object>> inOrder(List<List<Object>> rows) {
        Set<List<Object>> waiting = new LinkedHashSet<>();
        rows.forEach(row -> waiting.add(id(row)));
        List<List<Object>> open = new ArrayList<>(rows);
        List<List<Object>> ordered = new ArrayList<>();
        while (!open.isEmpty()) {
            List<List<Object>> free = open.stream()
                    .filter(row -> targets(row).stream().noneMatch(waiting::contains))
                    .toList();
            List<List<Object>> next = free.isEmpty() ? List.copyOf(open) : free;
            ordered.addAll(next);
            open.removeAll(next);
            next.forEach(row -> waiting.remove(id(row)));
        }
        return ordered;
    }

    /** The ids of other rows of the table that a row points to. */
    private List<List<Object>> targets(List<Object> row) {
        List<List<Object>> targets = new ArrayList<>();
        for (EntityRelation relation : EntityRelation.of(descriptor)) {
            if (relation.mapping() instanceof OneToOneMapping toOne
                    && toOne.isForeignKeyRelationship()
                    && toOne.getReferenceDescriptor() == descriptor) {
                List<Object> target = descriptor.getPrimaryKeyFields().stream()
                        .map(toOne.getTargetToSourceKeyFields()::get)
                        .map(source -> source == null ? null : row.get(columns.indexOf(source)))
                        .collect(Collectors.toList());
                if (!target.equals(id(row))) {
                    targets.add(target);
                }
            }
        }
        return targets;
    }

    private List<Object> id(List<Object> row) {
        return List.copyOf(row.subList(0, idSize()));
    }

    private int idSize() {
        return descriptor.getPrimaryKeyFields().size();
    }

    private String whereIdIs(List<Object> row, List<Object> arguments) {
        return IntStream.range(0, idSize())
                .mapToObj(index -> name(columns.get(index)) + " = " + argument(row.get(index), arguments))
                .collect(Collectors.joining(" AND ", " WHERE ", ""));
    }

    // Not every database takes a null of which it is not told the type.
    private static String argument(@Nullable Object value, List<Object> arguments) {
        if (value == null) {
            return "NULL";
        }
        arguments.add(value instanceof Bytes bytes ? bytes.value : value);
        return "?" + arguments.size();
    }

    private void execute(String sql, String shard, List<Object> arguments) {
        Query query = query(sql, shard);
        for (int index = 0; index < arguments.size(); index++) {
            query.setParameter(index + 1, arguments.get(index));
        }
        query.executeUpdate();
    }

    private Query query(String sql, String shard) {
        return entityManager.createNativeQuery(sql).setHint(ShardingHints.SHARD, shard);
    }

    private static @Nullable Object comparable(@Nullable Object value) {
        return value instanceof byte[] bytes ? new Bytes(bytes) : value;
    }

    private String table() {
        return Objects.requireNonNull(descriptor.getTables().get(0)).getQualifiedNameDelimited(platform);
    }

    private String name(DatabaseField column) {
        return column.getNameDelimited(platform);
    }

    /** An array, equal to one of the same bytes. */
    private static final class Bytes {
        private final byte[] value;

        Bytes(byte[] value) {
            this.value = value;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }
    }
}
