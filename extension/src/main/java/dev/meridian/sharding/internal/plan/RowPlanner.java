package dev.meridian.sharding.internal.plan;

import dev.meridian.sharding.internal.gather.Column;
import dev.meridian.sharding.internal.gather.Distinct;
import dev.meridian.sharding.internal.gather.GatherPlan;
import dev.meridian.sharding.internal.gather.Scalar;
import dev.meridian.sharding.internal.gather.ShardOf;
import dev.meridian.sharding.internal.gather.SortKey;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.internal.expressions.DataExpression;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.queries.ReadAllQuery;
import org.eclipse.persistence.queries.ReportQuery;
import org.jspecify.annotations.Nullable;

/**
 * Plans a query whose rows come each from one shard: each shard runs the query itself, sorted, made distinct and cut behind
 * the window's end, with its sort keys as further columns. Groups that are all in one shard are such rows too.
 */
final class RowPlanner {

    private final Confinement confinement;
    private final Collations collations;
    private final AbstractSession session;

    RowPlanner(Confinement confinement, Collations collations, AbstractSession session) {
        this.confinement = confinement;
        this.collations = collations;
        this.session = session;
    }

    /**
     * @param copy becomes the shards' query
     * @param original prepared
     */
    ScatterPlan plan(ReadAllQuery copy, ObjectLevelReadQuery original) {
        List<OrderKey> keys = OrderKey.of(copy.getOrderByExpressions(), session);
        boolean comparesRows = copy.shouldDistinctBeUsed() && !confinement.hasEntityInEachRow(copy);
        if (comparesRows && copy instanceof ReportQuery report) {
            collations.requireExact(ReportItems.expressions(report));
        }
        List<@Nullable String> orders =
                keys.stream().map(key -> collations.ofOrder(key.expression())).toList();
        keys.forEach(key -> addColumn(copy, ElementColumns.valueOf(key.expression())));
        copy.setFirstResult(0);
        copy.setMaxRows(original.getMaxRows());
        copy.checkPrepare(session, original.getTranslationRow(), true);
        int columns = ScatterPlanner.columnsOf(copy) - keys.size() - addedForDistinct(copy, keys);
        GatherPlan plan = GatherPlan.of(Subject.of(original));
        if (!keys.isEmpty()) {
            plan = plan.merged(sortKeys(keys, orders, columns));
        }
        if (comparesRows) {
            plan = plan.distinct(distinct(copy, columns + keys.size()));
        }
        GatherPlan complete = plan.first(columns);
        return new ScatterPlan(copy, columns, true, parameters -> complete, inWords(complete));
    }

    // By all columns; an entity that can be missing brings its shard along if it is there.
    private Distinct distinct(ReadAllQuery copy, int columns) {
        List<Scalar> values = new ArrayList<>(Distinct.ofFirst(columns, false).values());
        if (copy instanceof ReportQuery report) {
            confinement
                    .missableEntities(report)
                    .forEach(item -> values.add(new ShardOf(ReportItems.idColumn(item, report))));
        }
        return new Distinct(values, false);
    }

    private static List<SortKey> sortKeys(List<OrderKey> keys, List<@Nullable String> collations, int columns) {
        List<SortKey> sortKeys = new ArrayList<>();
        for (OrderKey key : keys) {
            int place = sortKeys.size();
            Column column = new Column(columns + place);
            sortKeys.add(new SortKey(column, key.descending(), key.nulls(), collations.get(place)));
        }
        return sortKeys;
    }

    private static void addColumn(ReadAllQuery query, Expression column) {
        if (query instanceof ReportQuery report) {
            report.addItem("sort key", column);
        } else {
            query.addAdditionalField(column);
        }
    }

    // EclipseLink selects what a distinct query is sorted by, at the end, unless it is a column that is selected
    // already.
    private static int addedForDistinct(ReadAllQuery query, List<OrderKey> keys) {
        return query.shouldDistinctBeUsed()
                ? (int) keys.stream()
                        .filter(key -> !(key.expression() instanceof DataExpression))
                        .count()
                : 0;
    }

    private static String inWords(GatherPlan plan) {
        String rows = plan.order().isEmpty() ? "rows are united" : "rows are merged in order";
        return plan.distinct() == null ? rows : rows + " and made distinct";
    }
}
