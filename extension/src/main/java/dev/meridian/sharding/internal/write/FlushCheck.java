package dev.meridian.sharding.internal.write;

import dev.meridian.sharding.internal.execution.ShardPools;
import dev.meridian.sharding.internal.identity.ShardedObjectBuilder;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.EntityRelation;
import dev.meridian.sharding.internal.model.ShardRelations;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.ObjectChangeSet;
import org.eclipse.persistence.internal.sessions.UnitOfWorkChangeSet;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.eclipse.persistence.queries.ObjectLevelModifyQuery;
import org.eclipse.persistence.sessions.server.ClientSession;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all that a flush is about to write, before its first statement: moves the rows whose shard key or parent now
 * belongs to another shard, where JTA makes that one transaction; places the new objects; and refuses what has no shard,
 * or cannot move.
 *
 * <p>Thread-safe.
 */
public final class FlushCheck {

    private final ShardingModel model;
    private final ShardPlacer placer;
    private final RowMover mover;
    private final LinkCheck links;

    /** @param pools has the connections of the flush's transaction */
    public FlushCheck(ShardingModel model, ShardPlacer placer, ShardPools pools) {
        this.model = model;
        this.placer = placer;
        this.mover = new RowMover(model, pools);
        this.links = new LinkCheck(model, placer);
    }

    /**
     * Moves and places the objects of a flush.
     *
     * @throws dev.meridian.sharding.ShardingException if one of them cannot be written to one shard
     */
    public void check(UnitOfWorkChangeSet changes, UnitOfWorkImpl unitOfWork) {
        List<ObjectChangeSet> sharded = Stream.concat(
                        changeSets(changes.getNewObjectChangeSets()), changeSets(changes.getObjectChanges()))
                .filter(change -> entity(change).isPresent())
                .toList();
        // A child follows its parent, so the parent must have its place first.
        List<ObjectChangeSet> existing = new ArrayList<>(
                sharded.stream().filter(change -> !change.isNew()).toList());
        existing.sort(Comparator.comparingInt(change -> depth(entity(change).orElseThrow())));
        existing.forEach(change -> moveIfNeeded(change, changes, unitOfWork));
        sharded.stream().filter(ObjectChangeSet::isNew).forEach(change -> placeNew(change, unitOfWork));
        sharded.forEach(change -> links.check(change, unitOfWork));
    }

    /** Looks again at what was written of an object, as {@link LinkCheck#checkAgain} does. */
    void checkAgain(ObjectLevelModifyQuery write, UnitOfWorkImpl unitOfWork) {
        links.checkAgain(write, unitOfWork);
    }

    private static Stream<ObjectChangeSet> changeSets(Map<Class<?>, Map<ObjectChangeSet, ObjectChangeSet>> byClass) {
        return byClass.values().stream().map(Map::values).flatMap(Collection::stream);
    }

    private Optional<ShardedEntity> entity(ObjectChangeSet change) {
        Object object = change.getUnitOfWorkClone();
        return object == null ? Optional.empty() : model.find(object.getClass());
    }

    private int depth(ShardedEntity entity) {
        return entity instanceof ShardedEntity.Colocated child
                ? 1 + depth(model.find(child.parent()).orElseThrow())
                : 0;
    }

    private void placeNew(ObjectChangeSet change, UnitOfWorkImpl unitOfWork) {
        Object object = change.getUnitOfWorkClone();
        ShardedObjectBuilder builder = builder(object, unitOfWork);
        builder.place(object, placer.place(object, unitOfWork::isObjectNew));
        if (change.getId() != null) {
            change.setId(builder.extractPrimaryKeyFromObject(object, unitOfWork, true));
        }
    }

    private static ShardedObjectBuilder builder(Object object, UnitOfWorkImpl unitOfWork) {
        return (ShardedObjectBuilder) unitOfWork.getDescriptor(object).getObjectBuilder();
    }

    private void moveIfNeeded(ObjectChangeSet change, UnitOfWorkChangeSet changes, UnitOfWorkImpl unitOfWork) {
        ShardedEntity entity = entity(change).orElseThrow();
        Object object = change.getUnitOfWorkClone();
        if (!decidesAnew(entity, change, unitOfWork) || unitOfWork.isObjectDeleted(object)) {
            return;
        }
        String from = builder(object, unitOfWork).shardOf(object);
        String to = placer.place(object, unitOfWork::isObjectNew);
        if (to.equals(from)) {
            return;
        }
        if (from == null) {
            throw Message.UNKNOWN_OWNER.with(entity.name());
        }
        if (!unitOfWork.getParent().hasExternalTransactionController()) {
            throw refusal(entity, object, from, to, unitOfWork);
        }
        Map<DatabaseField, @Nullable Object> changed = entity instanceof ShardedEntity.Root root
                ? changedKey(root, object, unitOfWork)
                : changedParent((ShardedEntity.Colocated) entity, object, from, to, unitOfWork);
        Move move = new Move(entity, object, from, to, changed, changedLinks(entity, change, unitOfWork));
        Moved moved = mover.move(move, (ClientSession) unitOfWork.getParent());
        new ManagedObjects(model, unitOfWork, changes).follow(move, moved);
    }

