package dev.meridian.sharding.internal.gather;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Set operations over rows, by hashing. */
final class SetCombination {
    private final RowEquality equality;
    private final Semantics semantics;

    SetCombination(RowEquality equality, Semantics semantics) {
        this.equality = equality;
        this.semantics = semantics;
    }

    List<GatherRow> of(SetOperation operation, List<GatherRow> left, List<GatherRow> right) {
        return switch (operation) {
            case UNION -> distinct(concatenated(left, right));
            case UNION_ALL -> concatenated(left, right);
            case INTERSECT -> distinct(matched(left, right, true, false));
            case INTERSECT_ALL -> matched(left, right, true, true);
            case EXCEPT -> distinct(matched(left, right, false, false));
            case EXCEPT_ALL -> matched(left, right, false, true);
        };
    }

    private static List<GatherRow> concatenated(List<GatherRow> left, List<GatherRow> right) {
        List<GatherRow> rows = new ArrayList<>(left);
        rows.addAll(right);
        return rows;
    }

    private List<GatherRow> distinct(List<GatherRow> rows) {
        Set<Object> seen = new HashSet<>();
        return rows.stream().filter(row -> seen.add(key(row))).toList();
    }

    /**
     * The left rows that are among the right ones, or are not.
     *
     * @param once whether a right row stands for one left row only
     */
    private List<GatherRow> matched(List<GatherRow> left, List<GatherRow> right, boolean kept, boolean once) {
        Map<Object, Integer> others = new HashMap<>();
        right.forEach(row -> others.merge(key(row), 1, Integer::sum));
        List<GatherRow> rows = new ArrayList<>();
        for (GatherRow row : left) {
            Object key = key(row);
            int count = others.getOrDefault(key, 0);
            if (once && count > 0) {
                others.put(key, count - 1);
            }
            if ((count > 0) == kept) {
                rows.add(row);
            }
        }
        return rows;
    }

    private Object key(GatherRow row) {
        return equality.key(row, semantics);
    }
}
