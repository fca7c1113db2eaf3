package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.Mappings.Attribute;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.VersionLockingPolicy;
import org.eclipse.persistence.internal.queries.MappedKeyMapContainerPolicy;
import org.eclipse.persistence.mappings.CollectionMapping;
import org.eclipse.persistence.mappings.ForeignReferenceMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.eclipse.persistence.mappings.UnidirectionalOneToManyMapping;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/**
 * What a sharded entity must not have if it inherits, or is inherited from, with a table for each class: EclipseLink itself
 * answers wrongly there, or it is not known to answer rightly.
 */
final class TablePerClassRules {

    private record Unsupported(String feature, String advice, Predicate<ClassDescriptor> isUsed) {}

    private final Declarations declarations;
    private final Problems problems;
    private final List<Unsupported> unsupported;

    TablePerClassRules(ServerSession session, Declarations declarations, Problems problems) {
        this.declarations = declarations;
        this.problems = problems;
        this.unsupported = List.of(
                new Unsupported(
                        "another inheritance",
                        "Let all its classes inherit in the same way",
                        ClassDescriptor::hasInheritance),
                new Unsupported(
                        "a secondary table",
                        "Keep its attributes in the table of the class, or use JOINED or SINGLE_TABLE",
                        entity -> entity.getTables().size() > 1),
                new Unsupported(
                        "an id of several columns",
                        "Give it an id of one column, or use JOINED or SINGLE_TABLE",
                        entity -> entity.getPrimaryKeyFields().size() > 1),
                new Unsupported(
                        "ids of IDENTITY columns, each of which counts for one class by itself",
                        "Use GenerationType.TABLE, SEQUENCE or UUID, or assign the ids",
                        entity -> IdScopes.isIdentity(session, entity)),
                new Unsupported(
                        "@AdditionalCriteria",
                        "Use JOINED or SINGLE_TABLE",
                        entity -> entity.getQueryManager().hasAdditionalCriteria()),
                new Unsupported(
                        "@OptimisticLocking by columns",
                        "Use @Version",
                        entity -> entity.getOptimisticLockingPolicy() != null
                                && !(entity.getOptimisticLockingPolicy() instanceof VersionLockingPolicy)));
    }

    void check(ClassDescriptor entity) {
        if (entity.hasTablePerClassPolicy()) {
            unsupported.stream()
                    .filter(feature -> feature.isUsed().test(entity))
                    .forEach(feature -> problems.add(
                            Message.UNSUPPORTED_FEATURE,
                            Declarations.nameOf(entity),
                            "TABLE_PER_CLASS inheritance with " + feature.feature(),
                            feature.advice()));
        }
    }

    void checkRelation(ClassDescriptor entity, Attribute attribute, ForeignReferenceMapping relation) {
        Optional<ClassDescriptor> target = declarations.entity(relation.getReferenceClass());
        boolean toHeirs = target.filter(TablePerClass::hasHeirs).isPresent();
        String fault = toHeirs ? faultOfTarget(relation) : null;
        if (fault == null && (toHeirs || entity.hasTablePerClassPolicy())) {
            fault = attribute.around().isEmpty() ? faultOfEither(entity, relation) : "a relation of an embeddable";
        }
        if (fault != null) {
            problems.add(
                    Message.UNSUPPORTED_MAPPING,
                    Declarations.nameOf(entity),
                    attribute.path(),
                    fault + " with TABLE_PER_CLASS inheritance");
        }
    }

    // Each class is asked by itself: their rows come one class after the other, and a column is looked for in one
    // table.
    private static @Nullable String faultOfTarget(ForeignReferenceMapping relation) {
        if (relation instanceof UnidirectionalOneToManyMapping) {
            return "a relation by a column of its target";
        }
        if (relation instanceof OneToOneMapping toOne && toOne.hasRelationTableMechanism()) {
            return "a to-one relation by a join table";
        }
        if (relation instanceof CollectionMapping many) {
            if (many.hasOrderBy() || many.getListOrderField() != null) {
                return "an ordered relation";
            }
            if (many.getContainerPolicy() instanceof MappedKeyMapContainerPolicy) {
                return "a map whose keys have a column";
            }
        }
        return null;
    }

    private static @Nullable String faultOfEither(ClassDescriptor entity, ForeignReferenceMapping relation) {
        if (relation.isJoinFetched() || relation.shouldUseBatchReading()) {
            return "a relation with @JoinFetch or @BatchFetch";
        }
        boolean isOfId = relation instanceof OneToOneMapping toOne
                && (toOne.derivesId()
                        || toOne.getSourceToTargetKeyFields().keySet().stream()
                                .anyMatch(entity.getPrimaryKeyFields()::contains));
        return isOfId && entity.hasTablePerClassPolicy() ? "a relation that is part of the id" : null;
    }
}
