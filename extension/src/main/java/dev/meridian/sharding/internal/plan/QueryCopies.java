package dev.meridian.sharding.internal.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionBuilder;
import org.eclipse.persistence.internal.expressions.QueryKeyExpression;
import org.eclipse.persistence.internal.expressions.SubSelectExpression;
import org.eclipse.persistence.internal.queries.JoinedAttributeManager;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.ModifyAllQuery;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.queries.ReadAllQuery;
import org.eclipse.persistence.queries.ReportQuery;
import org.jspecify.annotations.Nullable;

/** Copies of queries that can be changed and prepared by themselves; the original stays as it is. */
final class QueryCopies {

    private QueryCopies() {}

    /** A copy that shares the original's expressions, which EclipseLink copies again when it prepares a query. */
    @SuppressWarnings("unchecked") // a clone has the class of the original
    static <T extends ObjectLevelReadQuery> T of(T query) {
        T copy = (T) query.clone();
        copy.setIsPrepared(false);
        // The original may be running. Prepared with its values, a comparison with NULL would become IS NULL.
        copy.setAccessors(null);
        copy.setTranslationRow(null);
        // The original builds the objects, and fetches what belongs to them.
        copy.setBatchFetchPolicy(null);
        if (copy instanceof ReadAllQuery all && all.getContainerPolicy().isCursorPolicy()) {
            // Whoever opens a cursor makes one of the copy's own call.
            all.useCollectionClass(ArrayList.class);
        }
        return copy;
    }

    /**
     * A copy that has its expressions for itself.
     *
     * @param session where its expressions find their mappings
     */
    static <T extends ObjectLevelReadQuery> T deep(T query, AbstractSession session) {
        T copy = of(query);
        IdentityHashMap<Expression, Expression> done = new IdentityHashMap<>();
        ExpressionBuilder builder = copy.getExpressionBuilder();
        copy.setExpressionBuilder((ExpressionBuilder) builder.copiedVersionFrom(done));
        copy.setSelectionCriteria(one(copy.getSelectionCriteria(), done));
        if (copy.hasNonFetchJoinedAttributeExpressions()) {
            copy.setNonFetchJoinAttributeExpressions(all(copy.getNonFetchJoinAttributeExpressions(), done));
        }
        if (copy.hasJoining()) {
            replaceJoins(copy.getJoinedAttributeManager(), done);
        }
        if (copy.hasUnionExpressions()) {
            copy.setUnionExpressions(all(copy.getUnionExpressions(), done));
        }
        if (copy instanceof ReportQuery report) {
            report.copyReportItems(done);
            copyWhatIsLeft(report, (ReportQuery) query, done);
        } else if (copy.hasOrderByExpressions()) {
            copy.setOrderByExpressions(all(copy.getOrderByExpressions(), done));
        }
        declare(copy, done);
        finish(done, session);
        return copy;
    }

    /**
     * Tells the range variables of the query itself of which class they are. Those of EclipseLink's own API learn it only
     * when they are prepared: {@code new ExpressionBuilder()}, which may be another one in ORDER BY than in the condition.
     */
    private static void declare(ObjectLevelReadQuery copy, IdentityHashMap<Expression, Expression> done) {
        Set<Expression> ofSubqueries = Collections.newSetFromMap(new IdentityHashMap<>());
        subqueries(done).forEach(subquery -> ofSubqueries.add(subquery.getExpressionBuilder()));
        Stream.concat(
                        Stream.of(copy.getExpressionBuilder()),
                        List.copyOf(done.values()).stream()
                                .filter(QueryKeyExpression.class::isInstance)
                                .map(path -> ((QueryKeyExpression) path).getBaseExpression()))
                .filter(ExpressionBuilder.class::isInstance)
                .map(ExpressionBuilder.class::cast)
                .filter(builder -> builder.getQueryClass() == null && !ofSubqueries.contains(builder))
                .forEach(builder -> builder.setQueryClass(copy.getReferenceClass()));
    }

