package dev.meridian.sharding.internal.plan;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.internal.expressions.FunctionExpression;
import org.eclipse.persistence.internal.queries.ReportItem;
import org.eclipse.persistence.queries.ConstructorReportItem;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.DoesExistQuery;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.queries.ReadAllQuery;
import org.eclipse.persistence.queries.ReportQuery;

/**
 * Tells whether the results of several shards, one after the other, are what one database would return.
 *
 * <p>That is so for plain reads of entities or values: {@code SELECT l FROM WeatherLocation l WHERE …}. All that makes
 * one result of all rows (DISTINCT, ORDER BY, a limit, an aggregate, a group) is not, and what is not known is not
 * either: the list is one of what is allowed.
 */
public final class ScatterShape {

    private static final List<Check> CHECKS = List.of(
            new Check(query -> query.shouldDistinctBeUsed(), "DISTINCT needs the rows of all shards at once"),
            new Check(ObjectLevelReadQuery::hasOrderByExpressions, "ORDER BY needs the rows of all shards at once"),
            new Check(
                    query -> query.getMaxRows() > 0 || query.getFirstResult() > 0,
                    "a limit or an offset counts the rows of all shards"),
            new Check(query -> query.hasBatchReadAttributes(), "batch fetching mixes the owners of several shards"),
            new Check(
                    query -> query.getUnionExpressions() != null
                            && !query.getUnionExpressions().isEmpty(),
                    "a set operation compares the rows of all shards"),
            new Check(ScatterShape::isCursored, "a cursor runs on one connection"),
            new Check(ObjectLevelReadQuery::hasAsOfClause, "a query as of a past time is not supported"),
            new Check(ScatterShape::isHierarchical, "a hierarchical query is not supported"));

    private record Check(Predicate<ObjectLevelReadQuery> applies, String reason) {}

    private ScatterShape() {}

    /** Why the query cannot run on several shards; empty if it can. */
    public static Optional<String> refusal(DatabaseQuery query) {
        if (query instanceof DoesExistQuery) {
            return Optional.empty();
        }
        if (!(query instanceof ObjectLevelReadQuery read)) {
            return Optional.of("a bulk statement on several shards is not supported");
        }
        return CHECKS.stream()
                .filter(check -> check.applies().test(read))
                .map(Check::reason)
                .findFirst()
                .or(() -> ofKind(read));
    }

    private static Optional<String> ofKind(ObjectLevelReadQuery read) {
        if (read instanceof ReportQuery report) {
            return ofReport(report);
        }
        if (read.isReadObjectQuery()) {
            return isByPrimaryKey(read) ? Optional.empty() : Optional.of("a query for one object must name its id");
        }
        return read.isReadAllQuery() ? Optional.empty() : Optional.of("this kind of query is not supported");
    }

    private static Optional<String> ofReport(ReportQuery report) {
        if (report.hasGroupByExpressions() || report.getHavingExpression() != null) {
            return Optional.of("GROUP BY needs the rows of all shards at once");
        }
        return hasAggregate(report)
                ? Optional.of("an aggregate needs the rows of all shards at once")
                : Optional.empty();
    }

    private static boolean hasAggregate(ReportQuery report) {
        return flat(report.getItems())
                .map(ReportItem::getAttributeExpression)
                .filter(Objects::nonNull)
                .anyMatch(ScatterShape::containsAggregate);
    }

    /** Whether the answer of no rows is more than nothing: an aggregate, or a cursor. */
    public static boolean needsRowsOfADatabase(DatabaseQuery query) {
        return query instanceof ObjectLevelReadQuery read
                && (isCursored(read) || (read instanceof ReportQuery report && hasAggregate(report)));
    }

    private static Stream<ReportItem> flat(Collection<ReportItem> items) {
        return items.stream()
                .flatMap(item ->
                        item instanceof ConstructorReportItem nested ? flat(nested.getReportItems()) : Stream.of(item));
    }

    private static boolean containsAggregate(Expression expression) {
        return ExpressionNodes.of(expression)
                .anyMatch(node -> node instanceof FunctionExpression function
                        && function.getOperator() != null
                        && function.getOperator().isAggregateOperator());
    }

    private static boolean isByPrimaryKey(ObjectLevelReadQuery read) {
        Expression criteria = read.getSelectionCriteria();
        return criteria != null
                && read.getDescriptor().getObjectBuilder().isPrimaryKeyExpression(true, criteria, read.getSession());
    }

    private static boolean isCursored(ObjectLevelReadQuery read) {
        return read instanceof ReadAllQuery all && all.getContainerPolicy().isCursorPolicy();
    }

    private static boolean isHierarchical(ObjectLevelReadQuery read) {
        return read instanceof ReadAllQuery all && all.getStartWithExpression() != null;
    }
}
