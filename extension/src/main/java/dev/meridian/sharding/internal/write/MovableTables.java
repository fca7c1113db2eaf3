package dev.meridian.sharding.internal.write;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.jspecify.annotations.Nullable;

/** Knows in which tables the rows of an entity are: one, so far. */
final class MovableTables {

    private MovableTables() {}

    /** Why the rows of an entity, and of what inherits from it, cannot move; null if they can. */
    static @Nullable String faultOf(ClassDescriptor entity) {
        List<ClassDescriptor> family = new ArrayList<>(List.of(entity));
        if (entity.hasInheritance()) {
            family.addAll(entity.getInheritancePolicy().getAllChildDescriptors());
        }
        if (entity.getTables().size() != 1
                || family.stream().anyMatch(one -> !one.getTables().equals(entity.getTables()))) {
            return "has rows in several tables, which a move does not follow";
        }
        return family.stream().flatMap(one -> one.getMappings().stream()).anyMatch(MovableTables::hasTableOfItsOwn)
                ? "has a relation or a collection in a table of its own, which a move does not follow"
                : null;
    }

    private static boolean hasTableOfItsOwn(DatabaseMapping mapping) {
        return mapping.isDirectCollectionMapping()
                || mapping.isAggregateCollectionMapping()
                || mapping.isManyToManyMapping()
                || (mapping instanceof OneToOneMapping toOne && toOne.hasRelationTableMechanism());
    }
}
