package dev.meridian.sharding.internal.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionOperator;
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

    /** Operators whose last argument is a word of SQL: the YEAR of {@code EXTRACT(YEAR FROM d)}. */
    private static final Set<Integer> TAKING_WORDS =
            Set.of(ExpressionOperator.Extract, ExpressionOperator.Cast, ExpressionOperator.As);

    private HiddenAggregates() {}

    /** Whether it is not certain that a query without known aggregates and groups has none. */
    static boolean maybeIn(ObjectLevelReadQuery query) {
        List<Expression> selected = query instanceof ReportQuery report ? ReportItems.expressions(report) : List.of();
        List<Expression> all = new ArrayList<>(selected);
        all.addAll(query.hasOrderByExpressions() ? query.getOrderByExpressions() : List.of());
        if (isSqlIn(all)) {
            return true;
        }
        boolean knowsItsGroups = query instanceof ReportQuery report && ReportItems.hasGroups(report);
        return !knowsItsGroups
                && nodes(selected).anyMatch(HiddenAggregates::isUnknownFunction)
                && all.stream().noneMatch(HiddenAggregates::isOfOneRow);
    }

    private static Stream<Expression> nodes(List<Expression> expressions) {
        return expressions.stream().flatMap(ExpressionNodes::of);
    }

    // Of SQL not even the extent is known: a window can number the rows of one shard, beside a column too.
    private static boolean isSqlIn(List<Expression> expressions) {
        Set<Expression> words = Collections.newSetFromMap(new IdentityHashMap<>());
        nodes(expressions).filter(HiddenAggregates::takesWord).forEach(node -> words.addAll(arguments(node)));
        return nodes(expressions)
                .anyMatch(node -> node instanceof LiteralExpression ? !words.contains(node) : isUnknownText(node));
    }

    private static boolean takesWord(Expression node) {
        return node instanceof FunctionExpression function
                && function.getOperator() != null
                && TAKING_WORDS.contains(function.getOperator().getSelector());
    }

    private static List<Expression> arguments(Expression function) {
        return ((FunctionExpression) function).getChildren();
    }

    private static boolean isUnknownText(Expression node) {
        return isUnknownFunction(node)
                && !CALL.matcher(String.join(
                                "", ((FunctionExpression) node).getOperator().getDatabaseStrings()))
                        .matches();
    }

    // EclipseLink gives only the operators that it knows a selector.
    private static boolean isUnknownFunction(Expression node) {
        return node instanceof FunctionExpression function
                && function.getOperator() != null
                && function.getOperator().getSelector() == 0;
    }

    private static boolean isOfOneRow(Expression expression) {
        return ExpressionNodes.of(expression).anyMatch(DataExpression.class::isInstance)
                && ExpressionNodes.of(expression).noneMatch(HiddenAggregates::isUnknownFunction);
    }
}
