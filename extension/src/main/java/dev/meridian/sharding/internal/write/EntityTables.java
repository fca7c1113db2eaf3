package dev.meridian.sharding.internal.write;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.helper.DatabaseTable;

/** Knows in which tables the rows of an entity are, and of all that inherits from it. */
final class EntityTables {

    private EntityTables() {}

    /**
     * The tables in the order in which rows are inserted, the entity's main table first. Of each, the columns that have its id,
     * in the order of the main table's.
     *
     * @param entity the topmost of its hierarchy
     */
    static Map<DatabaseTable, List<DatabaseField>> of(ClassDescriptor entity) {
        Map<DatabaseTable, List<DatabaseField>> tables = new LinkedHashMap<>();
        family(entity)
                .forEach(one -> one.getTables().forEach(table -> tables.computeIfAbsent(table, key -> idIn(one, key))));
        return tables;
    }

    /** An entity and all that inherits from it. */
    static List<ClassDescriptor> family(ClassDescriptor entity) {
        List<ClassDescriptor> family = new ArrayList<>(List.of(entity));
        if (entity.hasInheritance()) {
            family.addAll(entity.getInheritancePolicy().getAllChildDescriptors());
        }
        return family;
    }

    private static List<DatabaseField> idIn(ClassDescriptor entity, DatabaseTable table) {
        List<DatabaseField> main = entity.getPrimaryKeyFields();
        if (main.get(0).getTable().equals(table)) {
            return main;
        }
        Map<DatabaseField, DatabaseField> meanings = new HashMap<>();
        main.forEach(column -> meanings.put(column, column));
        // A table may name its id by that of another which is not the main one, but comes before it.
        entity.getTables()
                .forEach(each -> entity.getAdditionalTablePrimaryKeyFields()
                        .getOrDefault(each, Map.of())
                        .forEach((one, other) -> {
                            if (meanings.containsKey(one)) {
                                meanings.putIfAbsent(other, Objects.requireNonNull(meanings.get(one)));
                            } else if (meanings.containsKey(other)) {
                                meanings.put(one, Objects.requireNonNull(meanings.get(other)));
                            }
                        }));
        return main.stream()
                .map(column -> meanings.entrySet().stream()
                        .filter(each -> each.getKey().getTable().equals(table)
                                && each.getValue().equals(column))
                        .findFirst()
                        .orElseThrow()
                        .getKey())
                .toList();
    }
}
