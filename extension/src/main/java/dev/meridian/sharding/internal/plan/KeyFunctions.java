package dev.meridian.sharding.internal.plan;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionOperator;
import org.eclipse.persistence.internal.expressions.ConstantExpression;
import org.eclipse.persistence.internal.expressions.DataExpression;
import org.eclipse.persistence.internal.expressions.FunctionExpression;
import org.eclipse.persistence.internal.expressions.LiteralExpression;
import org.eclipse.persistence.internal.expressions.ParameterExpression;

/**
 * Functions of a group's keys alone. Each shard computes them itself beside the keys, as a database lets a query select them,
 * so that the gather need not know them.
 *
 * <p>It is an allow-list of functions that are no aggregates and have the same result in each shard. One that fails for some
 * values is computed only where one database computes it for each group too: it is not when HAVING or CASE keeps such values
 * away from it.
 */
final class KeyFunctions {

    private static final Set<Integer> NEVER_FAILING = Set.of(
            ExpressionOperator.Trim,
            ExpressionOperator.LeftTrim,
            ExpressionOperator.RightTrim,
            ExpressionOperator.Locate,
            ExpressionOperator.ToUpperCase,
            ExpressionOperator.ToLowerCase,
            ExpressionOperator.Length,
            ExpressionOperator.Replace,
            ExpressionOperator.Extract);

    /** Whether these fail depends on the arguments behind the first alone. */
    private static final Set<Integer> FAILING_BY_ARGUMENTS = Set.of(
            ExpressionOperator.Substring,
            ExpressionOperator.SubstringSingleArg,
            ExpressionOperator.Left,
            ExpressionOperator.Trim2,
            ExpressionOperator.LeftTrim2,
            ExpressionOperator.RightTrim2,
            ExpressionOperator.Locate2);

    private static final Set<Integer> FAILING = Set.of(
            ExpressionOperator.Right,
            ExpressionOperator.Power,
            ExpressionOperator.Exp,
            ExpressionOperator.Ln,
            ExpressionOperator.Cast);

    private final List<Expression> keys;
    private final Set<Expression> unguarded = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * @param keys those of the groups
     * @param always what is computed of each group
     */
    KeyFunctions(List<Expression> keys, Stream<Expression> always) {
        this.keys = List.copyOf(keys);
        always.forEach(this::addUnguarded);
    }

    private void addUnguarded(Expression node) {
        unguarded.add(node);
        if (node instanceof FunctionExpression function && !GroupColumns.CHOICES.contains(selector(function))) {
            function.getChildren().forEach(this::addUnguarded);
        }
    }

    /** Whether the shards can compute it. */
    boolean has(FunctionExpression function) {
        return isComputed(function)
                && ExpressionNodes.of(function).anyMatch(this::isKey)
                && (unguarded.contains(function) || ExpressionNodes.of(function).noneMatch(KeyFunctions::canFail));
    }

    private boolean isComputed(Expression node) {
        if (node instanceof FunctionExpression function) {
            int selector = selector(function);
            return (NEVER_FAILING.contains(selector)
                            || FAILING_BY_ARGUMENTS.contains(selector)
                            || FAILING.contains(selector))
                    && function.getChildren().stream().allMatch(this::isComputed);
        }
        return isKey(node) || isConstant(node);
    }

    // A database need not see a key again that is computed itself.
    private boolean isKey(Expression node) {
        return node instanceof DataExpression && keys.contains(node);
    }

    private static boolean canFail(Expression node) {
        if (!(node instanceof FunctionExpression function)) {
            return false;
        }
        List<Expression> arguments = function.getChildren();
        return FAILING.contains(selector(function))
                || (FAILING_BY_ARGUMENTS.contains(selector(function))
                        && !arguments.subList(1, arguments.size()).stream().allMatch(KeyFunctions::isConstant));
    }

    private static boolean isConstant(Expression node) {
        return node instanceof ConstantExpression
                || node instanceof ParameterExpression
                || node instanceof LiteralExpression;
    }

    private static int selector(FunctionExpression function) {
        return function.getOperator() == null ? 0 : function.getOperator().getSelector();
    }
}
