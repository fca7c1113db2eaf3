package dev.meridian.sharding.internal.analysis;

import java.util.stream.Stream;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionOperator;
import org.eclipse.persistence.internal.expressions.FunctionExpression;
import org.eclipse.persistence.internal.expressions.LogicalExpression;
import org.eclipse.persistence.internal.expressions.RelationExpression;
import org.eclipse.persistence.queries.ReportQuery;
import org.jspecify.annotations.Nullable;

/**
 * Finds the conditions by which variables have the same root, {@code r.location = l}, or at least the same shard key: such
 * of entities, of ids that are unit-unique, and of shard keys.
 */
final class Links {

    private final PathResolver paths;
    private final EntityKinds kinds;
    private final Variables variables;
    private final ComparisonReader.KeyRulesOfRoots rules;

    Links(PathResolver paths, EntityKinds kinds, Variables variables, ComparisonReader.KeyRulesOfRoots rules) {
        this.paths = paths;
        this.kinds = kinds;
        this.variables = variables;
        this.rules = rules;
    }

    /** What of a path says which root it is of, or at least which shard. */
    private enum Identity {
        ENTITY,
        ID,
        SHARD_KEY
    }

    /** By the conditions of the level itself. */
    void find(QueryLevel level) {
        for (Expression filter : level.filters()) {
            equalities(filter)
                    .filter(equality -> isSame(equality.getFirstChild(), equality.getSecondChild(), level))
                    .forEach(equality -> variables.link(
                            variable(equality.getFirstChild(), level),
                            variable(equality.getSecondChild(), level),
                            level));
        }
        level.outerJoins().forEach(join -> findOuter(join, level));
    }

    private void findOuter(QueryLevel.OuterJoin join, QueryLevel level) {
        int joined = variable(join.joined(), level);
        equalities(join.on())
                .filter(equality -> isSame(equality.getFirstChild(), equality.getSecondChild(), level))
                .forEach(equality -> {
                    int one = variable(equality.getFirstChild(), level);
                    int other = variable(equality.getSecondChild(), level);
                    if (one == joined || other == joined) {
                        variables.linkNullSupplied(joined, one == joined ? other : one, level);
                    }
                });
    }

    /**
     * Of a path with what a subquery returns: {@code r.location IN (SELECT l …)}. A null that it returns for some other
     * shard's row makes the condition UNKNOWN; that does not matter only where the condition must be TRUE.
     */
    @SuppressWarnings("ReferenceEquality") // equal expressions are not the same
    void find(FunctionExpression in, QueryLevel outer, QueryLevel subquery) {
        ReportQuery query = (ReportQuery) subquery.query();
        if (query.getItems().size() != 1 || query.hasUnionExpressions()) {
            return;
        }
        Expression comparedWith = in.getChildren().get(0);
        Expression returned = query.getItems().get(0).getAttributeExpression();
        if (returned == null || !isSame(comparedWith, returned, subquery)) {
            return;
        }
        boolean mustBeTrue = in.getOperator().getSelector() == ExpressionOperator.InSubQuery
                && outer.filters().stream().flatMap(Links::conjuncts).anyMatch(conjunct -> conjunct == in);
        Path.Entity entity = identified(returned, subquery);
        if (mustBeTrue || (entity != null && !entity.nullable())) {
            variables.link(variable(comparedWith, subquery), variable(returned, subquery), subquery);
        }
    }

    private static Stream<Expression> conjuncts(Expression condition) {
        return condition instanceof LogicalExpression logical
                        && logical.getOperator().getSelector() == ExpressionOperator.And
                ? Stream.concat(conjuncts(logical.getFirstChild()), conjuncts(logical.getSecondChild()))
                : Stream.of(condition);
    }

    private static Stream<RelationExpression> equalities(Expression condition) {
        return conjuncts(condition)
                .filter(RelationExpression.class::isInstance)
                .map(RelationExpression.class::cast)
                .filter(relation -> relation.getOperator().getSelector() == ExpressionOperator.Equal);
    }

    /** Whether two expressions, if equal, are of one entity, or of roots with one shard key. */
    private boolean isSame(Expression one, Expression other, QueryLevel level) {
        Path.Entity left = identified(one, level);
        Path.Entity right = identified(other, level);
        return left != null
                && right != null
                && identity(one, level) == identity(other, level)
                && kinds.find(left.descriptor()).isPresent()
                && kinds.find(left.descriptor()).equals(kinds.find(right.descriptor()));
    }

    private int variable(Expression expression, QueryLevel level) {
        Path.Entity entity = identified(expression, level);
        return entity == null ? -1 : entity.variable();
    }

    private Path.@Nullable Entity identified(Expression expression, QueryLevel level) {
        if (identity(expression, level) == null) {
            return null;
        }
        Path path = paths.resolve(expression, level);
        return path instanceof Path.Column column ? column.owner() : (Path.Entity) path;
    }

    private @Nullable Identity identity(Expression expression, QueryLevel level) {
        if (!expression.isObjectExpression()) {
            return null;
        }
        Path path = paths.resolve(expression, level);
        if (path instanceof Path.Entity entity) {
            return entity.hasKey() ? Identity.ENTITY : null;
        }
        if (!(path instanceof Path.Column column) || column.owner().linked()) {
            return null;
        }
        if (column.key() != null && rules.of(column.key()).equalKeysAreSame()) {
            return Identity.SHARD_KEY;
        }
        return kinds.isUnitUniqueId(column.owner().descriptor(), column.mapping()) ? Identity.ID : null;
    }
}
