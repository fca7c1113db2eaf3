package dev.meridian.sharding.internal.analysis;

import dev.meridian.sharding.internal.model.EntityRelation;
import dev.meridian.sharding.internal.model.IdScope;
import dev.meridian.sharding.internal.model.ReferenceEntity;
import dev.meridian.sharding.internal.model.ShardRelations;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.ForeignReferenceMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.jspecify.annotations.Nullable;

/** Finds what is sharded behind EclipseLink's descriptors. Thread-safe. */
final class EntityKinds {

    private final ShardingModel model;

    EntityKinds(ShardingModel model) {
        this.model = model;
    }

    /** The sharded entity that a class is, or is a subclass or a superclass of. */
    Optional<ShardedEntity> find(ClassDescriptor descriptor) {
        for (ClassDescriptor type = descriptor; type != null; type = parent(type)) {
            Optional<ShardedEntity> found = model.find(type.getJavaClass());
            if (found.isPresent()) {
                return found;
            }
        }
        return descriptor.hasInheritance()
                ? descriptor.getInheritancePolicy().getAllChildDescriptors().stream()
                        .flatMap(child -> model.find(child.getJavaClass()).stream())
                        .findFirst()
                : Optional.empty();
    }

    private static @Nullable ClassDescriptor parent(ClassDescriptor descriptor) {
        return descriptor.hasInheritance() ? descriptor.getInheritancePolicy().getParentDescriptor() : null;
    }

    /** The root that decides the shard of the class's rows, or null if it is not sharded. */
    ShardedEntity.@Nullable Root rootOf(ClassDescriptor descriptor) {
        return find(descriptor).map(entity -> model.rootOf(entity.type())).orElse(null);
    }

    /** The reference entity that a class is, or null if it is none. */
    @Nullable ReferenceEntity referenceOf(ClassDescriptor descriptor) {
        return model.reference(descriptor.getJavaClass()).orElse(null);
    }

    /**
     * Whether a relation stays in the shard: it leads from a co-located entity to its parent, or back.
     *
     * @param path the relation's, of the entity
     */
    boolean isColocated(ClassDescriptor from, String path, ForeignReferenceMapping relation) {
        if (isParent(find(from), path)) {
            return true;
        }
        ClassDescriptor target = relation.getReferenceDescriptor();
        return isInverseOfParent(relation, target) && Objects.equals(rootOf(target), rootOf(from));
    }

    /** Whether a relation leads to rows of the same shard, though not always of the same root: each flush sees to that. */
    boolean staysInShard(ClassDescriptor from, ForeignReferenceMapping relation) {
        ShardedEntity.Root root = rootOf(from);
        return root != null && root.equals(rootOf(relation.getReferenceDescriptor()));
    }

    private static boolean isParent(Optional<ShardedEntity> entity, String attribute) {
        return parentAttribute(entity).filter(attribute::equals).isPresent();
    }

    private static Optional<String> parentAttribute(Optional<ShardedEntity> entity) {
        return entity.filter(ShardedEntity.Colocated.class::isInstance)
                .map(child -> ((ShardedEntity.Colocated) child).parentAttribute());
    }

    private boolean isInverseOfParent(ForeignReferenceMapping relation, ClassDescriptor target) {
        if (relation.isOneToManyMapping()) {
            String name = relation.getMappedBy();
            return name != null && isParent(find(target), name);
        }
        // Of a to-one, EclipseLink keeps the columns of what it is mapped by, but not the name.
        return relation instanceof OneToOneMapping inverse
                && parentAttribute(find(target))
                        .flatMap(path -> EntityRelation.at(target, path))
                        .map(EntityRelation::mapping)
                        .filter(OneToOneMapping.class::isInstance)
                        .filter(parent -> ShardRelations.isInverse(inverse, (OneToOneMapping) parent))
                        .isPresent();
    }

    /** The root whose shard key a column of one of its rows is; null if it is none. */
    ShardedEntity.@Nullable Root keyOf(ClassDescriptor owner, DatabaseField field) {
        if (!(find(owner).orElse(null) instanceof ShardedEntity.Root root)) {
            return null;
        }
        boolean sameTable = !field.hasTableName()
                || owner.getTables().isEmpty()
                || field.getTableName()
                        .equalsIgnoreCase(owner.getTables().get(0).getName());
        return sameTable && field.getName().equalsIgnoreCase(root.keyColumn()) ? root : null;
    }

    /** Whether the path's attribute is the only id of an entity whose ids are unique over all shards. */
    boolean isUnitUniqueId(ClassDescriptor owner, @Nullable DatabaseMapping mapping) {
        return mapping != null
                && mapping.isPrimaryKeyMapping()
                && owner.getPrimaryKeyFields().size() == 1
                && find(owner)
                        .filter(entity -> entity.ids() == IdScope.UNIT_UNIQUE)
                        .isPresent();
    }
}
