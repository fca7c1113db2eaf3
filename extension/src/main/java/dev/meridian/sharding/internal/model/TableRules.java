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
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.eclipse.persistence.mappings.UnidirectionalOneToManyMapping;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

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
            List<EntityRelation> relations = EntityRelation.of(entity);
            relations.stream()
                    .filter(relation -> relation.mapping() instanceof UnidirectionalOneToManyMapping toMany
                            && isMappedTwice(toMany))
                    .forEach(relation ->
                            tell(entity, relation.path(), "a relation by a column that is an attribute too", problems));
            relations.stream()
                    .filter(relation -> !relation.embeddables().isEmpty())
                    .forEach(relation -> checkEmbedded(entity, relation, model, problems));
        }
    }

    private static void checkEmbedded(
            ClassDescriptor entity, EntityRelation relation, ShardingModel model, Problems problems) {
        String fault = relation.mapping() instanceof OneToOneMapping toOne && toOne.isForeignKeyRelationship()
                ? faultOf(entity, toOne, model)
                : null;
        if (fault != null) {
            tell(entity, relation.path(), "a relation that " + fault, problems);
        }
    }

    private static @Nullable String faultOf(ClassDescriptor entity, OneToOneMapping toOne, ShardingModel model) {
        if (model.find(toOne.getReferenceClass()).isEmpty()) {
            boolean isPartOfId = toOne.getForeignKeyFields().stream().anyMatch(entity.getPrimaryKeyFields()::contains);
            return isPartOfId ? "is part of its id" : null;
        }
        String fault = RelationRules.faultOfColumns(entity, toOne);
        ClassDescriptor target = toOne.getReferenceDescriptor();
        boolean byId = Set.copyOf(toOne.getSourceToTargetKeyFields().values())
                .equals(Set.copyOf(topOf(target).getPrimaryKeyFields()));
        return fault == null && !byId ? RelationRules.NOT_BY_ID : fault;
    }

    private static ClassDescriptor topOf(ClassDescriptor entity) {
        ClassDescriptor top = entity;
        while (top.hasInheritance() && top.getInheritancePolicy().getParentDescriptor() != null) {
            top = top.getInheritancePolicy().getParentDescriptor();
        }
        return top;
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
