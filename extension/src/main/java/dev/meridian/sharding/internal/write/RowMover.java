package dev.meridian.sharding.internal.write;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.execution.ShardPools;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.IdScope;
import dev.meridian.sharding.internal.model.ShardRelations;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.eclipse.persistence.exceptions.OptimisticLockException;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.databaseaccess.DatabaseAccessor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.mappings.ForeignReferenceMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.eclipse.persistence.queries.UpdateObjectQuery;
import org.eclipse.persistence.sessions.server.ClientSession;
import org.jspecify.annotations.Nullable;

/**
 * Moves rows from one shard to another, in the transaction of a client session: a row with all that is stored with it,
 * whether or not it was ever loaded. Thread-safe.
 */
final class RowMover {

    /** So SQLSTATE begins where a database refuses a row for a constraint. */
    private static final String CONSTRAINT = "23";

    private final ShardingModel model;
    private final ShardPools pools;

    RowMover(ShardingModel model, ShardPools pools) {
        this.model = model;
        this.pools = pools;
    }

    /**
     * Brings the rows over.
     *
     * @return what has moved
     * @throws ShardingException if something of it cannot move; the transaction must be rolled back then
     */
    Moved move(Move move, ClientSession client) {
        checkId(move, move.entity());
        ShardTables tables = new ShardTables(client);
        Accessor source = pools.acquire(move.from(), client);
        Accessor target = pools.acquire(move.to(), client);
        Moved moved = read(move, tables, source, client);
        moved.tables().forEach(table -> insert(move, tables, target, table, client));
        List<MovedTable> backwards = new ArrayList<>(moved.tables());
        Collections.reverse(backwards);
        backwards.forEach(table -> delete(move, tables, source, table, client));
        return moved;
    }

    /**
     * What has moved.
     *
     * @param before the object's own row as it was
     * @param tables all rows as they are now, parents before children
     */
    record Moved(MovedRow before, List<MovedTable> tables) {}

    private Moved read(Move move, ShardTables tables, Accessor source, ClientSession client) {
        try {
            List<MovedTable> found = new ArrayList<>();
            MovedTable own = readOwn(move, tables, source, client);
            found.add(withChanges(own, move.changed()));
            collect(move, move.entity(), own, tables, source, client, found);
            return new Moved(own.rows().get(0), List.copyOf(found));
        } catch (SQLException failure) {
            throw DatabaseException.sqlException(failure, (DatabaseAccessor) source, client, false);
        }
    }

    private MovedTable readOwn(Move move, ShardTables tables, Accessor source, ClientSession client)
            throws SQLException {
        ClassDescriptor descriptor = descriptor(move, move.entity(), client);
        List<Object> id = new ArrayList<>();
        for (DatabaseField field : descriptor.getPrimaryKeyFields()) {
            Object value = descriptor.getObjectBuilder().extractValueFromObjectForField(move.object(), field, client);
            id.add(new OwnValue(Objects.requireNonNull(value)));
        }
        MovedTable own = tables.read(source, descriptor, descriptor.getPrimaryKeyFields(), List.of(id));
        if (own.rows().isEmpty()) {
            throw gone(move, descriptor, client);
        }
        return own;
    }

    // As EclipseLink says that a row with a version is gone, when it updates it.
    private static RuntimeException gone(Move move, ClassDescriptor descriptor, ClientSession client) {
        if (!descriptor.usesOptimisticLocking()) {
            return failed(move, "its row is not there any more", null);
        }
        UpdateObjectQuery update = new UpdateObjectQuery(move.object());
        update.setDescriptor(descriptor);
        update.setSession(client);
        return OptimisticLockException.objectChangedSinceLastReadWhenUpdating(move.object(), update);
    }

    private static MovedTable withChanges(MovedTable own, Map<DatabaseField, @Nullable Object> changed) {
        Map<String, @Nullable Object> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.putAll(own.rows().get(0).values());
        changed.forEach((column, value) -> values.put(column.getName(), value == null ? null : new OwnValue(value)));
        return new MovedTable(own.descriptor(), own.table(), own.columns(), own.types(), List.of(new MovedRow(values)));
    }

