package dev.meridian.sharding.internal.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionOperator;
import org.eclipse.persistence.internal.expressions.ExpressionIterator;
import org.eclipse.persistence.internal.expressions.FunctionExpression;
import org.eclipse.persistence.internal.expressions.LiteralExpression;
import org.eclipse.persistence.internal.expressions.SubSelectExpression;
import org.eclipse.persistence.queries.ReportQuery;
import org.jspecify.annotations.Nullable;

/** Looks for nodes of an expression tree. */
final class Nodes {

    private static final Set<Integer> VARYING = Set.of(
            0,
            ExpressionOperator.Today,
            ExpressionOperator.CurrentDate,
            ExpressionOperator.CurrentTime,
            ExpressionOperator.LocalDate,
            ExpressionOperator.LocalTime,
            ExpressionOperator.LocalDateTime);

    private Nodes() {}

    static boolean containSubquery(Expression root) {
        return !subqueries(root).isEmpty();
    }

    /** The subqueries that stand in it, without those within these. */
    static List<ReportQuery> subqueries(Expression root) {
        List<ReportQuery> found = new ArrayList<>();
        each(root, false, node -> {
            if (node instanceof SubSelectExpression subquery) {
                found.add(subquery.getSubQuery());
            }
        });
        return found;
    }

    /** Whether it calls a function, in a subquery too, that need not have one value wherever it is evaluated. */
    static boolean mayVary(Expression root) {
        AtomicBoolean varies = new AtomicBoolean();
        each(root, true, node -> {
            if (node instanceof LiteralExpression
                    || (node instanceof FunctionExpression function && mayVary(function.getOperator()))) {
                varies.set(true);
            }
        });
        return varies.get();
    }

    // A selector of 0 is a function that the user named.
    private static boolean mayVary(@Nullable ExpressionOperator operator) {
        return operator == null || VARYING.contains(operator.getSelector());
    }

    private static void each(Expression root, boolean subqueries, Consumer<Expression> visitor) {
        ExpressionIterator<Void> iterator = new ExpressionIterator<>() {
            @Override
            public void iterate(Expression node) {
                visitor.accept(node);
            }

            @Override
            public boolean shouldIterateOverSubSelects() {
                return subqueries;
            }
        };
        iterator.iterateOn(root);
    }
}