    /** Whether what decides the shard has changed. */
    private static boolean decidesAnew(ShardedEntity entity, ObjectChangeSet change, UnitOfWorkImpl unitOfWork) {
        if (entity instanceof ShardedEntity.Root root) {
            return change.hasChangeFor(root.keyHolder());
        }
        EntityRelation toParent = ShardRelations.toParent(
                (ShardedEntity.Colocated) entity, unitOfWork.getDescriptor(change.getUnitOfWorkClone()));
        return PartChanges.of(toParent, change).has(toParent.mapping().getAttributeName());
    }

    private static RuntimeException refusal(
            ShardedEntity entity, Object object, String from, String to, UnitOfWorkImpl unitOfWork) {
        ClassDescriptor descriptor = unitOfWork.getDescriptor(object);
        if (entity instanceof ShardedEntity.Root root) {
            return Message.KEY_MOVES.with(descriptor.getAlias(), root.keyAttribute());
        }
        String attribute = ((ShardedEntity.Colocated) entity).parentAttribute();
        String parent = ShardRelations.toParent((ShardedEntity.Colocated) entity, descriptor)
                .mapping()
                .getReferenceDescriptor()
                .getAlias();
        return Message.PARENT_MOVES.with(descriptor.getAlias(), attribute, parent, to, from);
    }

    private Map<DatabaseField, @Nullable Object> changedKey(
            ShardedEntity.Root root, Object object, UnitOfWorkImpl unitOfWork) {
        DatabaseField column = placer.keyColumn(root, unitOfWork.getDescriptor(object));
        Map<DatabaseField, @Nullable Object> changed = new HashMap<>();
        changed.put(column, builder(object, unitOfWork).extractValueFromObjectForField(object, column, unitOfWork));
        return changed;
    }

    // The row must come with its new parent's id, or it would point to nothing there.
    private static Map<DatabaseField, @Nullable Object> changedParent(
            ShardedEntity.Colocated child, Object object, String from, String to, UnitOfWorkImpl unitOfWork) {
        ClassDescriptor descriptor = unitOfWork.getDescriptor(object);
        EntityRelation toParent = ShardRelations.toParent(child, descriptor);
        Object parent = Objects.requireNonNull(toParent.targetOf(object, unitOfWork));
        if (unitOfWork.isObjectNew(parent)) {
            throw Message.MOVE_UNSUPPORTED.with(
                    child.name(),
                    from,
                    to,
                    "its new " + child.parentAttribute() + " is not written yet: flush it first");
        }
        return foreignKey((OneToOneMapping) toParent.mapping(), parent, unitOfWork);
    }

    private Map<DatabaseField, @Nullable Object> changedLinks(
            ShardedEntity entity, ObjectChangeSet change, UnitOfWorkImpl unitOfWork) {
        Map<DatabaseField, @Nullable Object> changed = new HashMap<>();
        Object object = change.getUnitOfWorkClone();
        for (EntityRelation relation : EntityRelation.of(unitOfWork.getDescriptor(object))) {
            if (relation.mapping() instanceof OneToOneMapping link
                    && !link.hasRelationTableMechanism()
                    && ShardRelations.isWritten(entity, relation, model)
                    && PartChanges.of(relation, change).has(link.getAttributeName())) {
                changed.putAll(foreignKey(link, relation.targetOf(object, unitOfWork), unitOfWork));
            }
        }
        return changed;
    }

    /** The columns that lead to an object. */
    private static Map<DatabaseField, @Nullable Object> foreignKey(
            OneToOneMapping relation, @Nullable Object target, UnitOfWorkImpl unitOfWork) {
        Map<DatabaseField, @Nullable Object> columns = new HashMap<>();
        relation.getSourceToTargetKeyFields()
                .forEach((source, key) -> columns.put(
                        source,
                        target == null
                                ? null
                                : relation.getReferenceDescriptor()
                                        .getObjectBuilder()
                                        .extractValueFromObjectForField(target, key, unitOfWork)));
        return columns;
    }
}