    /** What is stored with these rows, level by level. */
    private void collect(
            Move move,
            ShardedEntity parent,
            MovedTable parents,
            ShardTables tables,
            Accessor source,
            ClientSession client,
            List<MovedTable> found)
            throws SQLException {
        for (ShardedEntity.Colocated child : childrenOf(parent)) {
            ClassDescriptor descriptor = descriptor(move, child, client);
            OneToOneMapping toParent = (OneToOneMapping) descriptor.getMappingForAttributeName(child.parentAttribute());
            List<DatabaseField> foreignKey = List.copyOf(toParent.getForeignKeyFields());
            MovedTable children = tables.read(source, descriptor, foreignKey, keys(toParent, foreignKey, parents));
            if (!children.rows().isEmpty()) {
                checkId(move, child);
                found.add(children);
                collect(move, child, children, tables, source, client, found);
            }
        }
    }

    private List<ShardedEntity.Colocated> childrenOf(ShardedEntity parent) {
        return model.entities().values().stream()
                .filter(ShardedEntity.Colocated.class::isInstance)
                .map(ShardedEntity.Colocated.class::cast)
                .filter(child ->
                        model.find(child.parent()).filter(parent::equals).isPresent())
                .distinct()
                .toList();
    }

    private static List<List<Object>> keys(
            OneToOneMapping toParent, List<DatabaseField> foreignKey, MovedTable parents) {
        List<DatabaseField> targets = foreignKey.stream()
                .map(toParent.getSourceToTargetKeyFields()::get)
                .toList();
        return parents.rows().stream()
                .map(row -> targets.stream()
                        .map(target -> Objects.requireNonNull(row.get(target)))
                        .toList())
                .toList();
    }

    private static void checkId(Move move, ShardedEntity entity) {
        if (entity.ids() != IdScope.UNIT_UNIQUE) {
            throw Message.MOVE_OF_LOCAL_ID.with(move.entity().name(), move.from(), move.to(), entity.name());
        }
    }

    /** Refuses what has rows elsewhere than in its table. */
    private ClassDescriptor descriptor(Move move, ShardedEntity entity, ClientSession client) {
        ClassDescriptor descriptor = client.getDescriptor(entity.type());
        String fault = isLinked(entity, client)
                ? "has relations beside its co-location, which would lead to another shard"
                : MovableTables.faultOf(descriptor);
        if (fault != null) {
            throw Message.MOVE_UNSUPPORTED.with(
                    move.entity().name(), move.from(), move.to(), entity.name() + " " + fault);
        }
        return descriptor;
    }

    private boolean isLinked(ShardedEntity entity, ClientSession client) {
        return model.entities().entrySet().stream()
                .anyMatch(source -> client.getDescriptor(source.getKey()).getMappings().stream()
                        .anyMatch(mapping -> mapping instanceof ForeignReferenceMapping relation
                                && ShardRelations.isWritten(source.getValue(), relation, model)
                                && (source.getValue().equals(entity)
                                        || model.find(relation.getReferenceClass())
                                                .filter(entity::equals)
                                                .isPresent())));
    }

    private static void insert(Move move, ShardTables tables, Accessor target, MovedTable table, ClientSession client) {
        try {
            tables.insert(target, table);
        } catch (SQLException failure) {
            if (isConstraint(failure)) {
                throw Message.MOVE_CLASH.causedBy(
                        failure,
                        move.entity().name(),
                        move.from(),
                        move.to(),
                        table.descriptor().getAlias());
            }
            throw DatabaseException.sqlException(failure, (DatabaseAccessor) target, client, false);
        }
    }

    private static void delete(Move move, ShardTables tables, Accessor source, MovedTable table, ClientSession client) {
        try {
            tables.delete(source, table);
        } catch (SQLException failure) {
            if (isConstraint(failure)) {
                String reason = "something in the old shard still points to a row of "
                        + table.descriptor().getAlias();
                throw failed(move, reason, failure);
            }
            throw DatabaseException.sqlException(failure, (DatabaseAccessor) source, client, false);
        }
    }

    private static boolean isConstraint(SQLException failure) {
        for (Throwable cause : failure) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith(CONSTRAINT)) {
                return true;
            }
        }
        return false;
    }

    private static ShardingException failed(Move move, String reason, @Nullable Throwable cause) {
        Object[] names = {move.entity().name(), move.from(), move.to(), reason};
        return cause == null ? Message.MOVE_FAILED.with(names) : Message.MOVE_FAILED.causedBy(cause, names);
    }
}
