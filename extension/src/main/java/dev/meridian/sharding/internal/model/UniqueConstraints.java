package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.internal.message.Message;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.helper.DatabaseTable;
import org.eclipse.persistence.mappings.AggregateObjectMapping;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;

/**
 * Finds the unique constraints that do not hold over all shards, because two shards can hold the same values. One that
 * contains what chooses the shard (the shard key, or the columns that point to the parent) does hold: rows with the same
 * values meet in one shard.
 */
final class UniqueConstraints {

    private final Mappings mappings;
    private final Problems problems;

    UniqueConstraints(Mappings mappings, Problems problems) {
        this.mappings = mappings;
        this.problems = problems;
    }

    /** @param choosing the columns whose values choose the entity's shard */
    void warn(ClassDescriptor entity, Set<String> choosing) {
        Set<String> chosenBy = upperCase(choosing);
        TreeSet<String> found = new TreeSet<>();
        constraints(entity)
                .filter(columns -> !upperCase(columns).containsAll(chosenBy))
                .forEach(columns -> found.add("(" + String.join(", ", columns) + ")"));
        if (!found.isEmpty()) {
            problems.warn(Message.UNIQUE_PER_SHARD, Declarations.nameOf(entity), String.join(", ", found));
        }
    }

    private Stream<List<String>> constraints(ClassDescriptor entity) {
        Stream<List<String>> ofTables = entity.getTables().stream()
                .map(DatabaseTable::getUniqueConstraints)
                .flatMap(byName -> byName.values().stream())
                .flatMap(Collection::stream);
        Stream<List<String>> ofColumns = mappings.of(entity).stream()
                .flatMap(attribute -> columns(attribute.mapping()))
                .filter(DatabaseField::isUnique)
                .map(column -> List.of(column.getName()));
        return Stream.concat(ofTables, ofColumns);
    }

    private static Stream<DatabaseField> columns(DatabaseMapping mapping) {
        if (mapping instanceof AbstractDirectMapping basic) {
            return Stream.of(basic.getField());
        }
        if (mapping instanceof AggregateObjectMapping embedded) {
            return embedded.getAggregateToSourceFields().values().stream();
        }
        if (mapping instanceof OneToOneMapping toOne && toOne.isForeignKeyRelationship()) {
            return toOne.getSourceToTargetKeyFields().keySet().stream();
        }
        return Stream.of();
    }

    private static Set<String> upperCase(Collection<String> names) {
        Set<String> upper = new HashSet<>();
        names.forEach(name -> upper.add(name.toUpperCase(Locale.ROOT)));
        return upper;
    }
}
