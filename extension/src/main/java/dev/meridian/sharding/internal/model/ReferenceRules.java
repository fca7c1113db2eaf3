package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.Mappings.Attribute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.mappings.ForeignReferenceMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.jspecify.annotations.Nullable;

/**
 * Which relations may lead to and from a reference entity: those whose target is in each shard that has the row which
 * points to it, so that a foreign key can hold there.
 */
final class ReferenceRules {

    private final Mappings mappings;
    private final Declarations declarations;
    private final ShardingModel model;
    private final Problems problems;

    ReferenceRules(Mappings mappings, Declarations declarations, ShardingModel model, Problems problems) {
        this.mappings = mappings;
        this.declarations = declarations;
        this.model = model;
        this.problems = problems;
    }

    /** Checks the relations of all entities. What is not known of an entity has been told before. */
    void check() {
        for (ClassDescriptor entity : declarations.entities()) {
            List<String> shards = shardsOf(entity);
            for (Attribute attribute : mappings.of(entity)) {
                if (attribute.mapping() instanceof ForeignReferenceMapping relation
                        && relation.getReferenceClass() != null) {
                    check(entity, shards, attribute, relation);
                }
            }
        }
    }

    private void check(
            ClassDescriptor entity, List<String> shards, Attribute attribute, ForeignReferenceMapping relation) {
        String fault = faultOf(entity, shards, attribute, relation);
        if (fault != null) {
            String target = declarations
                    .entity(relation.getReferenceClass())
                    .map(Declarations::nameOf)
                    .orElse(relation.getReferenceClass().getSimpleName());
            problems.add(Message.REFERENCE_RELATION, Declarations.nameOf(entity), attribute.path(), target, fault);
        }
    }

    private @Nullable String faultOf(
            ClassDescriptor entity, List<String> shards, Attribute attribute, ForeignReferenceMapping relation) {
        Class<?> target = relation.getReferenceClass();
        boolean fromReference = declarations.isReference(entity.getJavaClass());
        if (!fromReference && !declarations.isReference(target)) {
            return null;
        }
        if (declarations.isSharded(target) || anySharded(target)) {
            return "which is sharded, from a reference entity";
        }
        if (!fromReference && !isOwnColumn(relation)) {
            return "which is a reference entity, without a foreign key of its own";
        }
        // The columns of an embeddable's are known at the login only.
        if (declarations.isSharded(entity.getJavaClass())
                && attribute.around().isEmpty()
                && isPartOfId(entity, relation)) {
            return "which is a reference entity, as a part of its id";
        }
        List<String> missing = new ArrayList<>(shards);
        missing.removeAll(isUnknown(target) ? shards : shardsOf(target));
        return missing.isEmpty() ? null : "whose rows are not in " + String.join(", ", missing);
    }

    // A relation to an interface or a superclass can lead to whatever implements it.
    private boolean anySharded(Class<?> type) {
        return declarations.sharded().stream()
                .map(ClassDescriptor::getJavaClass)
                .anyMatch(type::isAssignableFrom);
    }

    // Columns of the target's table would be written on the primary alone.
    private static boolean isOwnColumn(ForeignReferenceMapping relation) {
        return relation instanceof OneToOneMapping toOne
                ? toOne.isForeignKeyRelationship() || toOne.hasRelationTableMechanism()
                : relation.isManyToManyMapping();
    }

    private static boolean isPartOfId(ClassDescriptor entity, ForeignReferenceMapping relation) {
        return relation instanceof OneToOneMapping toOne
                && (toOne.derivesId()
                        || !Collections.disjoint(
                                entity.getPrimaryKeyFields(),
                                toOne.getSourceToTargetKeyFields().keySet()));
    }

    private List<String> shardsOf(ClassDescriptor entity) {
        return shardsOf(entity.getJavaClass());
    }

    // Why it could not be read has been told.
    private boolean isUnknown(Class<?> type) {
        return declarations.isReference(type) && model.reference(type).isEmpty();
    }

    /** The shards that can have rows of an entity. */
    private List<String> shardsOf(Class<?> type) {
        Optional<ReferenceEntity> reference = model.reference(type);
        if (reference.isPresent()) {
            return reference.get().shards();
        }
        return declarations.isSharded(type)
                ? shardsOfRoot(type)
                : List.of(model.shards().primary());
    }

    private List<String> shardsOfRoot(Class<?> type) {
        Map<Class<?>, ShardedEntity> entities = model.entities();
        ShardedEntity entity = entities.get(type);
        if (entity instanceof ShardedEntity.Colocated child) {
            entity = entities.get(child.root());
        }
        Collection<String> shards =
                entity instanceof ShardedEntity.Root root ? root.map().shards() : List.of();
        return model.shards().names().stream().filter(shards::contains).toList();
    }
}
