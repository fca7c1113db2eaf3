package dev.meridian.sharding.internal.plan;

import dev.meridian.sharding.internal.analysis.QueryParts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionBuilder;
import org.eclipse.persistence.expressions.ExpressionOperator;
import org.eclipse.persistence.internal.expressions.CollectionExpression;
import org.eclipse.persistence.internal.expressions.CompoundExpression;
import org.eclipse.persistence.internal.expressions.ConstantExpression;
import org.eclipse.persistence.internal.expressions.FunctionExpression;
import org.eclipse.persistence.internal.expressions.ObjectExpression;
import org.eclipse.persistence.internal.expressions.ParameterExpression;
import org.eclipse.persistence.internal.expressions.QueryKeyExpression;
import org.eclipse.persistence.internal.expressions.RelationExpression;
import org.eclipse.persistence.internal.expressions.SubSelectExpression;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.ForeignReferenceMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ModifyAllQuery;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.queries.ReportQuery;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a query one for a single shard, in which an entity of another shard equals nothing, although a row there may
 * bear the same id.
 *
 * <p>{@code r.location = :location} is {@code r.location <> r.location} in each shard but the location's own: FALSE, and
 * UNKNOWN where {@code r.location} is null, as one database would say in which no other row has that id. Made for one
 * shard and one call; not thread-safe.
 */
public final class ShardBinding {

    private static final Set<Integer> OF_LISTS = Set.of(ExpressionOperator.In, ExpressionOperator.NotIn);
    private static final Set<Integer> COMPARISONS = Set.of(ExpressionOperator.Equal, ExpressionOperator.NotEqual);

    private final String shard;
    private final AbstractRecord arguments;
    private final Function<Object, @Nullable String> localShardOf;
    private final AbstractSession session;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<Expression, Expression> done = new IdentityHashMap<>();

    /**
     * @param shard whose query is wanted
     * @param arguments the values of the parameters
     * @param localShardOf the shard of an entity whose id other shards may have too; null for any other value
     * @param session connected
     */
    public ShardBinding(
            String shard,
            AbstractRecord arguments,
            Function<Object, @Nullable String> localShardOf,
            AbstractSession session) {
        this.session = session;
        this.shard = shard;
        this.arguments = arguments;
        this.localShardOf = localShardOf;
    }

    /**
     * @param query prepared; it is not changed
     * @return a query of its own, prepared, with the same columns
     * @throws NotGatherable if such an entity stands where it is not compared with a path
     */
    public ObjectLevelReadQuery of(ObjectLevelReadQuery query) {
        if (query.hasUnionExpressions()) {
            throw elsewhere();
        }
        ObjectLevelReadQuery copy = QueryCopies.deep(query, session);
        bind(copy);
        check(copy);
        copy.checkPrepare(session, query.getTranslationRow(), true);
        copy.setTranslationRow(query.getTranslationRow());
        return copy;
    }

    /** The same for a bulk statement. */
    public ModifyAllQuery of(ModifyAllQuery statement) {
        ModifyAllQuery copy = QueryCopies.withOwnCondition(statement, session);
        bind(copy);
        check(copy);
        copy.checkPrepare(session, statement.getTranslationRow(), true);
        copy.setTranslationRow(statement.getTranslationRow());
        return copy;
    }

    private static NotGatherable elsewhere() {
        return new NotGatherable("an entity whose id other shards may have too is more than compared in it");
    }

    private void bind(DatabaseQuery query) {
        if (query.getSelectionCriteria() != null) {
            declare(query.getSelectionCriteria().getBuilder(), query.getReferenceClass());
            query.setSelectionCriteria(bound(query.getSelectionCriteria()));
        }
        if (query instanceof ReportQuery report) {
            bindReport(report);
        } else if (query instanceof ObjectLevelReadQuery read && read.hasOrderByExpressions()) {
            read.setOrderByExpressions(all(read.getOrderByExpressions()));
        }
        // Joins with a condition of their own.
        QueryParts.of(query).forEach(this::bound);
    }

