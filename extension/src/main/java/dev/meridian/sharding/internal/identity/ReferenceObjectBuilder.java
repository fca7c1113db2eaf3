package dev.meridian.sharding.internal.identity;

import org.eclipse.persistence.descriptors.ClassDescriptor;

/**
 * Builds the objects of a reference entity as EclipseLink alone does: whichever shard a row came from, its object is the
 * same. Only the way to the object that a row points to keeps the row's shard, where that object is too.
 */
public final class ReferenceObjectBuilder extends RowShardObjectBuilder {
    private static final long serialVersionUID = 1L;

    /** @param descriptor the entity's descriptor, not initialised yet */
    public ReferenceObjectBuilder(ClassDescriptor descriptor) {
        super(descriptor);
    }
}
