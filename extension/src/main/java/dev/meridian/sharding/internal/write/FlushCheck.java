package dev.meridian.sharding.internal.write;

import dev.meridian.sharding.internal.identity.ShardedObjectBuilder;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.persistence.internal.sessions.ObjectChangeSet;
import org.eclipse.persistence.internal.sessions.UnitOfWorkChangeSet;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;

/**
 * Looks at all that a flush is about to write, before its first statement: places the new objects, and refuses those
 * without a shard and changes that would move a row to another shard.
 *
 * <p>Thread-safe.
 */
public final class FlushCheck {

    private final ShardingModel model;
    private final ShardPlacer placer;

    public FlushCheck(ShardingModel model, ShardPlacer placer) {
        this.model = model;
        this.placer = placer;
    }

    /**
     * Places the new objects of a flush and checks the changed ones.
     *
     * @throws dev.meridian.sharding.ShardingException if one of them cannot be written to one shard
     */
    public void check(UnitOfWorkChangeSet changes, UnitOfWorkImpl unitOfWork) {
        changeSets(changes.getNewObjectChangeSets()).forEach(change -> checkOne(change, unitOfWork));
        changeSets(changes.getObjectChanges()).forEach(change -> checkOne(change, unitOfWork));
    }

    private static Stream<ObjectChangeSet> changeSets(Map<Class<?>, Map<ObjectChangeSet, ObjectChangeSet>> byClass) {
        return byClass.values().stream().map(Map::values).flatMap(Collection::stream);
    }

    private void checkOne(ObjectChangeSet change, UnitOfWorkImpl unitOfWork) {
        Object object = change.getUnitOfWorkClone();
        Optional<ShardedEntity> entity = object == null ? Optional.empty() : model.find(object.getClass());
        if (entity.isEmpty()) {
            return;
        }
        ShardedObjectBuilder builder =
                (ShardedObjectBuilder) unitOfWork.getDescriptor(object).getObjectBuilder();
        if (change.isNew()) {
            placeNew(change, object, builder, unitOfWork);
        } else {
            checkChanged(entity.get(), change, builder, unitOfWork);
        }
    }

    private void placeNew(
            ObjectChangeSet change, Object object, ShardedObjectBuilder builder, UnitOfWorkImpl unitOfWork) {
        builder.place(object, placer.place(object, unitOfWork::isObjectNew));
        if (change.getId() != null) {
            change.setId(builder.extractPrimaryKeyFromObject(object, unitOfWork, true));
        }
    }

    private void checkChanged(
            ShardedEntity entity, ObjectChangeSet change, ShardedObjectBuilder builder, UnitOfWorkImpl unitOfWork) {
        Object object = change.getUnitOfWorkClone();
        boolean isRoot = entity instanceof ShardedEntity.Root;
        String attribute = entity instanceof ShardedEntity.Root root
                ? root.keyAttribute()
                : ((ShardedEntity.Colocated) entity).parentAttribute();
        String holder = entity instanceof ShardedEntity.Root root ? root.keyHolder() : attribute;
        if (change.hasChangeFor(holder)
                && !placer.place(object, unitOfWork::isObjectNew).equals(builder.shardOf(object))) {
            throw (isRoot ? Message.KEY_MOVES : Message.PARENT_MOVES).with(entity.name(), attribute);
        }
    }
}
