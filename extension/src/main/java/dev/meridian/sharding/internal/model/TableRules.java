package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.internal.message.Message;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.helper.DatabaseTable;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.UnidirectionalOneToManyMapping;
import org.eclipse.persistence.sessions.server.ServerSession;

/**
 * Refuses what writes behind a relation's back: a join table or a foreign key that something else maps too, which no flush could
 * watch. Asks a connected session, which knows all tables.
 */
final class TableRules {

    private TableRules() {}

    static void check(ServerSession session, ShardingModel model, Problems problems) {
        Set<String> entityTables = session.getDescriptors().values().stream()
                .filter(descriptor -> !descriptor.isDescriptorTypeAggregate())
                .flatMap(descriptor -> descriptor.getTables().stream())
                .map(TableRules::nameOf)
                .collect(Collectors.toSet());
        for (Class<?> type : model.entities().keySet()) {
            ClassDescriptor entity = session.getDescriptor(type);
            OwnedTable.of(entity).stream()
                    .filter(owned -> entityTables.contains(nameOf(owned.table())))
                    .forEach(owned -> tell(entity, owned.attribute(), "a table that is an entity's too", problems));
            entity.getMappings().stream()
                    .filter(mapping ->
                            mapping instanceof UnidirectionalOneToManyMapping toMany && isMappedTwice(toMany))
                    .forEach(mapping -> tell(
                            entity,
                            mapping.getAttributeName(),
                            "a relation by a column that is an attribute too",
                            problems));
        }
    }

    private static String nameOf(DatabaseTable table) {
        return table.getQualifiedName().toUpperCase(Locale.ROOT);
    }

    private static boolean isMappedTwice(UnidirectionalOneToManyMapping toMany) {
        List<DatabaseField> foreignKey = toMany.getTargetForeignKeyFields();
        return family(toMany.getReferenceDescriptor())
                .flatMap(target -> target.getMappings().stream())
                .filter(mapping -> !mapping.isReadOnly() && !mapping.isForeignReferenceMapping())
                .map(DatabaseMapping::getFields)
                .anyMatch(columns -> columns.stream().anyMatch(foreignKey::contains));
    }

    private static Stream<ClassDescriptor> family(ClassDescriptor entity) {
        return entity.hasInheritance()
                ? Stream.concat(Stream.of(entity), entity.getInheritancePolicy().getAllChildDescriptors().stream())
                : Stream.of(entity);
    }

    private static void tell(ClassDescriptor entity, String attribute, String fault, Problems problems) {
        problems.add(Message.UNSUPPORTED_MAPPING, Declarations.nameOf(entity), attribute, fault);
    }
}
