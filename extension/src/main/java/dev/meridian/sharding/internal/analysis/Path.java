package dev.meridian.sharding.internal.analysis;

import dev.meridian.sharding.internal.model.ShardedEntity;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.jspecify.annotations.Nullable;

/** What an expression of a query leads to. */
sealed interface Path {

    /** How a person writes it, without the alias, which EclipseLink forgets. */
    String text();

    /**
     * An entity, or an embeddable in it.
     *
     * @param variable the variable whose shard it is in
     * @param descriptor of the entity or the embeddable
     * @param nullable whether it can be missing in a row, by an outer join
     * @param treated whether it is taken for one of its subclasses, or is an element of the variable's row: nothing of it is
     *     the shard key of the variable
     * @param linked whether it is in the variable's shard by a relation beside co-location: its root may be another one
     * @param text empty for a range variable
     * @param embedded where the embeddable is, or null for an entity, and for an element of a collection
     */
    record Entity(
            int variable,
            ClassDescriptor descriptor,
            boolean nullable,
            boolean treated,
            boolean linked,
            String text,
            @Nullable Embedded embedded)
            implements Path {

        /** Without an embeddable around it. */
        Entity(
                int variable,
                ClassDescriptor descriptor,
                boolean nullable,
                boolean treated,
                boolean linked,
                String text) {
            this(variable, descriptor, nullable, treated, linked, text, null);
        }

        /** What is embedded in it under this name. */
        Entity embedding(String attribute, ClassDescriptor part) {
            Embedded inner = new Embedded(of(), pathOf(attribute));
            return new Entity(variable, part, nullable, treated, linked, textOf(attribute), inner);
        }

        /** The entity whose columns it has. */
        ClassDescriptor of() {
            return embedded == null ? descriptor : embedded.entity();
        }

        /** The attribute as the entity has it. */
        String pathOf(String attribute) {
            return embedded == null ? attribute : embedded.path() + "." + attribute;
        }

        /** Whether its shard key, if it has one, is that of the variable. */
        boolean hasKey() {
            return !treated && !linked;
        }

        String textOf(String attribute) {
            return text.isEmpty() ? attribute : text + "." + attribute;
        }

        String name() {
            return text.isEmpty() ? descriptor.getAlias() : text;
        }
    }

    /**
     * That an embeddable is in an entity.
     *
     * @param path of the entity's attributes
     */
    record Embedded(ClassDescriptor entity, String path) {}

    /**
     * A column.
     *
     * @param mapping the attribute's mapping, or null if the column was named itself
     * @param key the root whose shard key it is, or null if it is none
     */
    record Column(
            Entity owner,
            @Nullable DatabaseMapping mapping,
            DatabaseField field,
            String text,
            ShardedEntity.@Nullable Root key)
            implements Path {}

    /** Anything else. */
    record Other(String text) implements Path {}
}
