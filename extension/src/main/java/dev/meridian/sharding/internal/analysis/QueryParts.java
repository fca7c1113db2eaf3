package dev.meridian.sharding.internal.analysis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.internal.queries.JoinedAttributeManager;
import org.eclipse.persistence.internal.queries.ReportItem;
import org.eclipse.persistence.queries.ConstructorReportItem;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.queries.ReadAllQuery;
import org.eclipse.persistence.queries.ReportQuery;
import org.eclipse.persistence.queries.UpdateAllQuery;
import org.jspecify.annotations.Nullable;

/** Collects every expression of a query, wherever it stands. */
public final class QueryParts {

    private final List<Expression> parts = new ArrayList<>();

    private QueryParts() {}

    public static List<Expression> of(DatabaseQuery query) {
        QueryParts collector = new QueryParts();
        collector.add(query.getSelectionCriteria());
        if (query instanceof ObjectLevelReadQuery read) {
            collector.addRead(read);
        }
        if (query instanceof ReportQuery report) {
            collector.addReport(report);
        }
        if (query instanceof ReadAllQuery all) {
            collector.add(all.getStartWithExpression());
            collector.add(all.getConnectByExpression());
            collector.addAll(all.getOrderSiblingsByExpressions());
        }
        if (query instanceof UpdateAllQuery update && update.getUpdateClauses() != null) {
            ((Map<?, ?>) update.getUpdateClauses()).forEach((column, value) -> {
                collector.add(column);
                collector.add(value);
            });
        }
        return collector.parts;
    }

    private void addRead(ObjectLevelReadQuery read) {
        add(read.getExpressionBuilder());
        if (read.hasNonFetchJoinedAttributeExpressions()) {
            addAll(read.getNonFetchJoinAttributeExpressions());
        }
        if (read.hasJoining()) {
            addJoined(read.getJoinedAttributeManager());
        }
        if (read.hasPartialAttributeExpressions()) {
            addAll(read.getPartialAttributeExpressions());
        }
        if (read.hasOrderByExpressions()) {
            addAll(read.getOrderByExpressions());
        }
        if (read.hasUnionExpressions()) {
            addAll(read.getUnionExpressions());
        }
    }

    private void addJoined(JoinedAttributeManager joined) {
        addAll(joined.getJoinedAttributeExpressions());
        addAll(joined.getJoinedMappingExpressions());
        addAll(joined.getAdditionalFieldExpressions());
    }

    private void addReport(ReportQuery report) {
        addItems(report.getItems());
        if (report.hasGroupByExpressions()) {
            addAll(report.getGroupByExpressions());
        }
        add(report.getHavingExpression());
    }

    private void addItems(Collection<ReportItem> items) {
        for (ReportItem item : items) {
            add(item.getAttributeExpression());
            if (item.hasJoining()) {
                addJoined(item.getJoinedAttributeManager());
            }
            if (item instanceof ConstructorReportItem constructor) {
                addItems(constructor.getReportItems());
            }
        }
    }

    private void addAll(@Nullable Collection<?> expressions) {
        if (expressions != null) {
            expressions.stream().filter(Objects::nonNull).forEach(this::add);
        }
    }

    private void add(@Nullable Object part) {
        if (part instanceof Expression expression) {
            parts.add(expression);
        }
    }
}
