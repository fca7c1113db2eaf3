package dev.meridian.sharding.internal.plan;

import dev.meridian.sharding.internal.gather.SortKey;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionOperator;
import org.eclipse.persistence.internal.expressions.ConstantExpression;
import org.eclipse.persistence.internal.expressions.FunctionExpression;
import org.eclipse.persistence.internal.expressions.ObjectExpression;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.DatabaseMapping;

/**
 * One key of an ORDER BY.
 *
 * @param expression what is sorted by
 * @param descending whether the greatest comes first
 * @param nulls where NULLs stand
 */
record OrderKey(Expression expression, boolean descending, SortKey.Nulls nulls) {

    /**
     * The keys of an ORDER BY. An entity is sorted by its id, as EclipseLink does: {@code ORDER BY l} means {@code ORDER BY
     * l.id}.
     *
     * @throws NotGatherable where the database may take a key for the place of a column
     */
    static List<OrderKey> of(List<Expression> orderBy, AbstractSession session) {
        List<OrderKey> keys = new ArrayList<>();
        for (Expression expression : orderBy) {
            OrderKey key = unwrapped(expression, false, SortKey.Nulls.DEFAULT);
            if (isPlace(key.expression())) {
                throw new NotGatherable("it is sorted by a number, which may mean the place of a column: sort by an"
                        + " attribute or an alias");
            }
            idsOf(key.expression(), session)
                    .forEach(part -> keys.add(new OrderKey(part, key.descending(), key.nulls())));
        }
        return keys;
    }

    // NULLS FIRST stands around DESC.
    private static OrderKey unwrapped(Expression expression, boolean descending, SortKey.Nulls nulls) {
        if (!(expression instanceof FunctionExpression function) || function.getOperator() == null) {
            return new OrderKey(expression, descending, nulls);
        }
        Expression base = function.getBaseExpression();
        return switch (function.getOperator().getSelector()) {
            case ExpressionOperator.Ascending -> unwrapped(base, false, nulls);
            case ExpressionOperator.Descending -> unwrapped(base, true, nulls);
            case ExpressionOperator.NullsFirst -> unwrapped(base, descending, SortKey.Nulls.FIRST);
            case ExpressionOperator.NullsLast -> unwrapped(base, descending, SortKey.Nulls.LAST);
            default -> new OrderKey(expression, descending, nulls);
        };
    }

    // ORDER BY 2 means the second column where the number is printed, and nothing where it is bound; TRUE may be
    // printed as
    // 1, and of a parameter nobody knows.
    private static boolean isPlace(Expression key) {
        return key.isParameterExpression()
                || (key instanceof ConstantExpression constant
                        && (constant.getValue() instanceof Number || constant.getValue() instanceof Boolean));
    }

    private static List<Expression> idsOf(Expression expression, AbstractSession session) {
        if (!(expression instanceof ObjectExpression object)) {
            return List.of(expression);
        }
        object.getBuilder().setSession(session);
        DatabaseMapping mapping = object.getMapping();
        if (mapping != null) {
            List<Expression> parts = mapping.getOrderByNormalizedExpressions(object);
            return parts == null ? List.of(expression) : parts;
        }
        ClassDescriptor descriptor = object.isExpressionBuilder() ? object.getDescriptor() : null;
        return descriptor == null
                ? List.of(expression)
                : descriptor.getPrimaryKeyFields().stream()
                        .map(object::getField)
                        .toList();
    }
}
