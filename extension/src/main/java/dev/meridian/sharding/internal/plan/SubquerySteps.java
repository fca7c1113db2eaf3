package dev.meridian.sharding.internal.plan;

import dev.meridian.sharding.internal.analysis.QueryParts;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionBuilder;
import org.eclipse.persistence.expressions.ExpressionOperator;
import org.eclipse.persistence.internal.expressions.CompoundExpression;
import org.eclipse.persistence.internal.expressions.FunctionExpression;
import org.eclipse.persistence.internal.expressions.LogicalExpression;
import org.eclipse.persistence.internal.expressions.ObjectExpression;
import org.eclipse.persistence.internal.expressions.RelationExpression;
import org.eclipse.persistence.internal.expressions.SubSelectExpression;
import org.eclipse.persistence.internal.queries.ReportItem;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ModifyAllQuery;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.queries.ReportQuery;
import org.jspecify.annotations.Nullable;

/**
 * Runs the subqueries of a query first, each by itself, where they know nothing of the query around them, and puts their
 * results in their place.
 *
 * <p>{@code l.population > (SELECT AVG(x.population) FROM WeatherLocation x)} over all shards: the average is asked of all
 * shards, then {@code l.population > 4711}. That is the same, because such a subquery has one result for all rows.
 */
public final class SubquerySteps {

    private final Expression base;
    private final Collations collations;
    private final AbstractSession session;
    private final Runner runner;

    private SubquerySteps(Expression base, Collations collations, AbstractSession session, Runner runner) {
        this.collations = collations;
        this.base = base;
        this.session = session;
        this.runner = runner;
    }

    /** Runs a subquery on the shards that it needs. */
    @FunctionalInterface
    public interface Runner {

        /**
         * @param subquery not prepared, and nobody else's
         * @param most how many values are needed at the most; 0 for all
         * @return the values of its first column
         */
        List<@Nullable Object> run(ReportQuery subquery, int most);
    }

    /** Whether the query has a subquery that can run before it. */
    public static boolean arePossible(DatabaseQuery query) {
        return subqueries(query).anyMatch(SubquerySteps::isIndependent);
    }

    /** The subqueries that run before the query, each a query of its own, not prepared. */
    public static List<ReportQuery> of(DatabaseQuery query, AbstractSession session) {
        return subqueries(query)
                .filter(SubquerySteps::isIndependent)
                .map(subquery -> QueryCopies.deep(subquery.getSubQuery(), session))
                .toList();
    }

    /** Whether a prepared query is more than one statement: a bulk statement over several tables. */
    public static boolean takesSeveralStatements(DatabaseQuery query) {
        return query.getDatasourceCalls().size() != 1;
    }

    /**
     * Runs what can run before a bulk statement.
     *
     * @return a statement of its own, not prepared
     * @throws NotGatherable if a result cannot be put in its place
     */
    public static ModifyAllQuery run(
            ModifyAllQuery statement, Collations collations, AbstractSession session, Runner runner) {
        ModifyAllQuery copy = QueryCopies.withOwnCondition(statement, session);
        Expression criteria = copy.getSelectionCriteria();
        copy.setSelectionCriteria(
                new SubquerySteps(criteria.getBuilder(), collations, session, runner).resolve(criteria));
        return complete(copy);
    }

    /**
     * Runs what can run before.
     *
     * @return a query of its own with the same columns, not prepared
     * @throws NotGatherable if a result cannot be put in its place
     */
    public static ObjectLevelReadQuery run(
            ObjectLevelReadQuery query, Collations collations, AbstractSession session, Runner runner) {
        ObjectLevelReadQuery copy = QueryCopies.deep(query, session);
        SubquerySteps steps = new SubquerySteps(copy.getExpressionBuilder(), collations, session, runner);
        if (copy.getSelectionCriteria() != null) {
            copy.setSelectionCriteria(steps.resolve(copy.getSelectionCriteria()));
        }
        if (copy instanceof ReportQuery report) {
            if (report.getHavingExpression() != null) {
                report.setHavingExpression(steps.resolve(report.getHavingExpression()));
            }
            ReportItems.of(report).stream()
                    .filter(item -> item.getAttributeExpression() != null)
                    .forEach(item -> item.setAttributeExpression(steps.resolve(item.getAttributeExpression())));
        }
        return complete(copy);
    }

