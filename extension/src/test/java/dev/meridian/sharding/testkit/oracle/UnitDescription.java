package dev.meridian.sharding.testkit.oracle;

import java.util.List;
import java.util.Optional;

/** The entities of one unit: a root and what is co-located with it, reference entities, and unsharded ones. */
public record UnitDescription(List<EntityDescription> entities) {

    /** Copies the list. */
    public UnitDescription {
        entities = List.copyOf(entities);
    }

    /** A description of these entities. */
    public static UnitDescription of(EntityDescription... entities) {
        return new UnitDescription(List.of(entities));
    }

    /** Mostly a sharded one. */
    EntityDescription any(Dice dice) {
        List<EntityDescription> others =
                entities.stream().filter(entity -> !entity.isSharded()).toList();
        return others.isEmpty() || dice.chance(88) ? sharded(dice) : dice.pick(others);
    }

    EntityDescription sharded(Dice dice) {
        return dice.pick(entities.stream().filter(EntityDescription::isSharded).toList());
    }

    EntityDescription entity(String name) {
        return entities.stream()
                .filter(entity -> entity.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no description of " + name));
    }

    /** The path from a variable of a sharded entity up to the shard key. */
    Scope.Typed keyPath(String alias, EntityDescription variable) {
        String path = alias;
        EntityDescription entity = variable;
        while (entity.key().isEmpty()) {
            Relation up = entity.parent();
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
