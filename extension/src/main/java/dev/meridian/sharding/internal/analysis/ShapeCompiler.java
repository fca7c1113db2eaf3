package dev.meridian.sharding.internal.analysis;

import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionBuilder;
import org.eclipse.persistence.expressions.ExpressionOperator;
import org.eclipse.persistence.internal.expressions.LogicalExpression;
import org.eclipse.persistence.internal.expressions.QueryKeyExpression;
import org.eclipse.persistence.internal.expressions.RelationExpression;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.queries.ReportQuery;
import org.eclipse.persistence.queries.UpdateAllQuery;
import org.jspecify.annotations.Nullable;

/** Makes the shape of one query. Made for each query anew; not thread-safe. */
final class ShapeCompiler {

    private final ShardingModel model;
    private final AbstractSession session;
    private final ComparisonReader.KeyRulesOfRoots rules;
    private final EntityKinds kinds;
    private final Variables variables = new Variables();
    private final Parameters parameters = new Parameters();
    private final PathResolver paths;
    private final LevelReader reader;
    private final Links links;
    private final IdentityHashMap<ReportQuery, QueryLevel> subqueries = new IdentityHashMap<>();
    private final List<QueryLevel> results = new ArrayList<>();
    private final Set<DatabaseQuery> branches = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean opaque;

    ShapeCompiler(ShardingModel model, AbstractSession session, ComparisonReader.KeyRulesOfRoots rules) {
        this.model = model;
        this.session = session;
        this.rules = rules;
        this.kinds = new EntityKinds(model);
        this.paths = new PathResolver(kinds, session, variables);
        this.reader = new LevelReader(paths, parameters);
        this.links = new Links(paths, kinds, variables, rules);
    }

    Shape compile(DatabaseQuery query) {
        if (!query.isExpressionQuery()) {
            return everything();
        }
        Deque<QueryLevel> open = new ArrayDeque<>();
        open.add(read(query, 0));
        while (!open.isEmpty()) {
            QueryLevel level = open.remove();
            for (QueryLevel.Subquery subquery : level.subqueries()) {
                if (!subqueries.containsKey(subquery.query())) {
                    QueryLevel inner = read(subquery.query(), level.depth() + 1);
                    if (subquery.in() != null) {
                        links.find(subquery.in(), level, inner);
                    }
                    subqueries.put(subquery.query(), inner);
                    open.add(inner);
                }
            }
        }
        return shape(query);
    }

    private ReferenceUse references(DatabaseQuery query) {
        boolean preserved = results.stream().anyMatch(variables::preservesReferences);
        boolean varies = query.isModifyQuery() && QueryParts.of(query).stream().anyMatch(Nodes::mayVary);
        return new ReferenceUse(variables.references(), preserved, varies);
    }

    /** Notes a query that makes rows of the result: the outermost one, and the branches of its set operations. */
    private void noteResult(DatabaseQuery query, QueryLevel level) {
        if (level.depth() == 0 || branches.contains(query)) {
            results.add(level);
            if (query instanceof ObjectLevelReadQuery read && read.hasUnionExpressions()) {
                read.getUnionExpressions().forEach(union -> branches.addAll(Nodes.subqueries(union)));
            }
        }
    }

    private QueryLevel read(DatabaseQuery query, int depth) {
        QueryLevel level = new QueryLevel(query, depth);
        noteResult(query, level);
        opaque |= !query.isExpressionQuery();
        declare(query, level);
        reader.readAll(QueryParts.of(query), level);
        links.find(level);
        return level;
    }

    private void declare(DatabaseQuery query, QueryLevel level) {
        ExpressionBuilder builder = builderOf(query);
        Path counted = counted(query.getSelectionCriteria(), builder, level);
        if (counted instanceof Path.Entity entity && entity.hasKey()) {
            paths.declare(builder, entity.descriptor(), level);
        } else if (counted != null) {
            paths.declare(builder, counted);
        } else {
            Class<?> type = query.getReferenceClass();
            paths.declare(builder, type == null ? null : session.getDescriptor(type), level);
        }
        if (level.depth() == 0) {
            paths.declareOutermost(builder);
        }
        opaque |= isShared(builder, level);
        if (query instanceof ObjectLevelReadQuery && query.getReferenceClass() != null && counted == null) {
            addCriteria(session.getDescriptor(query.getReferenceClass()), builder, level);
        }
    }

