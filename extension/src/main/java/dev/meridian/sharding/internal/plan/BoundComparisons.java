package dev.meridian.sharding.internal.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionOperator;
import org.eclipse.persistence.internal.expressions.CollectionExpression;
import org.eclipse.persistence.internal.expressions.ConstantExpression;
import org.eclipse.persistence.internal.expressions.ObjectExpression;
import org.eclipse.persistence.internal.expressions.ParameterExpression;
import org.eclipse.persistence.internal.expressions.QueryKeyExpression;
import org.eclipse.persistence.internal.expressions.RelationExpression;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.ForeignReferenceMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons with entities, as they are in one shard for one call: an entity of another shard equals nothing there.
 *
 * @param shard where the query will run
 * @param arguments the values of the parameters
 * @param localShardOf the shard of an entity whose id other shards may have too; null for any other value
 */
record BoundComparisons(String shard, AbstractRecord arguments, Function<Object, @Nullable String> localShardOf) {

    private static final Set<Integer> OF_LISTS = Set.of(ExpressionOperator.In, ExpressionOperator.NotIn);
    private static final Set<Integer> COMPARISONS = Set.of(ExpressionOperator.Equal, ExpressionOperator.NotEqual);

    static NotGatherable elsewhere() {
        return new NotGatherable("an entity whose id other shards may have too is more than compared in it");
    }

    /** Whether a node is, or lists, an entity of another shard. */
    boolean standsForAnother(Expression node) {
        return (node instanceof ParameterExpression
                        || node instanceof ConstantExpression
                        || node instanceof CollectionExpression)
                && values(node).stream().anyMatch(this::isElsewhere);
    }

    /** The comparison as it is in this shard; empty if it is the same, because no entity of another one stands in it. */
    Optional<Expression> bound(RelationExpression relation) {
        int selector = relation.getOperator().getSelector();
        Expression left = relation.getFirstChild();
        Expression right = relation.getSecondChild();
        if (OF_LISTS.contains(selector)) {
            return values(right).stream().anyMatch(this::isElsewhere)
                    ? Optional.of(list((ObjectExpression) left, selector, right))
                    : Optional.empty();
        }
        if (!COMPARISONS.contains(selector)) {
            return Optional.empty();
        }
        if (left instanceof ObjectExpression path && values(right).stream().anyMatch(this::isElsewhere)) {
            return Optional.of(nothing(path, selector));
        }
        return right instanceof ObjectExpression path && values(left).stream().anyMatch(this::isElsewhere)
                ? Optional.of(nothing(path, selector))
                : Optional.empty();
    }

    /** Compared with what no row is: FALSE for {@code =} and TRUE for {@code <>}, unless the path is null. */
    private static Expression nothing(ObjectExpression path, int selector) {
        Expression id = idOf(path);
        boolean negated = selector == ExpressionOperator.NotEqual || selector == ExpressionOperator.NotIn;
        return negated ? id.equal(id) : id.notEqual(id);
    }

    private Expression list(ObjectExpression path, int selector, Expression list) {
        List<@Nullable Object> here = new ArrayList<>();
        for (Object element : elements(list)) {
            Object value = element instanceof Expression expression ? value(expression) : element;
            if (!isElsewhere(value)) {
                here.add(element);
            }
        }
        if (here.isEmpty()) {
            return nothing(path, selector);
        }
        return selector == ExpressionOperator.In ? path.in(here) : path.notIn(here);
    }

    private static Expression idOf(ObjectExpression path) {
        DatabaseMapping mapping = path instanceof QueryKeyExpression ? path.getMapping() : null;
        if (path.isExpressionBuilder()
                || (mapping instanceof ForeignReferenceMapping many && many.isOneToManyMapping())) {
            return path.getField(path.getDescriptor().getPrimaryKeyFields().get(0));
        }
        if (mapping instanceof OneToOneMapping one
                && one.isForeignKeyRelationship()
                && !one.hasRelationTableMechanism()) {
            return path.getBaseExpression().getField(one.getForeignKeyFields().get(0));
        }
        throw elsewhere();
    }

    private Collection<?> elements(Expression list) {
        if (list instanceof CollectionExpression collection
                && collection.getValue() instanceof Collection<?> elements) {
            return elements;
        }
        Object value = value(list);
        return value instanceof Collection<?> elements ? elements : Collections.singletonList(value);
    }

    private List<@Nullable Object> values(Expression expression) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Object element : elements(expression)) {
            values.add(element instanceof Expression nested ? value(nested) : element);
        }
        return values;
    }

    private @Nullable Object value(Expression expression) {
        if (expression instanceof ParameterExpression parameter && parameter.getBaseExpression() == null) {
            return arguments.get(parameter.getField());
        }
        return expression instanceof ConstantExpression constant ? constant.getValue() : null;
    }

    private boolean isElsewhere(@Nullable Object value) {
        String owner = value == null ? null : localShardOf.apply(value);
        return owner != null && !owner.equals(shard);
    }
}