    private static <T extends DatabaseQuery> T complete(T query) {
        if (arePossible(query)) {
            throw new NotGatherable("a subquery stands where its result cannot be put");
        }
        return query;
    }

    private static Stream<SubSelectExpression> subqueries(DatabaseQuery query) {
        return QueryParts.of(query).stream()
                .flatMap(ExpressionNodes::of)
                .filter(SubSelectExpression.class::isInstance)
                .map(SubSelectExpression.class::cast);
    }

    /** Whether nothing in it is of the query around it: each variable that it names is declared in it. */
    static boolean isIndependent(SubSelectExpression subquery) {
        Set<Expression> declared = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Expression> named = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<SubSelectExpression> open = new ArrayDeque<>(List.of(subquery));
        while (!open.isEmpty()) {
            SubSelectExpression each = open.remove();
            ReportQuery query = each.getSubQuery();
            if (query.isCallQuery() || query.getReferenceClass() == null) {
                return false;
            }
            if (!countsElements(each)) {
                declared.add(query.getExpressionBuilder());
            }
            // A variable of no class is that of the 0 in JPQL's -x, which is 0 - x.
            QueryParts.of(query).stream().flatMap(ExpressionNodes::of).forEach(node -> {
                if (node instanceof SubSelectExpression nested) {
                    open.add(nested);
                } else if (node instanceof ExpressionBuilder builder && builder.getQueryClass() != null) {
                    named.add(builder);
                }
            });
            // FROM Report r, WeatherLocation l: the second is joined by name.
            query.getNonFetchJoinAttributeExpressions().stream()
                    .filter(Expression::isExpressionBuilder)
                    .forEach(declared::add);
        }
        return declared.containsAll(named);
    }

    /** Of SIZE and IS EMPTY over basic values or embeddables EclipseLink makes a subquery of the variable around it. */
    @SuppressWarnings("ReferenceEquality") // the variable itself is meant
    private static boolean countsElements(SubSelectExpression subquery) {
        return subquery.getBaseExpression() != null
                && subquery.getBaseExpression().getBuilder()
                        == subquery.getSubQuery().getExpressionBuilder();
    }

    private Expression resolve(Expression expression) {
        if (expression instanceof RelationExpression relation && !(expression instanceof LogicalExpression)) {
            return relation(relation);
        }
        if (expression instanceof CompoundExpression compound) {
            return compared(
                    compound.getOperator(), resolve(compound.getFirstChild()), resolve(compound.getSecondChild()));
        }
        if (expression instanceof FunctionExpression function) {
            return function(function);
        }
        return expression instanceof SubSelectExpression subquery && isIndependent(subquery)
                ? scalar(subquery)
                : expression;
    }

    private Expression function(FunctionExpression function) {
        List<Expression> children = function.getChildren();
        int selector =
                function.getOperator() == null ? 0 : function.getOperator().getSelector();
        Expression last = children.isEmpty() ? null : children.get(children.size() - 1);
        if (last instanceof SubSelectExpression subquery && isIndependent(subquery)) {
            Expression condition = condition(selector, children.get(0), subquery);
            if (condition != null) {
                return condition;
            }
        }
        for (int i = 0; i < children.size(); i++) {
            children.set(i, resolve(children.get(i)));
        }
        if (!children.isEmpty()) {
            function.setBaseExpression(children.get(0));
        }
        return function;
    }

    // Null if it is no condition on the subquery, but computed from its result.
    private @Nullable Expression condition(int selector, Expression tested, SubSelectExpression subquery) {
        return switch (selector) {
            case ExpressionOperator.Exists -> some(subquery, 1).exists();
            case ExpressionOperator.NotExists -> some(subquery, 1).exists().not();
            case ExpressionOperator.InSubQuery -> some(subquery, 0).contains(resolve(tested));
            case ExpressionOperator.NotInSubQuery ->
                some(subquery, 0).contains(resolve(tested)).not();
            default -> null;
        };
    }

