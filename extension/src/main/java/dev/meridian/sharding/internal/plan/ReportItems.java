package dev.meridian.sharding.internal.plan;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.internal.queries.ReportItem;
import org.eclipse.persistence.queries.ConstructorReportItem;
import org.eclipse.persistence.queries.ReportQuery;

/** What a report query selects. */
public final class ReportItems {

    private ReportItems() {}

    /** The items that have columns, in the order of these; those of a constructor expression one by one. */
    static List<ReportItem> of(ReportQuery report) {
        return flat(report.getItems()).toList();
    }

    /** What the items select. */
    static List<Expression> expressions(ReportQuery report) {
        return of(report).stream()
                .map(ReportItem::getAttributeExpression)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The column of an entity's id, or of its first part, in the rows of a prepared report. */
    static int idColumn(ReportItem entity, ReportQuery prepared) {
        ClassDescriptor descriptor = entity.getDescriptor();
        return entity.getResultIndex()
                + descriptor
                        .getAllSelectionFields(prepared)
                        .indexOf(descriptor.getPrimaryKeyFields().get(0));
    }

    private static Stream<ReportItem> flat(Collection<ReportItem> items) {
        return items.stream()
                .flatMap(item ->
                        item instanceof ConstructorReportItem nested ? flat(nested.getReportItems()) : Stream.of(item));
    }

    /** Whether it selects an aggregate, or has groups. */
    public static boolean hasGroups(ReportQuery report) {
        return report.hasGroupByExpressions()
                || report.getHavingExpression() != null
                || of(report).stream()
                        .anyMatch(item -> item.getAttributeExpression() != null
                                && Aggregates.isIn(item.getAttributeExpression()));
    }
}
