package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.execution.RowToken;
import dev.meridian.sharding.internal.identity.ShardedObjectBuilder;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.ManyToManyMapping;
import org.eclipse.persistence.queries.DeleteObjectQuery;

/**
 * Stands for a mapping whose rows EclipseLink deletes before a flush begins, and tells it the shard of their owner. Nothing else
 * is asked of it.
 */
final class EarlyDelete extends ManyToManyMapping {
    private static final long serialVersionUID = 1L;

    private final transient DatabaseMapping mapping;

    private EarlyDelete(DatabaseMapping mapping) {
        this.mapping = mapping;
    }

    /** @param entity initialised; of a sharded entity */
    static void install(ClassDescriptor entity) {
        if (entity.hasPreDeleteMappings()) {
            entity.getPreDeleteMappings()
                    .replaceAll(each -> each instanceof EarlyDelete ? each : new EarlyDelete(each));
        }
    }

    @Override
    public void earlyPreDelete(DeleteObjectQuery query, Object object) {
        String shard = query.getDescriptor().getObjectBuilder() instanceof ShardedObjectBuilder builder
                ? builder.shardOf(object)
                : null;
        if (shard != null) {
            RowToken.put(query.getTranslationRow(), shard);
        }
        mapping.earlyPreDelete(query, object);
    }
}
