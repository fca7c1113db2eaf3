package dev.meridian.sharding.internal.model;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.persistence.descriptors.ClassDescriptor;

/**
 * Which entities inherit from which, by what a session says of them before its login. The entities of one inheritance are
 * a family; what decides the shard of its rows stands at the topmost of them.
 */
final class Families {

    private final Map<String, ClassDescriptor> byName = new HashMap<>();

    Families(Collection<ClassDescriptor> entities) {
        entities.forEach(entity -> byName.put(entity.getJavaClassName(), entity));
    }

    /** The entity that an entity inherits from, with its tables. */
    Optional<ClassDescriptor> parentOf(ClassDescriptor entity) {
        return entity.hasInheritance()
                ? Optional.ofNullable(byName.get(entity.getInheritancePolicy().getParentClassName()))
                : TablePerClass.parentOf(entity);
    }

    /** The topmost entity of an entity's family: itself if it inherits from none. */
    ClassDescriptor topOf(ClassDescriptor entity) {
        return parentOf(entity).map(this::topOf).orElse(entity);
    }
}
