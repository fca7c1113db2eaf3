package dev.meridian.sharding.internal.plan;

import java.util.Set;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionOperator;
import org.eclipse.persistence.internal.expressions.FunctionExpression;

/** Recognises aggregate functions. */
final class Aggregates {

    /** What EclipseLink knows for aggregates only once it prints them, because the platform says what they are. */
    private static final Set<Integer> OF_PLATFORMS =
            Set.of(ExpressionOperator.StandardDeviation, ExpressionOperator.Variance);

    private Aggregates() {}

    /** Whether an aggregate of the query itself, not of a subquery, stands anywhere in an expression. */
    static boolean isIn(Expression expression) {
        return ExpressionNodes.of(expression).anyMatch(Aggregates::isAggregate);
    }

    static boolean isAggregate(Expression expression) {
        return expression instanceof FunctionExpression function
                && function.getOperator() != null
                && (function.getOperator().isAggregateOperator()
                        || OF_PLATFORMS.contains(function.getOperator().getSelector()));
    }

    /** Whether it is over different values: {@code COUNT(DISTINCT x)}. */
    static boolean isDistinct(FunctionExpression aggregate) {
        return aggregate.getBaseExpression() instanceof FunctionExpression argument
                && argument.getOperator() != null
                && argument.getOperator().getSelector() == ExpressionOperator.Distinct;
    }

    /** What is aggregated, without DISTINCT. */
    static Expression argument(FunctionExpression aggregate) {
        return isDistinct(aggregate)
                ? ((FunctionExpression) aggregate.getBaseExpression()).getBaseExpression()
                : aggregate.getBaseExpression();
    }
}
