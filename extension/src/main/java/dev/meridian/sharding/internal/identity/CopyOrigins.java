package dev.meridian.sharding.internal.identity;

import dev.meridian.sharding.internal.model.EntityRelation;
import java.util.function.Function;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where a copy belongs that bears no token: one that was serialised, or made by hand.
 *
 * @param parentOf the name of the to-one attribute that leads to the parent of a co-located entity, null for a root
 */
public record CopyOrigins(Function<ClassDescriptor, @Nullable String> parentOf) {

    /** The shard of the copy's parent, which is looked up if it is a copy too; null without a parent, or if it has no row. */
    @Nullable String ofParent(Object copy, ClassDescriptor descriptor, AbstractSession session) {
        Object parent = parent(copy, descriptor);
        if (parent == null) {
            return null;
        }
        ShardedObjectBuilder builder =
                (ShardedObjectBuilder) session.getDescriptor(parent).getObjectBuilder();
        String known = builder.shardOf(parent);
        if (known != null || isNew(parent, builder, session)) {
            return known;
        }
        Object found = session.readObject(parent);
        return found == null ? null : builder.shardOf(found);
    }

    private @Nullable Object parent(Object copy, ClassDescriptor descriptor) {
        String attribute = parentOf.apply(descriptor);
        if (attribute == null) {
            return null;
        }
        EntityRelation toParent = EntityRelation.at(descriptor, attribute).orElseThrow();
        Object holder = toParent.holderIn(copy);
        return holder != null && toParent.mapping().isAttributeValueFromObjectInstantiated(holder)
                ? toParent.targetOf(copy, null)
                : null;
    }

    private static boolean isNew(Object parent, ShardedObjectBuilder builder, AbstractSession session) {
        return builder.extractPrimaryKeyFromObject(parent, session, true) == null
                || (session instanceof UnitOfWorkImpl unitOfWork && unitOfWork.isCloneNewObject(parent));
    }
}