    /**
     * Copies what EclipseLink leaves as it is because it begins with a constant: JPQL's {@code -x} is {@code 0 - x}, with a 0
     * of no variable.
     */
    private static void copyWhatIsLeft(
            ReportQuery copy, ReportQuery original, IdentityHashMap<Expression, Expression> done) {
        ReportItems.of(copy).forEach(item -> {
            Expression selected = item.getAttributeExpression();
            if (selected != null && !done.containsValue(selected)) {
                item.setAttributeExpression(selected.copiedVersionFrom(done));
            }
        });
        if (original.hasGroupByExpressions()) {
            copy.setGroupByExpressions(all(original.getGroupByExpressions(), done));
        }
        if (original.hasOrderByExpressions()) {
            copy.setOrderByExpressions(all(original.getOrderByExpressions(), done));
        }
    }

    /** A bulk statement that has its condition for itself, over the same range variables. */
    static ModifyAllQuery withOwnCondition(ModifyAllQuery statement, AbstractSession session) {
        if (statement.getSelectionCriteria() == null || SubquerySteps.takesSeveralStatements(statement)) {
            throw new NotGatherable("it is a bulk statement that takes several statements");
        }
        ModifyAllQuery copy = (ModifyAllQuery) statement.clone();
        copy.setIsPrepared(false);
        copy.setAccessors(null);
        copy.setTranslationRow(null);
        IdentityHashMap<Expression, Expression> done = new IdentityHashMap<>();
        ExpressionNodes.of(statement.getSelectionCriteria())
                .filter(ExpressionBuilder.class::isInstance)
                .forEach(builder -> done.put(builder, builder));
        copy.setSelectionCriteria(statement.getSelectionCriteria().copiedVersionFrom(done));
        finish(done, session);
        return copy;
    }

    private static void finish(IdentityHashMap<Expression, Expression> done, AbstractSession session) {
        subqueries(done).forEach(subquery -> {
            // EclipseLink leaves the joins of subqueries as they are until it prepares the query around them.
            if (subquery.hasNonFetchJoinedAttributeExpressions()) {
                subquery.setNonFetchJoinAttributeExpressions(all(subquery.getNonFetchJoinAttributeExpressions(), done));
            }
            // And it copies the range variable of SIZE and IS EMPTY once more than their condition.
            if (subquery.getReferenceClass() == null && subquery.getSelectionCriteria() != null) {
                subquery.setExpressionBuilder(subquery.getSelectionCriteria().getBuilder());
            }
        });
        List.copyOf(done.values()).stream()
                .filter(ExpressionBuilder.class::isInstance)
                .map(ExpressionBuilder.class::cast)
                .filter(builder -> builder.getQueryClass() != null)
                .forEach(builder -> builder.setSession(session.getRootSession(null)));
    }

    private static List<ReportQuery> subqueries(IdentityHashMap<Expression, Expression> done) {
        return done.values().stream()
                .filter(SubSelectExpression.class::isInstance)
                .map(each -> ((SubSelectExpression) each).getSubQuery())
                .toList();
    }

    private static void replaceJoins(JoinedAttributeManager joins, IdentityHashMap<Expression, Expression> done) {
        joins.setJoinedAttributeExpressions_(all(joins.getJoinedAttributeExpressions(), done));
        joins.setJoinedMappingExpressions_(all(joins.getJoinedMappingExpressions(), done));
    }

    private static @Nullable Expression one(
            @Nullable Expression expression, IdentityHashMap<Expression, Expression> done) {
        return expression == null ? null : expression.copiedVersionFrom(done);
    }

    private static List<Expression> all(List<Expression> expressions, IdentityHashMap<Expression, Expression> done) {
        List<Expression> copies = new ArrayList<>();
        expressions.forEach(expression -> copies.add(expression.copiedVersionFrom(done)));
        return copies;
    }
}
