package dev.meridian.sharding.internal.write;

import dev.meridian.sharding.internal.execution.RowToken;
import dev.meridian.sharding.internal.identity.ShardedObjectBuilder;
import dev.meridian.sharding.internal.model.EntityRelation;
import dev.meridian.sharding.internal.model.ShardRelations;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import dev.meridian.sharding.internal.model.TablePerClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.descriptors.ObjectBuilder;
import org.eclipse.persistence.internal.descriptors.PersistenceEntity;
import org.eclipse.persistence.internal.identitymaps.CacheKey;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.IdentityMapAccessor;
import org.eclipse.persistence.internal.sessions.ObjectChangeSet;
import org.eclipse.persistence.internal.sessions.RepeatableWriteUnitOfWork;
import org.eclipse.persistence.internal.sessions.UnitOfWorkChangeSet;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.eclipse.persistence.sessions.DatabaseRecord;

/** Lets the managed objects of a persistence context follow their rows to another shard. For one flush. */
final class ManagedObjects {

    private final ShardingModel model;
    private final UnitOfWorkImpl unitOfWork;
    private final Movements movements;
    private final List<UnitOfWorkChangeSet> changeSets = new ArrayList<>();

    ManagedObjects(ShardingModel model, UnitOfWorkImpl unitOfWork, UnitOfWorkChangeSet changes) {
        this.model = model;
        this.unitOfWork = unitOfWork;
        this.movements = Movements.of(unitOfWork);
        changeSets.add(changes);
        if (unitOfWork instanceof RepeatableWriteUnitOfWork context && context.getCumulativeUOWChangeSet() != null) {
            changeSets.add(context.getCumulativeUOWChangeSet());
        }
    }

    /** The rows are on the new shard now. */
    void follow(Move move, Moved moved) {
        Map<Class<?>, EntityRows> rows = new HashMap<>();
        for (MovedEntity entity : moved.entities()) {
            ClassDescriptor descriptor = entity.descriptor();
            ShardedObjectBuilder builder = (ShardedObjectBuilder) descriptor.getObjectBuilder();
            Class<?> type = descriptor.getJavaClass();
            Map<Object, MovedRow> byKey = new HashMap<>();
            for (MovedRow row : entity.rows()) {
                AbstractRecord record = entity.record(row, descriptor);
                RowToken.put(record, move.from());
                Object key = Objects.requireNonNull(builder.extractPrimaryKeyFromRow(record, unitOfWork));
                RowToken.put(record, move.to());
                movements.makesStale(type, key);
                movements.makesStale(
                        type, Objects.requireNonNull(builder.extractPrimaryKeyFromRow(record, unitOfWork)));
                byKey.put(key, row);
            }
            rows.put(type, new EntityRows(entity, byKey));
        }
        if (move.entity() instanceof ShardedEntity.Colocated child) {
            forgetParents(move, child, moved.before());
        }
        registered().forEach(object -> followOne(move, object, rows));
    }

    /** @param byKey the rows of the main table by the keys that their objects had */
    private record EntityRows(MovedEntity entity, Map<Object, MovedRow> byKey) {}

    private Set<Object> registered() {
        Set<Object> all = Collections.newSetFromMap(new IdentityHashMap<>());
        addKeys(all, unitOfWork.getCloneMapping());
        if (unitOfWork.hasDeletedObjects()) {
            addKeys(all, unitOfWork.getDeletedObjects());
        }
        return all;
    }

    private static void addKeys(Set<Object> all, Map<?, ?> byObject) {
        all.addAll(byObject.keySet());
    }

    private void followOne(Move move, Object object, Map<Class<?>, EntityRows> rows) {
        EntityRows ofType = model.find(object.getClass())
                .map(ShardedEntity::type)
                .map(rows::get)
                .orElse(null);
        if (ofType == null) {
            return;
        }
        ClassDescriptor descriptor = unitOfWork.getDescriptor(object);
        ShardedObjectBuilder builder = (ShardedObjectBuilder) descriptor.getObjectBuilder();
        Object key = builder.extractPrimaryKeyFromObject(object, unitOfWork, true);
        MovedRow row = key == null ? null : ofType.byKey().get(key);
        if (row != null) {
            Object backup = unitOfWork.getCloneMapping().get(object);
            retoken(move, builder, object);
            if (backup != null && backup != object) {
                retoken(move, builder, backup);
            }
            register(object, Objects.requireNonNull(key), descriptor);
            AbstractRecord record = ofType.entity().record(row, descriptor);
            RowToken.put(record, move.to());
            new LazyRelations(unitOfWork, movements).follow(object, backup, record, descriptor);
        }
    }

    private void retoken(Move move, ShardedObjectBuilder builder, Object object) {
        movements.leaves(object, builder, move.from());
        builder.place(object, move.to());
    }

    private void register(Object object, Object oldKey, ClassDescriptor descriptor) {
        Object newKey = Objects.requireNonNull(
                descriptor.getObjectBuilder().extractPrimaryKeyFromObject(object, unitOfWork, true));
        IdentityMapAccessor map = unitOfWork.getIdentityMapAccessorInstance();
        CacheKey old = map.getCacheKeyForObject(oldKey, object.getClass(), descriptor, false);
        if (old != null && old.getObject() == object) {
            map.removeFromIdentityMap(oldKey, object.getClass(), descriptor, object);
            map.putInIdentityMap(object, newKey, old.getWriteLockValue(), old.getReadTime(), descriptor);
        }
        if (object instanceof PersistenceEntity woven) {
            woven._persistence_setCacheKey(null);
        }
        // What the shared cache has is not its original any more.
        unitOfWork.getCloneToOriginals().remove(object);
        changeSets.forEach(changes -> rename(changes, object, newKey));
    }

    // Changes are found by the key of their object.
    private static void rename(UnitOfWorkChangeSet changes, Object object, Object newKey) {
        ObjectChangeSet change = (ObjectChangeSet) changes.getObjectChangeSetForClone(object);
        if (change == null) {
            return;
        }
        Map<ObjectChangeSet, ObjectChangeSet> ofType =
                changes.getObjectChanges().get(change.getClassType());
        if (ofType != null && ofType.remove(change) != null) {
            change.setId(newKey);
            ofType.put(change, change);
        } else {
            change.setId(newKey);
        }
    }

    // The shared cache forgets what lists a moved child, and what is to list it.
    private void forgetParents(Move move, ShardedEntity.Colocated child, MovedRow before) {
        ClassDescriptor descriptor = unitOfWork.getDescriptor(child.type());
        EntityRelation toParent = ShardRelations.toParent(child, descriptor);
        for (Object key : parentKeys(move, toParent, before)) {
            movements.makesStale(child.parent(), key);
            TablePerClass.heirsOf(toParent.mapping().getReferenceDescriptor())
                    .forEach(heir -> movements.makesStale(heir.getJavaClass(), key));
        }
    }

    private List<Object> parentKeys(Move move, EntityRelation relation, MovedRow before) {
        OneToOneMapping toParent = (OneToOneMapping) relation.mapping();
        ObjectBuilder builder = toParent.getReferenceDescriptor().getObjectBuilder();
        DatabaseRecord old = new DatabaseRecord();
        toParent.getSourceToTargetKeyFields().forEach((source, target) -> old.put(target, before.get(source)));
        RowToken.put(old, move.from());
        Object current = relation.targetOf(move.object(), unitOfWork);
        return Stream.of(
                        builder.extractPrimaryKeyFromRow(old, unitOfWork),
                        builder.extractPrimaryKeyFromObject(current, unitOfWork, true))
                .filter(Objects::nonNull)
                .toList();
    }
}