    // The range variable of NOT MEMBER OF learns only later of which entity it is.
    private void declare(@Nullable ExpressionBuilder builder, @Nullable Class<?> type) {
        if (builder != null && builder.getQueryClass() == null && type != null) {
            builder.setQueryClass(type);
            builder.setSession(session.getRootSession(null));
        }
    }

    private void bindReport(ReportQuery report) {
        if (report.getHavingExpression() != null) {
            report.setHavingExpression(bound(report.getHavingExpression()));
        }
        ReportItems.of(report).stream()
                .filter(item -> item.getAttributeExpression() != null)
                .forEach(item -> item.setAttributeExpression(bound(item.getAttributeExpression())));
        if (report.hasGroupByExpressions()) {
            report.setGroupByExpressions(all(report.getGroupByExpressions()));
        }
        if (report.hasOrderByExpressions()) {
            report.setOrderByExpressions(all(report.getOrderByExpressions()));
        }
    }

    private List<Expression> all(List<Expression> expressions) {
        List<Expression> all = new ArrayList<>();
        expressions.forEach(each -> all.add(bound(each)));
        return all;
    }

    private Expression bound(Expression expression) {
        Expression known = done.get(expression);
        if (known != null) {
            return known;
        }
        done.put(expression, expression);
        Expression bound = made(expression);
        done.put(expression, bound);
        done.put(bound, bound);
        return bound;
    }

    private Expression made(Expression expression) {
        if (expression instanceof RelationExpression relation) {
            Optional<Expression> compared = comparison(relation);
            if (compared.isPresent()) {
                return compared.get();
            }
        }
        if (expression instanceof CompoundExpression compound) {
            return compound(compound);
        }
        if (expression instanceof FunctionExpression function) {
            return function(function);
        }
        if (expression instanceof SubSelectExpression subquery) {
            bind(subquery.getSubQuery());
        } else if (expression instanceof ObjectExpression object) {
            path(object);
        }
        return expression;
    }

    private void path(ObjectExpression object) {
        if (!object.isExpressionBuilder() && object.getBaseExpression() != null) {
            bound(object.getBaseExpression());
        }
        if (object.getOnClause() != null) {
            object.setOnClause(bound(object.getOnClause()));
        }
    }

    @SuppressWarnings("ReferenceEquality") // a part that stays is the same
    private Expression compound(CompoundExpression compound) {
        Expression left = bound(compound.getFirstChild());
        Expression right = bound(compound.getSecondChild());
        boolean stays = left == compound.getFirstChild() && right == compound.getSecondChild();
        return stays ? compound : compound.getOperator().expressionFor(left, right);
    }

    private Expression function(FunctionExpression function) {
        List<Expression> children = function.getChildren();
        for (int i = 0; i < children.size(); i++) {
            children.set(i, bound(children.get(i)));
        }
        if (!children.isEmpty()) {
            function.setBaseExpression(children.get(0));
        }
        return function;
    }

    // Empty if no entity of another shard is compared with.
    private Optional<Expression> comparison(RelationExpression relation) {
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

    /** No entity of another shard may be left. */
    private void check(DatabaseQuery query) {
        boolean left = QueryParts.of(query).stream().flatMap(this::nodes).anyMatch(this::standsForAnother);
        if (left) {
            throw elsewhere();
        }
    }

    private boolean standsForAnother(Expression node) {
        return (node instanceof ParameterExpression
                        || node instanceof ConstantExpression
                        || node instanceof CollectionExpression)
                && values(node).stream().anyMatch(this::isElsewhere);
    }

    private Stream<Expression> nodes(Expression root) {
        return ExpressionNodes.of(root).filter(seen::add).flatMap(node -> {
            if (node instanceof SubSelectExpression subquery) {
                return QueryParts.of(subquery.getSubQuery()).stream().flatMap(this::nodes);
            }
            return node instanceof ObjectExpression object && object.getOnClause() != null
                    ? Stream.concat(Stream.of(node), nodes(Objects.requireNonNull(object.getOnClause())))
                    : Stream.of(node);
        });
    }
}
