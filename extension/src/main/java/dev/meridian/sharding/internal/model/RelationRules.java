package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.Mappings.Attribute;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.mappings.ForeignReferenceMapping;
import org.eclipse.persistence.mappings.OneToManyMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.jspecify.annotations.Nullable;

/** Which relations may stand between entities: between sharded ones those along co-location, and no others. */
final class RelationRules {

    static final String NOT_BY_ID = "refers to other columns than its target's id, which is not supported";

    private final Mappings mappings;
    private final Declarations declarations;
    private final Problems problems;

    RelationRules(Mappings mappings, Declarations declarations, Problems problems) {
        this.mappings = mappings;
        this.declarations = declarations;
        this.problems = problems;
    }

    /** A relation of a sharded entity that is of a supported kind. */
    void checkSharded(ClassDescriptor entity, Attribute attribute, ForeignReferenceMapping relation) {
        Class<?> target = relation.getReferenceClass();
        if (declarations.isReference(target)) {
            return; // ReferenceRules judges it.
        }
        if (!declarations.isSharded(target)) {
            tell(Message.RELATION_TO_UNSHARDED, entity, attribute.path(), target);
        } else if (!isToParent(entity, attribute) && !isToChildren(entity, relation)) {
            checkLink(entity, attribute, relation);
        }
    }

    boolean isToReference(ForeignReferenceMapping relation) {
        return declarations.isReference(relation.getReferenceClass());
    }

    /** A relation between entities that can be in one shard, but need not: each flush will see to that. */
    private void checkLink(ClassDescriptor entity, Attribute attribute, ForeignReferenceMapping relation) {
        Class<?> target = relation.getReferenceClass();
        if (!rootOf(entity.getJavaClass()).equals(rootOf(target))) {
            tell(Message.RELATION_NOT_COLOCATED, entity, attribute.path(), target);
            return;
        }
        // The columns of an embeddable's are known at the login only.
        String fault = relation instanceof OneToOneMapping toOne
                        && toOne.isForeignKeyRelationship()
                        && attribute.around().isEmpty()
                ? faultOfLink(entity, toOne, declarations)
                : null;
        if (fault != null) {
            problems.add(
                    Message.UNSUPPORTED_MAPPING,
                    Declarations.nameOf(entity),
                    attribute.path(),
                    "a relation that " + fault);
        }
    }

    private static @Nullable String faultOfLink(
            ClassDescriptor entity, OneToOneMapping toOne, Declarations declarations) {
        String fault = faultOfColumns(entity, toOne);
        return fault == null ? faultOfKeys(entity, toOne, declarations) : fault;
    }

    /** What is wrong with the columns by which an entity leads to another; null if nothing is. */
    static @Nullable String faultOfColumns(ClassDescriptor entity, OneToOneMapping toOne) {
        boolean isWrittenElsewhere = toOne.isReadOnly()
                || toOne.getSourceToTargetKeyFields().keySet().stream()
                        .anyMatch(column -> !column.isInsertable() || !column.isUpdatable());
        if (isWrittenElsewhere) {
            return "reads a column which something else writes";
        }
        boolean isPartOfId = toOne.derivesId()
                || !Collections.disjoint(
                        entity.getPrimaryKeyFields(),
                        toOne.getSourceToTargetKeyFields().keySet());
        return isPartOfId ? "is part of its id, but not its co-location" : null;
    }

    private Class<?> rootOf(Class<?> type) {
        Set<Class<?>> path = new HashSet<>();
        Class<?> current = type;
        while (path.add(current)) {
            Optional<ClassDescriptor> top = declarations.entity(current).map(declarations::topOf);
            Optional<OneToOneMapping> toParent = top.flatMap(declarations::toParent);
            if (toParent.isEmpty()) {
                return top.<Class<?>>map(ClassDescriptor::getJavaClass).orElse(current);
            }
            current = toParent.get().getReferenceClass();
        }
        return current;
    }

    void checkUnsharded(ClassDescriptor entity) {
        for (Attribute attribute : mappings.of(entity)) {
            if (attribute.mapping() instanceof ForeignReferenceMapping relation
                    && relation.getReferenceClass() != null) {
                shardedTarget(relation.getReferenceClass())
                        .ifPresent(target -> tell(Message.RELATION_FROM_UNSHARDED, entity, attribute.path(), target));
            }
        }
    }

    void checkPolicies(ClassDescriptor entity) {
        for (Attribute attribute : mappings.of(entity)) {
            if (attribute.mapping() instanceof ForeignReferenceMapping relation && hasPolicy(relation)) {
                String name = relation.getPartitioningPolicyName();
                problems.add(
                        Message.RELATION_POLICY,
                        Declarations.nameOf(entity),
                        attribute.path(),
                        name == null ? "without a name" : name);
            }
        }
    }

    boolean hasPolicy(ClassDescriptor entity) {
        return mappings.of(entity).stream()
                .anyMatch(attribute ->
                        attribute.mapping() instanceof ForeignReferenceMapping relation && hasPolicy(relation));
    }

    /** What is wrong with the columns of a relation to a parent; null if nothing is. */
    static @Nullable String faultOfKeys(ClassDescriptor child, OneToOneMapping toParent, Declarations declarations) {
        Set<DatabaseField> referenced =
                new HashSet<>(toParent.getSourceToTargetKeyFields().values());
        boolean byId = declarations
                .entity(toParent.getReferenceClass())
                .map(parent -> parent.hasTablePerClassPolicy() ? parent : declarations.topOf(parent))
                .map(parent -> new HashSet<>(parent.getPrimaryKeyFields()).equals(referenced))
                .orElse(true);
        return byId ? null : NOT_BY_ID;
    }

    private boolean isToParent(ClassDescriptor entity, Attribute relation) {
        return declarations
                .parentAttribute(entity.getJavaClass())
                .filter(relation.path()::equals)
                .isPresent();
    }

    private boolean isToChildren(ClassDescriptor entity, ForeignReferenceMapping relation) {
        Optional<OneToOneMapping> owner = declarations
                .entity(relation.getReferenceClass())
                .flatMap(declarations::toParent)
                .filter(toParent ->
                        declarations.topOf(toParent.getReferenceClass()) == declarations.topOf(entity.getJavaClass()));
        if (relation instanceof OneToManyMapping toMany) {
            return owner.isPresent()
                    && declarations
                            .parentAttribute(relation.getReferenceClass())
                            .equals(Optional.ofNullable(toMany.getMappedBy()));
        }
        // Of a to-one, EclipseLink keeps the columns of what it is mapped by, but not the name.
        return relation instanceof OneToOneMapping inverse
                && owner.filter(toParent -> ShardRelations.isInverse(inverse, toParent))
                        .isPresent();
    }

    // A relation to an interface or a superclass can lead to whatever implements it.
    private Optional<Class<?>> shardedTarget(Class<?> type) {
        return declarations.sharded().stream()
                .<Class<?>>map(ClassDescriptor::getJavaClass)
                .filter(type::isAssignableFrom)
                .findFirst();
    }

    private static boolean hasPolicy(ForeignReferenceMapping relation) {
        return relation.getPartitioningPolicyName() != null || relation.getPartitioningPolicy() != null;
    }

    private void tell(Message message, ClassDescriptor entity, String attribute, Class<?> target) {
        String name = declarations.entity(target).map(Declarations::nameOf).orElse(target.getSimpleName());
        problems.add(message, Declarations.nameOf(entity), attribute, name);
    }
}
