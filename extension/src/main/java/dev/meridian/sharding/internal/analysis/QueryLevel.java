package dev.meridian.sharding.internal.analysis;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionBuilder;
import org.eclipse.persistence.internal.expressions.FunctionExpression;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ReportQuery;
import org.jspecify.annotations.Nullable;

/** A query, or one of its subqueries, while it is read. Not thread-safe. */
final class QueryLevel {

    private final DatabaseQuery query;
    private final int depth;
    private final List<Expression> filters = new ArrayList<>();
    private final List<OuterJoin> outerJoins = new ArrayList<>();
    private final List<Subquery> subqueries = new ArrayList<>();

    /** @param in the {@code IN (subquery)} that it stands in, or null */
    record Subquery(ReportQuery query, @Nullable FunctionExpression in) {}

    /** An outer join with an entity: {@code LEFT JOIN Report r ON …}. */
    record OuterJoin(ExpressionBuilder joined, Expression on) {}

    QueryLevel(DatabaseQuery query, int depth) {
        this.query = query;
        this.depth = depth;
        if (query.getSelectionCriteria() != null) {
            filters.add(query.getSelectionCriteria());
        }
    }

    DatabaseQuery query() {
        return query;
    }

    /** How many queries it is in. */
    int depth() {
        return depth;
    }

    /** A condition that is TRUE for each row that passes, beside WHERE: that of an inner join. */
    void addFilter(Expression condition) {
        filters.add(condition);
    }

    void addOuterJoin(ExpressionBuilder joined, Expression on) {
        outerJoins.add(new OuterJoin(joined, on));
    }

    void addSubquery(ReportQuery subquery, @Nullable FunctionExpression in) {
        subqueries.add(new Subquery(subquery, in));
    }

    /** Conditions that are TRUE for each row that passes. */
    List<Expression> filters() {
        return List.copyOf(filters);
    }

    List<OuterJoin> outerJoins() {
        return List.copyOf(outerJoins);
    }

    List<Subquery> subqueries() {
        return List.copyOf(subqueries);
    }
}
