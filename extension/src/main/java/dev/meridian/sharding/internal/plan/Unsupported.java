package dev.meridian.sharding.internal.plan;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.queries.ReadAllQuery;
import org.eclipse.persistence.queries.ReportQuery;

/** What a query must not have if it runs on several shards. */
final class Unsupported {

    private static final List<Check> CHECKS = List.of(
            new Check(ObjectLevelReadQuery::hasAsOfClause, "a query as of a past time is not supported"),
            new Check(Unsupported::isHierarchical, "a hierarchical query is not supported"),
            new Check(
                    ObjectLevelReadQuery::hasPartialAttributeExpressions,
                    "reading parts of an object is not supported"),
            new Check(query -> !query.isReadAllQuery(), "this kind of query is not supported"),
            new Check(Unsupported::takesSeveralStatements, "a query of several statements is not supported"),
            new Check(Unsupported::cutsObjects, "a limit with a fetch join of a collection would cut objects"),
            new Check(Unsupported::addsIds, "a report that adds ids is not supported"),
            new Check(
                    HiddenAggregates::maybeIn,
                    "FUNCTION, OPERATOR or SQL in what it selects may be an aggregate (a function is none where an"
                            + " attribute is selected beside it)"));

    private record Check(Predicate<ObjectLevelReadQuery> applies, String reason) {}

    private Unsupported() {}

    /** Why the query cannot run on several shards; empty if that is not known yet. */
    static Optional<String> reason(ObjectLevelReadQuery query) {
        return CHECKS.stream()
                .filter(check -> check.applies().test(query))
                .map(Check::reason)
                .findFirst();
    }

    // A statement for each class that has a table of its own.
    private static boolean takesSeveralStatements(ObjectLevelReadQuery query) {
        return query.getCall() == null
                || (!query.isReportQuery()
                        && !query.shouldOuterJoinSubclasses()
                        && query.getDescriptor().hasInheritance()
                        && query.getDescriptor().getInheritancePolicy().requiresMultipleTableSubclassRead());
    }

    private static boolean isHierarchical(ObjectLevelReadQuery query) {
        return query instanceof ReadAllQuery all && all.getStartWithExpression() != null;
    }

    private static boolean cutsObjects(ObjectLevelReadQuery query) {
        boolean isCut = query.getMaxRows() > 0 || query.getFirstResult() > 0;
        boolean joinsMany =
                query.hasJoining() && query.getJoinedAttributeManager().isToManyJoin();
        boolean itemJoinsMany = query instanceof ReportQuery report
                && ReportItems.of(report).stream()
                        .anyMatch(item -> item.hasJoining()
                                && item.getJoinedAttributeManager().isToManyJoin());
        return isCut && (joinsMany || itemJoinsMany);
    }

    private static boolean addsIds(ObjectLevelReadQuery query) {
        return query instanceof ReportQuery report
                && (report.shouldRetrievePrimaryKeys() || report.shouldRetrieveFirstPrimaryKey());
    }
}
