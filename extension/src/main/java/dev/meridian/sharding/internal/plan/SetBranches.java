package dev.meridian.sharding.internal.plan;

import dev.meridian.sharding.internal.gather.SetOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionOperator;
import org.eclipse.persistence.internal.expressions.FunctionExpression;
import org.eclipse.persistence.internal.expressions.SubSelectExpression;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.queries.ReportQuery;

/**
 * A set operation taken apart: {@code first UNION second EXCEPT third} means {@code (first UNION second) EXCEPT third}. Each
 * branch runs by itself on the shards that it needs.
 *
 * @param first a query of its own, not prepared
 * @param others what is combined with it, from left to right
 */
public record SetBranches(ObjectLevelReadQuery first, List<Branch> others) {

    private static final Map<Integer, SetOperation> OPERATIONS = Map.of(
            ExpressionOperator.Union, SetOperation.UNION,
            ExpressionOperator.UnionAll, SetOperation.UNION_ALL,
            ExpressionOperator.Intersect, SetOperation.INTERSECT,
            ExpressionOperator.IntersectAll, SetOperation.INTERSECT_ALL,
            ExpressionOperator.Except, SetOperation.EXCEPT,
            ExpressionOperator.ExceptAll, SetOperation.EXCEPT_ALL);

    public SetBranches {
        others = List.copyOf(others);
    }

    /** A branch and how its rows are combined with those before it. */
    public record Branch(SetOperation operation, ReportQuery query) {}

    /** @throws NotGatherable if it is not known how the branches are combined */
    public static SetBranches of(ObjectLevelReadQuery query, AbstractSession session) {
        ObjectLevelReadQuery copy = QueryCopies.deep(query, session);
        List<Branch> branches = new ArrayList<>();
        copy.getUnionExpressions().forEach(union -> branches.add(branch(union)));
        copy.setUnionExpressions(null);
        copy.setFirstResult(0);
        copy.setMaxRows(0);
        return new SetBranches(copy, branches);
    }

    /** All branches, from left to right. */
    public List<ObjectLevelReadQuery> queries() {
        return Stream.concat(Stream.of(first), others.stream().map(Branch::query))
                .toList();
    }

    /** Whether its rows are only put one after the other: UNION ALL. */
    static boolean comparesNothing(ObjectLevelReadQuery query) {
        return query.getUnionExpressions().stream()
                .allMatch(union -> union instanceof FunctionExpression function
                        && function.getOperator() != null
                        && function.getOperator().getSelector() == ExpressionOperator.UnionAll);
    }

    private static Branch branch(Expression union) {
        if (union instanceof FunctionExpression function
                && function.getOperator() != null
                && function.getChildren().get(function.getChildren().size() - 1)
                        instanceof SubSelectExpression subquery) {
            SetOperation operation = OPERATIONS.get(function.getOperator().getSelector());
            if (operation != null) {
                return new Branch(operation, QueryCopies.of(subquery.getSubQuery()));
            }
        }
        throw new NotGatherable("a set operation of this kind is not supported");
    }
}
