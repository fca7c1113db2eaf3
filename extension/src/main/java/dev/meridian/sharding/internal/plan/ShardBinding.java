package dev.meridian.sharding.internal.plan;

import dev.meridian.sharding.internal.analysis.QueryParts;
import java.util.ArrayList;
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
import org.eclipse.persistence.internal.expressions.CompoundExpression;
import org.eclipse.persistence.internal.expressions.FunctionExpression;
import org.eclipse.persistence.internal.expressions.ObjectExpression;
import org.eclipse.persistence.internal.expressions.RelationExpression;
import org.eclipse.persistence.internal.expressions.SubSelectExpression;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
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

    private final BoundComparisons comparisons;
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
        this.comparisons = new BoundComparisons(shard, arguments, localShardOf);
    }

    /**
     * @param query prepared; it is not changed
     * @return a query of its own, prepared, with the same columns
     * @throws NotGatherable if such an entity stands where it is not compared with a path
     */
    public ObjectLevelReadQuery of(ObjectLevelReadQuery query) {
        if (query.hasUnionExpressions()) {
            throw BoundComparisons.elsewhere();
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
            Optional<Expression> compared = comparisons.bound(relation);
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

    /** No entity of another shard may be left. */
    private void check(DatabaseQuery query) {
        boolean left = QueryParts.of(query).stream().flatMap(this::nodes).anyMatch(comparisons::standsForAnother);
        if (left) {
            throw BoundComparisons.elsewhere();
        }
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
