package dev.meridian.sharding.internal.analysis;

import dev.meridian.sharding.internal.model.ShardedEntity;
import java.util.List;

/**
 * All that can be known of a query before its parameters have values. Immutable and thread-safe.
 *
 * @param groups one for each group of sharded variables
 * @param readsUnsharded whether it reads an unsharded entity
 * @param parameters its parameters, by the places that {@link Operand.Parameter} names
 * @param objects its literals that may be entities
 * @param references how it uses reference entities
 */
record Shape(
        List<Group> groups,
        boolean readsUnsharded,
        List<Parameters.Use> parameters,
        List<Object> objects,
        ReferenceUse references) {

    Shape {
        groups = List.copyOf(groups);
        parameters = List.copyOf(parameters);
        objects = List.copyOf(objects);
    }

    /**
     * @param condition TRUE for every row of the group that matters
     * @param proof what proves something of the shard key
     * @param absence why nothing is proved
     * @param comparesEntities whether it compares with an entity, which narrows beside the shard key
     */
    record Group(
            ShardedEntity.Root root,
            KeyRules rules,
            Condition condition,
            String proof,
            String absence,
            boolean comparesEntities) {}
}
