package dev.meridian.sharding.internal.gather;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares rows by sort keys, each key computed once a row. */
final class RowOrder implements Comparator<RowOrder.Sortable> {

    /** A row with the values of its sort keys. */
    record Sortable(GatherRow row, List<@Nullable Object> keys) {}

    private final List<SortKey> order;
    private final Semantics semantics;

    RowOrder(List<SortKey> order, Semantics semantics) {
        this.order = order;
        this.semantics = semantics;
    }

    Sortable sortable(GatherRow row) {
        return new Sortable(
                row,
                order.stream().map(key -> key.value().value(row, semantics)).toList());
    }

    Semantics semantics() {
        return semantics;
    }

    /** Whether the order of texts must be asked for, if there are any. */
    boolean isRanked() {
        return order.stream().anyMatch(key -> semantics.isRanked(key.collation()));
    }

    /** The texts that are compared if this row is. */
    void addTexts(Sortable row, ComparedTexts texts) {
        for (int i = 0; i < order.size(); i++) {
            if (row.keys().get(i) instanceof String text) {
                texts.add(order.get(i).collation(), text);
            }
        }
    }

    @Override
    public int compare(Sortable left, Sortable right) {
        for (int i = 0; i < order.size(); i++) {
            int difference =
                    compare(order.get(i), left.keys().get(i), right.keys().get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private int compare(SortKey key, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            if (left == right) {
                return 0;
            }
            return (left == null) == key.nullsFirst(semantics.values()) ? -1 : 1;
        }
        int difference = semantics.compare(left, right, key.collation());
        return key.descending() ? Integer.compare(0, difference) : difference;
    }
}
