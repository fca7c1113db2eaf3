package dev.meridian.sharding.internal.analysis;

import java.util.IdentityHashMap;
import java.util.List;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionOperator;
import org.eclipse.persistence.internal.expressions.CollectionExpression;
import org.eclipse.persistence.internal.expressions.FunctionExpression;
import org.eclipse.persistence.internal.expressions.LogicalExpression;
import org.eclipse.persistence.internal.expressions.RelationExpression;
import org.eclipse.persistence.internal.expressions.SubSelectExpression;
import org.eclipse.persistence.internal.queries.ReportItem;
import org.eclipse.persistence.queries.ReportQuery;
import org.jspecify.annotations.Nullable;

/** Turns the conditions of a query into {@link Condition}s. What is not understood becomes unknown. */
final class ConditionReader {

    private final ComparisonReader comparisons;
    private final IdentityHashMap<ReportQuery, QueryLevel> subqueries;

    ConditionReader(ComparisonReader comparisons, IdentityHashMap<ReportQuery, QueryLevel> subqueries) {
        this.comparisons = comparisons;
        this.subqueries = subqueries;
    }

    /** What is TRUE for every row that passes a level's conditions. */
    Condition read(QueryLevel level) {
        return Condition.and(
                level.filters().stream().map(filter -> read(filter, level)).toList());
    }

    private Condition read(Expression expression, QueryLevel level) {
        if (expression instanceof LogicalExpression logical) {
            return logical(logical, level);
        }
        return isComputed(expression)
                ? new TermReader(comparisons, level).read(expression).orElseGet(() -> plain(expression, level))
                : plain(expression, level);
    }

    // A condition with a side that is neither a path nor a value.
    private static boolean isComputed(Expression expression) {
        if (expression instanceof RelationExpression relation) {
            return relation.getFirstChild().isFunctionExpression()
                    || relation.getSecondChild().isFunctionExpression();
        }
        return expression instanceof FunctionExpression function
                && function.getOperator() != null
                && function.getOperator().getSelector() != ExpressionOperator.Not
                && function.getChildren().stream().anyMatch(Expression::isFunctionExpression);
    }

    private Condition plain(Expression expression, QueryLevel level) {
        if (expression instanceof RelationExpression relation) {
            return relation(relation, level);
        }
        return expression instanceof FunctionExpression function && function.getOperator() != null
                ? function(function, level)
                : Condition.unknown();
    }

    private Condition logical(LogicalExpression logical, QueryLevel level) {
        List<Condition> parts = List.of(read(logical.getFirstChild(), level), read(logical.getSecondChild(), level));
        return switch (logical.getOperator().getSelector()) {
            case ExpressionOperator.And -> new Condition.And(parts);
            case ExpressionOperator.Or -> new Condition.Or(parts);
            default -> Condition.unknown();
        };
    }

    private Condition relation(RelationExpression relation, QueryLevel level) {
        Expression left = relation.getFirstChild();
        Expression right = relation.getSecondChild();
        Comparison comparison = comparison(relation.getOperator().getSelector());
        if (comparison != null) {
            return comparisons.compare(comparison, left, right, level);
        }
        return switch (relation.getOperator().getSelector()) {
            case ExpressionOperator.In -> comparisons.in(left, right, level);
            case ExpressionOperator.NotIn -> new Condition.Not(comparisons.in(left, right, level));
            default -> Condition.unknown();
        };
    }

    /** The comparison that one of EclipseLink's operators is, or null. */
    static @Nullable Comparison comparison(int operator) {
        return switch (operator) {
            case ExpressionOperator.Equal -> Comparison.EQUAL;
            case ExpressionOperator.NotEqual -> Comparison.NOT_EQUAL;
            case ExpressionOperator.LessThan -> Comparison.LESS;
            case ExpressionOperator.LessThanEqual -> Comparison.LESS_OR_EQUAL;
            case ExpressionOperator.GreaterThan -> Comparison.GREATER;
            case ExpressionOperator.GreaterThanEqual -> Comparison.GREATER_OR_EQUAL;
            default -> null;
        };
    }

    private Condition function(FunctionExpression function, QueryLevel level) {
        List<Expression> children = function.getChildren();
        return switch (function.getOperator().getSelector()) {
            case ExpressionOperator.Not -> not(children, level);
            case ExpressionOperator.IsNull -> comparisons.isNull(children.get(0), level);
            case ExpressionOperator.NotNull -> new Condition.Not(comparisons.isNull(children.get(0), level));
            case ExpressionOperator.Between -> between(children, level);
            case ExpressionOperator.NotBetween -> new Condition.Not(between(children, level));
            case ExpressionOperator.Like, ExpressionOperator.LikeEscape -> comparisons.like(children, level);
            case ExpressionOperator.NotLike, ExpressionOperator.NotLikeEscape ->
                new Condition.Not(comparisons.like(children, level));
            case ExpressionOperator.Exists -> someRow(children.get(0));
            case ExpressionOperator.NotExists -> new Condition.Not(someRow(children.get(0)));
            case ExpressionOperator.InSubQuery -> someRow(children.get(1));
            case ExpressionOperator.NotInSubQuery -> new Condition.Not(someRow(children.get(1)));
            default -> Condition.unknown();
        };
    }

    private Condition not(List<Expression> children, QueryLevel level) {
        return children.size() == 1 ? new Condition.Not(read(children.get(0), level)) : Condition.unknown();
    }

    private Condition between(List<Expression> children, QueryLevel level) {
        if (children.size() != 3) {
            return Condition.unknown();
        }
        Expression value = children.get(0);
        return new Condition.And(List.of(
                comparisons.compare(Comparison.GREATER_OR_EQUAL, value, children.get(1), level),
                comparisons.compare(Comparison.LESS_OR_EQUAL, value, children.get(2), level)));
    }

    private Condition someRow(@Nullable Expression expression) {
        if (!(expression instanceof SubSelectExpression subquery) || hasRowWithoutRows(subquery.getSubQuery())) {
            return Condition.unknown();
        }
        QueryLevel level = subqueries.get(subquery.getSubQuery());
        return level == null ? Condition.unknown() : new Condition.SomeRow(read(level));
    }

    /** Whether a subquery can have a row although no row passes its condition. */
    private static boolean hasRowWithoutRows(ReportQuery subquery) {
        return subquery.hasUnionExpressions()
                || subquery.getHavingExpression() != null
                || subquery.getItems().stream()
                        .map(ReportItem::getAttributeExpression)
                        .anyMatch(ConditionReader::isAggregate);
    }

    private static boolean isAggregate(@Nullable Expression item) {
        return item == null || item instanceof FunctionExpression || item instanceof CollectionExpression;
    }
}
