package dev.meridian.sharding.internal.model;

import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.mappings.CollectionMapping;
import org.eclipse.persistence.mappings.ForeignReferenceMapping;
import org.eclipse.persistence.mappings.ManyToManyMapping;
import org.eclipse.persistence.mappings.OneToManyMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;

/**
 * Tells apart the relations between sharded entities: those along co-location, which decide a shard, and those beside it, which
 * can hold only between rows that are in one shard anyway.
 */
public final class ShardRelations {

    private ShardRelations() {}

    /** Whether the relation is the one by which an entity is stored with its parent. */
    public static boolean isToParent(ShardedEntity entity, EntityRelation relation) {
        return entity instanceof ShardedEntity.Colocated child
                && child.parentAttribute().equals(relation.path());
    }

    /**
     * The relation by which a co-located entity is stored with its parent.
     *
     * @param descriptor the entity's, or of what inherits from it, initialised
     */
    public static EntityRelation toParent(ShardedEntity.Colocated child, ClassDescriptor descriptor) {
        return EntityRelation.at(descriptor, child.parentAttribute()).orElseThrow();
    }

    /**
     * Whether a to-one relation leads from a parent to its only child: back along the child's columns, or by the id that both
     * share, which nothing writes on this side.
     */
    public static boolean isInverse(OneToOneMapping relation, OneToOneMapping toParent) {
        boolean isWrittenHere = relation.isForeignKeyRelationship() && !relation.isReadOnly();
        // A relation through a join table has no columns of its own.
        return !isWrittenHere && toParent.getSourceToTargetKeyFields().equals(relation.getTargetToSourceKeyFields());
    }

    /**
     * Whether a flush writes by this relation, on the side of the entity that has it, what leads to another sharded entity's
     * row or changes that: a foreign key, a row of a join table, a column of the other row.
     *
     * @param entity that has the relation
     * @param relation initialised
     */
    public static boolean isWritten(ShardedEntity entity, EntityRelation relation, ShardingModel model) {
        ForeignReferenceMapping mapping = relation.mapping();
        return !mapping.isReadOnly()
                && !isToParent(entity, relation)
                && model.find(mapping.getReferenceClass()).isPresent()
                && (mapping instanceof OneToOneMapping
                        || mapping instanceof ManyToManyMapping
                        || (mapping instanceof OneToManyMapping toMany && writesColumns(toMany)));
    }

    // The foreign key, the place in a list, the key of a map.
    private static boolean writesColumns(OneToManyMapping toMany) {
        return toMany.isUnidirectionalOneToManyMapping()
                || toMany.requiresDataModificationEvents()
                || ((CollectionMapping) toMany).getContainerPolicy().requiresDataModificationEvents();
    }
}
