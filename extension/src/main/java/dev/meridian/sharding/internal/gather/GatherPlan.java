package dev.meridian.sharding.internal.gather;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes one result of the shards' rows: a pipeline in SQL's order. Immutable; each step that is absent changes nothing.
 *
 * @param subject the query, in words for a message: "the query over Report"
 * @param grouping combines partial rows; later steps see its rows, the keys first and then the aggregates
 * @param having keeps the rows for which it is true
 * @param distinct keeps the first of equal rows
 * @param order empty for none
 * @param ordered whether each shard's rows come in that order already, so that they are merged; after a grouping they do not
 * @param window a part of the rows
 * @param projection the values of the result's rows; null for the row as it is
 */
public record GatherPlan(
        String subject,
        @Nullable Grouping grouping,
        @Nullable Scalar having,
        @Nullable Distinct distinct,
        List<SortKey> order,
        boolean ordered,
        @Nullable Window window,
        @Nullable List<Scalar> projection) {
    public GatherPlan {
        order = List.copyOf(order);
        projection = projection == null ? null : List.copyOf(projection);
    }

    /** The rows as they are, one shard after the other. */
    public static GatherPlan of(String subject) {
        return new GatherPlan(subject, null, null, null, List.of(), false, null, null);
    }

    public GatherPlan grouped(Grouping by) {
        return new GatherPlan(subject, by, having, distinct, order, false, window, projection);
    }

    public GatherPlan having(Scalar condition) {
        return new GatherPlan(subject, grouping, condition, distinct, order, ordered, window, projection);
    }

    public GatherPlan distinct(Distinct rows) {
        return new GatherPlan(subject, grouping, having, rows, order, ordered, window, projection);
    }

    /** The shards' rows come in this order: they are merged lazily, and each stream's order is checked. */
    public GatherPlan merged(List<SortKey> keys) {
        return new GatherPlan(subject, grouping, having, distinct, keys, grouping == null, window, projection);
    }

    /** All rows are read and sorted; equal ones keep their order. */
    public GatherPlan sorted(List<SortKey> keys) {
        return new GatherPlan(subject, grouping, having, distinct, keys, false, window, projection);
    }

    public GatherPlan window(Window part) {
        return new GatherPlan(subject, grouping, having, distinct, order, ordered, part, projection);
    }

    public GatherPlan projected(List<Scalar> values) {
        return new GatherPlan(subject, grouping, having, distinct, order, ordered, window, values);
    }

    /** Only the first columns: what was read for the order alone is cut off. */
    public GatherPlan first(int columns) {
        return projected(Column.first(columns));
    }
}
