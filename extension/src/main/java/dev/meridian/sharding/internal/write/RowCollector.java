package dev.meridian.sharding.internal.write;

import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.IdScope;
import dev.meridian.sharding.internal.model.OwnedTable;
import dev.meridian.sharding.internal.model.ShardRelations;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.exceptions.OptimisticLockException;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.helper.DatabaseTable;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.eclipse.persistence.queries.UpdateObjectQuery;
import org.eclipse.persistence.sessions.server.ClientSession;
import org.jspecify.annotations.Nullable;

/** Reads all rows that belong to what moves, whether or not they were ever loaded, and locks them. For one move. */
final class RowCollector {

    private final ShardingModel model;
    private final Move move;
    private final RowReads reads;
    private final ClientSession client;
    private final List<MovedEntity> entities = new ArrayList<>();

    /** @param reads of the old shard */
    RowCollector(ShardingModel model, Move move, RowReads reads, ClientSession client) {
        this.model = model;
        this.move = move;
        this.reads = reads;
        this.client = client;
    }

    /** @throws dev.meridian.sharding.ShardingException if something of it cannot move */
    Moved collect() throws SQLException {
        ClassDescriptor descriptor = client.getDescriptor(move.entity().type());
        checkInOneTable(move.entity(), descriptor);
        checkMovable(move.entity());
        for (DatabaseField changed : move.changed().keySet()) {
            checkInMainTable(move.entity(), descriptor, changed);
        }
        MovedTable own = readOwn(descriptor);
        MovedRow before = own.rows().get(0);
        MovedEntity moved = entity(move.entity(), descriptor, own.with(List.of(before.with(changes(own)))));
        collectChildren(moved);
        return new Moved(before, entities, owned());
    }