    private Expression relation(RelationExpression relation) {
        Expression left = relation.getFirstChild();
        Expression right = relation.getSecondChild();
        if (quantified(right) != null) {
            return quantified(resolve(left), relation.getOperator(), (FunctionExpression) right);
        }
        if (right instanceof SubSelectExpression subquery && isIndependent(subquery)) {
            Expression tested = resolve(left);
            return some(subquery, 2).comparison(tested, value -> compared(relation.getOperator(), tested, value));
        }
        if (left instanceof SubSelectExpression subquery && isIndependent(subquery)) {
            Expression tested = resolve(right);
            return some(subquery, 2).comparison(tested, value -> compared(relation.getOperator(), value, tested));
        }
        return compared(relation.getOperator(), resolve(left), resolve(right));
    }

    private static Expression compared(ExpressionOperator operator, Expression left, Expression right) {
        return operator.expressionFor(left, right);
    }

    private @Nullable SubSelectExpression quantified(Expression right) {
        boolean isQuantifier = right instanceof FunctionExpression function
                && function.getOperator() != null
                && List.of(ExpressionOperator.All, ExpressionOperator.Any, ExpressionOperator.Some)
                        .contains(function.getOperator().getSelector());
        if (!isQuantifier) {
            return null;
        }
        List<Expression> children = ((FunctionExpression) right).getChildren();
        return children.get(children.size() - 1) instanceof SubSelectExpression subquery && isIndependent(subquery)
                ? subquery
                : null;
    }

    private Expression quantified(Expression tested, ExpressionOperator operator, FunctionExpression quantifier) {
        SubqueryResult result = some(
                (SubSelectExpression)
                        quantifier.getChildren().get(quantifier.getChildren().size() - 1),
                0);
        SubqueryResult.Comparing comparing = value -> compared(operator, tested, value);
        return quantifier.getOperator().getSelector() == ExpressionOperator.All
                ? result.all(tested, comparing)
                : result.any(tested, comparing);
    }

    private Expression scalar(SubSelectExpression subquery) {
        SubqueryResult result = some(subquery, 2);
        Object value = result.onlyValue();
        if (value == null) {
            throw new NotGatherable("a subquery whose result is NULL is calculated with");
        }
        return result.constant(value);
    }

    /** @param most 1: whether there is one; 2: a single value; 0: all */
    private SubqueryResult some(SubSelectExpression subquery, int most) {
        ReportQuery copy = QueryCopies.deep(subquery.getSubQuery(), session);
        if (most != 1 && !returnsValues(copy)) {
            throw new NotGatherable("a subquery returns entities");
        }
        // Bound, a text would be compared in another collation than beside the column.
        if (most != 1 && ReportItems.expressions(copy).stream().anyMatch(collations::isOwnText)) {
            throw new NotGatherable("a subquery returns texts of a column with a collation of its own");
        }
        List<@Nullable Object> values = runner.run(copy, most);
        if (most == 2 && values.size() > 1) {
            throw new NotGatherable("a subquery that must have one result has several");
        }
        SubqueryResult result = new SubqueryResult(base, values);
        if (result.size() > SubqueryResult.MOST_VALUES) {
            throw new NotGatherable("a subquery has more than " + SubqueryResult.MOST_VALUES
                    + " different results, which would all have to be sent to the shards");
        }
        return result;
    }

    // An entity would be compared by its id alone.
    private static boolean returnsValues(ReportQuery subquery) {
        List<ReportItem> items = ReportItems.of(subquery);
        Expression only = items.size() == 1 ? items.get(0).getAttributeExpression() : null;
        return only != null
                && !only.isExpressionBuilder()
                && !(only instanceof ObjectExpression object
                        && object.getMapping() != null
                        && !object.getMapping().isAbstractColumnMapping());
    }
}