    // What the mapping adds to each read is a condition like those of the query itself. Of other variables than the
    // query's own, and of bulk statements, it is left out here: it only narrows.
    private void addCriteria(@Nullable ClassDescriptor type, ExpressionBuilder builder, QueryLevel level) {
        Expression criteria = type == null || !type.getQueryManager().hasAdditionalCriteria()
                ? null
                : type.getQueryManager().getAdditionalJoinExpression();
        if (criteria != null && !Nodes.containSubquery(criteria)) {
            Expression own = criteria.clone();
            paths.declareAs(builder, own.getBuilder(), level);
            level.addFilter(own);
            reader.readAll(List.of(own), level);
        }
    }

    // Two queries over one range variable: the condition of either says nothing of the other's rows.
    private boolean isShared(ExpressionBuilder builder, QueryLevel level) {
        if (!(paths.resolve(builder, level) instanceof Path.Entity entity)) {
            return false;
        }
        QueryLevel declared = variables.levelOf(entity.variable());
        return !declared.equals(level) && declared.depth() >= level.depth();
    }

    private static ExpressionBuilder builderOf(DatabaseQuery query) {
        Expression criteria = query.getSelectionCriteria();
        ExpressionBuilder builder = criteria == null ? null : criteria.getBuilder();
        if (query instanceof ObjectLevelReadQuery read) {
            builder = read.getExpressionBuilder();
        } else if (query instanceof UpdateAllQuery update && builder == null) {
            builder = assignedBuilder(update);
        }
        return builder == null ? new ExpressionBuilder(query.getReferenceClass()) : builder;
    }

    private static @Nullable ExpressionBuilder assignedBuilder(UpdateAllQuery update) {
        return ((Map<?, ?>) update.getUpdateClauses())
                .keySet().stream()
                        .filter(Expression.class::isInstance)
                        .map(column -> ((Expression) column).getBuilder())
                        .findFirst()
                        .orElse(null);
    }

    /**
     * EclipseLink counts a collection by a subquery whose class it finds later, for elements that of their owner: {@code
     * builder = l.reports}.
     */
    @SuppressWarnings("ReferenceEquality") // equal expressions are not the same
    private @Nullable Path counted(@Nullable Expression criteria, ExpressionBuilder builder, QueryLevel level) {
        if (criteria instanceof LogicalExpression logical
                && logical.getOperator().getSelector() == ExpressionOperator.And) {
            Path first = counted(logical.getFirstChild(), builder, level);
            return first != null ? first : counted(logical.getSecondChild(), builder, level);
        }
        if (!(criteria instanceof RelationExpression relation)
                || relation.getOperator().getSelector() != ExpressionOperator.Equal) {
            return null;
        }
        Expression other = relation.getFirstChild() == builder ? relation.getSecondChild() : relation.getFirstChild();
        boolean isBuilt = relation.getFirstChild() == builder || relation.getSecondChild() == builder;
        return isBuilt && other instanceof QueryKeyExpression collection && collection.shouldQueryToManyRelationship()
                ? paths.resolve(collection, level)
                : null;
    }

    private Shape shape(DatabaseQuery query) {
        ConditionReader conditions =
                new ConditionReader(new ComparisonReader(paths, parameters, rules, session), subqueries);
        List<Shape.Group> groups = new ArrayList<>();
        for (List<Integer> members : variables.shardedGroups()) {
            groups.add(group(members, conditions));
        }
        boolean unsharded = variables.anyUnsharded();
        if (opaque || reader.isOpaque()) {
            groups.addAll(everything().groups());
            unsharded = true;
        }
        return new Shape(groups, unsharded, parameters.uses(), parameters.objects(), references(query));
    }

    private Shape.Group group(List<Integer> members, ConditionReader conditions) {
        ShardedEntity.Root root = Objects.requireNonNull(variables.rootOf(members.get(0)));
        QueryLevel outermost = members.stream()
                .map(variables::levelOf)
                .min((one, other) -> Integer.compare(one.depth(), other.depth()))
                .orElseThrow();
        Condition condition = conditions.read(outermost).of(members);
        return new Shape.Group(
                root,
                rules.of(root),
                condition,
                Reasons.proof(condition).orElse(""),
                Reasons.absence(condition),
                condition.comparesEntities());
    }

    private Shape everything() {
        List<Shape.Group> groups = model.roots().stream()
                .map(root -> new Shape.Group(
                        root, rules.of(root), Condition.unknown(), "", "a query that is not understood", false))
                .toList();
        return new Shape(groups, true, List.of(), List.of(), ReferenceUse.NONE);
    }
}