    private Map<String, @Nullable Object> changes(MovedTable own) {
        Map<String, @Nullable Object> changes = new HashMap<>();
        move.changed().forEach((column, value) -> changes.put(column.getName(), own(value)));
        // The update that follows writes them, when all that they lead to is there.
        Set<String> later = own.nullable(List.copyOf(move.links().keySet())).stream()
                .map(column -> column.name().toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
        move.links().forEach((column, value) -> {
            String name = column.getName();
            if (column.getTable().equals(own.table())) {
                changes.putIfAbsent(name, later.contains(name.toUpperCase(Locale.ROOT)) ? null : own(value));
            }
        });
        return changes;
    }

    private static @Nullable OwnValue own(@Nullable Object value) {
        return value == null ? null : new OwnValue(value);
    }

    private MovedTable readOwn(ClassDescriptor descriptor) throws SQLException {
        List<Object> id = new ArrayList<>();
        for (DatabaseField field : descriptor.getPrimaryKeyFields()) {
            Object value = descriptor.getObjectBuilder().extractValueFromObjectForField(move.object(), field, client);
            id.add(new OwnValue(Objects.requireNonNull(value)));
        }
        List<DatabaseField> key = descriptor.getPrimaryKeyFields();
        MovedTable own = reads.read(main(move.entity(), descriptor), key, List.of(id));
        if (own.rows().isEmpty()) {
            throw gone(descriptor);
        }
        return own;
    }

    // As EclipseLink says that a row with a version is gone, when it updates it.
    private RuntimeException gone(ClassDescriptor descriptor) {
        if (!descriptor.usesOptimisticLocking()) {
            return move.failed("its row is not there any more", null);
        }
        UpdateObjectQuery update = new UpdateObjectQuery(move.object());
        update.setDescriptor(descriptor);
        update.setSession(client);
        return OptimisticLockException.objectChangedSinceLastReadWhenUpdating(move.object(), update);
    }

    /** What is stored with these rows, level by level. */
    private void collectChildren(MovedEntity parents) throws SQLException {
        for (ShardedEntity.Colocated child : childrenOf(parents.entity())) {
            ClassDescriptor descriptor = client.getDescriptor(child.type());
            checkInOneTable(child, descriptor);
            OneToOneMapping toParent =
                    (OneToOneMapping) ShardRelations.toParent(child, descriptor).mapping();
            List<DatabaseField> foreignKey = List.copyOf(toParent.getForeignKeyFields());
            List<DatabaseField> parentKey = foreignKey.stream()
                    .map(column -> Objects.requireNonNull(
                            toParent.getSourceToTargetKeyFields().get(column)))
                    .toList();
            checkInMainTable(child, descriptor, foreignKey.get(0));
            MovedTable own = reads.read(main(child, descriptor), foreignKey, parents.values(parentKey));
            if (!own.rows().isEmpty()) {
                checkMovable(child);
                collectChildren(entity(child, descriptor, own));
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

    private void checkMovable(ShardedEntity entity) {
        if (entity.ids() != IdScope.UNIT_UNIQUE) {
            throw Message.MOVE_OF_LOCAL_ID.with(move.entity().name(), move.from(), move.to(), entity.name());
        }
    }

    private void checkInOneTable(ShardedEntity entity, ClassDescriptor descriptor) {
        if (descriptor.hasTablePerClassPolicy()) {
            throw unsupported(entity.name() + " has a table for each class that inherits from it");
        }
    }

    private void checkInMainTable(ShardedEntity entity, ClassDescriptor descriptor, DatabaseField decisive) {
        if (!decisive.getTable().equals(mainTable(descriptor))) {
            throw unsupported(entity.name() + " has what decides its shard in a further table");
        }
    }

    private RuntimeException unsupported(String reason) {
        return Message.MOVE_UNSUPPORTED.with(move.entity().name(), move.from(), move.to(), reason);
    }

    private static DatabaseTable mainTable(ClassDescriptor descriptor) {
        return descriptor.getPrimaryKeyFields().get(0).getTable();
    }

    private static MovedTable main(ShardedEntity entity, ClassDescriptor descriptor) {
        List<DatabaseField> id = descriptor.getPrimaryKeyFields();
        return new MovedTable(entity.name(), mainTable(descriptor), id, List.of(), List.of());
    }

    /** The rows of the main table, with those of the same objects in others. */
    private MovedEntity entity(ShardedEntity entity, ClassDescriptor descriptor, MovedTable main) throws SQLException {
        List<MovedTable> all = new ArrayList<>(List.of(main));
        List<List<Object>> ids = main.rows().stream()
                .map(row -> Objects.requireNonNull(row.all(main.key())))
                .toList();
        for (Map.Entry<DatabaseTable, List<DatabaseField>> other :
                EntityTables.of(descriptor).entrySet()) {
            if (!other.getKey().equals(main.table())) {
                List<DatabaseField> key = other.getValue();
                MovedTable table = new MovedTable(entity.name(), other.getKey(), key, List.of(), List.of());
                all.add(reads.read(table, key, ids));
            }
        }
        MovedEntity moved = new MovedEntity(entity, descriptor, all);
        entities.add(moved);
        return moved;
    }

    /** What belongs to all these in tables of its own. */
    private List<MovedTable> owned() throws SQLException {
        List<MovedTable> found = new ArrayList<>();
        for (MovedEntity entity : entities) {
            for (OwnedTable owned : ownedBy(entity.descriptor())) {
                MovedTable table =
                        new MovedTable(entity.entity().name(), owned.table(), owned.columns(), List.of(), List.of());
                MovedTable rows = reads.read(table, owned.columns(), entity.values(owned.ownerColumns()));
                if (!rows.rows().isEmpty()) {
                    found.add(rows);
                }
            }
        }
        checkApart(found);
        return found;
    }

    private static Set<OwnedTable> ownedBy(ClassDescriptor entity) {
        // What inherits has them too.
        return EntityTables.family(entity).stream()
                .flatMap(each -> OwnedTable.of(each).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    // A row that belongs to two would be inserted twice.
    private void checkApart(List<MovedTable> found) {
        long different = found.stream().map(MovedTable::table).distinct().count();
        if (different != found.size()) {
            throw unsupported("several relations or collections are stored in one table");
        }
    }
}
