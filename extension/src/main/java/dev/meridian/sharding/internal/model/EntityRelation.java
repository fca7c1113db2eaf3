package dev.meridian.sharding.internal.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.AggregateObjectMapping;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.ForeignReferenceMapping;
import org.jspecify.annotations.Nullable;

/**
 * A relation of an entity: its own, or of an embeddable in it, whose columns are the entity's all the same. Immutable.
 *
 * @param path the attribute's name, after those of the embeddables around it and a dot
 * @param embeddables those around it, the outermost first
 * @param mapping that of this entity; an embeddable's is another one in each entity that embeds it
 */
public record EntityRelation(String path, List<AggregateObjectMapping> embeddables, ForeignReferenceMapping mapping) {

    public EntityRelation {
        embeddables = List.copyOf(embeddables);
    }

    /**
     * All relations of an entity, element collections among them, in the order of the mappings.
     *
     * @param entity initialised
     */
    public static List<EntityRelation> of(ClassDescriptor entity) {
        List<EntityRelation> all = new ArrayList<>();
        collect("", List.of(), entity, all);
        return all;
    }

    /** The relation at a path of an initialised entity; empty if that is none. */
    public static Optional<EntityRelation> at(ClassDescriptor entity, String path) {
        List<AggregateObjectMapping> around = new ArrayList<>();
        ClassDescriptor part = entity;
        String rest = path;
        for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.')) {
            if (!(part.getMappingForAttributeName(rest.substring(0, dot))
                    instanceof AggregateObjectMapping embeddable)) {
                return Optional.empty();
            }
            around.add(embeddable);
            part = embeddable.getReferenceDescriptor();
            rest = rest.substring(dot + 1);
        }
        return part.getMappingForAttributeName(rest) instanceof ForeignReferenceMapping relation
                ? Optional.of(new EntityRelation(path, around, relation))
                : Optional.empty();
    }

    private static void collect(
            String prefix, List<AggregateObjectMapping> around, ClassDescriptor part, List<EntityRelation> all) {
        for (DatabaseMapping mapping : part.getMappings()) {
            String path = prefix + mapping.getAttributeName();
            if (mapping instanceof AggregateObjectMapping embeddable) {
                List<AggregateObjectMapping> inner = new ArrayList<>(around);
                inner.add(embeddable);
                collect(path + ".", inner, embeddable.getReferenceDescriptor(), all);
            } else if (mapping instanceof ForeignReferenceMapping relation) {
                all.add(new EntityRelation(path, around, relation));
            }
        }
    }

    /** The entity's own attribute: the relation, or the embeddable in which it stands. */
    public String attribute() {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    /** What has the relation: the object, or an embeddable in it; null if that is null. */
    public @Nullable Object holderIn(Object object) {
        Object holder = object;
        for (AggregateObjectMapping embeddable : embeddables) {
            holder = embeddable.getAttributeValueFromObject(holder);
            if (holder == null) {
                return null;
            }
        }
        return holder;
    }

    /** What the relation of an object leads to, which is loaded if need be; null if that is nothing. */
    public @Nullable Object targetOf(Object object, @Nullable AbstractSession session) {
        Object holder = holderIn(object);
        return holder == null ? null : mapping.getRealAttributeValueFromObject(holder, session);
    }
}
