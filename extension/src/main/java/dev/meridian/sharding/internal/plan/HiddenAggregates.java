package dev.meridian.sharding.internal.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.internal.expressions.DataExpression;
import org.eclipse.persistence.internal.expressions.FunctionExpression;
import org.eclipse.persistence.internal.expressions.LiteralExpression;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.queries.ReportQuery;

/**
 * Finds what may be an aggregate or count rows, although EclipseLink does not know it for one: {@code
 * FUNCTION('STDDEV_POP', l.population)}, {@code SQL('COUNT(*)')}, {@code SQL('ROW_NUMBER() OVER ()')}. The shards' results
 * of it are none of the whole.
 *
 * <p>A function of an unknown name is no aggregate where a column is selected or sorted by beside it, without groups: SQL
 * does not allow that (ISO 9075-2, 7.16, the select list of a grouped table).
 */
final class HiddenAggregates {

    /** The texts of a call, without the arguments that stand between them. */
    private static final Pattern CALL = Pattern.compile("\\w+\\((, )*\\)");

    private HiddenAggregates() {}

    /** Whether it is not certain that a query without known aggregates and groups has none. */
    static boolean maybeIn(ObjectLevelReadQuery query) {
        List<Expression> selected = query instanceof ReportQuery report ? ReportItems.expressions(report) : List.of();
        List<Expression> all = new ArrayList<>(selected);
        all.addAll(query.hasOrderByExpressions() ? query.getOrderByExpressions() : List.of());
        if (anyNode(all, HiddenAggregates::isSql)) {
            return true;
        }
        boolean knowsItsGroups = query instanceof ReportQuery report && ReportItems.hasGroups(report);
        return !knowsItsGroups
                && anyNode(selected, HiddenAggregates::isUnknownFunction)
                && all.stream().noneMatch(HiddenAggregates::isOfOneRow);
    }

    private static boolean anyNode(List<Expression> expressions, Predicate<Expression> condition) {
        return expressions.stream().flatMap(ExpressionNodes::of).anyMatch(condition);
    }

    // Of these not even the extent is known: a window can number the rows of one shard, beside a column too.
    private static boolean isSql(Expression node) {
        if (node instanceof LiteralExpression) {
            return true;
        }
        return node instanceof FunctionExpression function
                && isUnknownFunction(function)
                && !CALL.matcher(String.join("", function.getOperator().getDatabaseStrings()))
                        .matches();
    }

    // EclipseLink gives only the operators that it knows a selector.
    private static boolean isUnknownFunction(Expression node) {
        return node instanceof FunctionExpression function
                && function.getOperator() != null
                && function.getOperator().getSelector() == 0;
    }

    private static boolean isOfOneRow(Expression expression) {
        List<Expression> one = List.of(expression);
        return anyNode(one, DataExpression.class::isInstance) && !anyNode(one, HiddenAggregates::isUnknownFunction);
    }
}
