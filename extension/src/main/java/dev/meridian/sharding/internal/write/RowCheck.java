package dev.meridian.sharding.internal.write;

import dev.meridian.sharding.internal.identity.ShardedObjectBuilder;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.ShardRelations;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.util.Optional;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.DeleteObjectQuery;
import org.eclipse.persistence.queries.ObjectLevelModifyQuery;

/**
 * Looks at each row that is about to be written. Callbacks before an update and listeners to descriptor events run after the
 * flush was checked: what they change must not lead to another shard.
 *
 * <p>Thread-safe.
 */
public final class RowCheck {

    private final ShardingModel model;
    private final ShardPlacer placer;

    public RowCheck(ShardingModel model, ShardPlacer placer) {
        this.model = model;
        this.placer = placer;
    }

    /**
     * @param query any; only the insert or the update of a sharded object is looked at
     * @throws dev.meridian.sharding.ShardingException if the row belongs to another shard than the object
     */
    public void check(DatabaseQuery query) {
        if (!(query instanceof ObjectLevelModifyQuery write)
                || query instanceof DeleteObjectQuery
                || write.getModifyRow() == null
                || write.getObject() == null
                || isRemoved(write)) {
            return;
        }
        Optional<ShardedEntity> entity = model.find(write.getObject().getClass());
        ClassDescriptor descriptor = write.getDescriptor();
        if (entity.isEmpty() || !(descriptor.getObjectBuilder() instanceof ShardedObjectBuilder builder)) {
            return;
        }
        String shard = builder.shardOf(write.getObject());
        String decisive = entity.get() instanceof ShardedEntity.Root root
                ? root.keyAttribute()
                : ((ShardedEntity.Colocated) entity.get()).parentAttribute();
        if (shard != null && !shard.equals(shardOf(write, entity.get(), shard))) {
            throw Message.DECIDED_TOO_LATE.with(entity.get().name(), decisive);
        }
    }

    // Its row is changed where it is, and deleted in the same flush.
    private static boolean isRemoved(ObjectLevelModifyQuery write) {
        return write.getSession() instanceof UnitOfWorkImpl unitOfWork && unitOfWork.isObjectDeleted(write.getObject());
    }

    /** Where a row belongs; the object's own shard if the row says nothing of it. */
    private String shardOf(ObjectLevelModifyQuery write, ShardedEntity entity, String own) {
        AbstractRecord row = write.getModifyRow();
        if (entity instanceof ShardedEntity.Root root) {
            DatabaseField column = placer.keyColumn(root, write.getDescriptor());
            return row.containsKey(column) ? placer.placeKey(root, write.getObject(), row.get(column)) : own;
        }
        DatabaseMapping toParent = ShardRelations.toParent((ShardedEntity.Colocated) entity, write.getDescriptor())
                .mapping();
        return toParent.getFields().stream().anyMatch(row::containsKey)
                ? placer.placeBesideParent(write.getObject())
                : own;
    }
}
