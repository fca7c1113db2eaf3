package dev.meridian.sharding.testkit.oracle;

import java.util.List;
import java.util.Optional;

/** The sharded entities of one unit: a root and what is co-located with it. */
public record UnitDescription(List<EntityDescription> entities) {

    /** Copies the list. */
    public UnitDescription {
        entities = List.copyOf(entities);
    }

    /** A description of these entities. */
    public static UnitDescription of(EntityDescription... entities) {
        return new UnitDescription(List.of(entities));
    }

    EntityDescription entity(String name) {
        return entities.stream()
                .filter(entity -> entity.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no description of " + name));
    }

    /** The path from a variable up to the shard key. */
    Scope.Typed keyPath(String alias, EntityDescription variable) {
        String path = alias;
        EntityDescription entity = variable;
        while (entity.key().isEmpty()) {
            Relation up = entity.toOnes().get(0);
            path += "." + up.attribute();
            entity = entity(up.target());
        }
        Attribute key = entity.key().get();
        return new Scope.Typed(path + "." + key.name(), Kind.TEXT, key.samples());
    }

    /** The entity of an object, or nothing if the object is no entity. */
    Optional<EntityDescription> entityOf(Object object) {
        return entities.stream()
                .filter(entity -> entity.type().isInstance(object))
                .findFirst();
    }
}
