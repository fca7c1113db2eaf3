package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.testkit.oracle.Select.Order;
import dev.meridian.sharding.testkit.oracle.Select.Ordering;
import dev.meridian.sharding.testkit.oracle.Select.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A fault that an engine could have, made of right answers: a test of the oracle itself plants it and expects a difference.
 *
 * <p>To this end each value of the shard key stands for a shard.
 */
public enum Fault {

    /** The last key's rows are left out. */
    DROPPED_SHARD(select -> !select.ordering().window().isSet()) {
        @Override
        Answer answer(Select select, Shards shards) {
            return shards.whole(shards.without(select, shards.keys().get(0)));
        }
    },

    /** Rows before the first result are returned too. */
    LOST_OFFSET(select -> select.ordering().window().first() > 0) {
        @Override
        Answer answer(Select select, Shards shards) {
            return shards.whole(
                    select.with(new Window(-1, select.ordering().window().max())));
        }
    },

    /** The rows are cut at the maximum before the offset is taken away. */
    EARLY_LIMIT(select ->
            select.ordering().window().first() > 0 && select.ordering().window().max() > 0) {
        @Override
        Answer answer(Select select, Shards shards) {
            Window window = select.ordering().window();
            return cut(shards.whole(select), Math.max(0, window.max() - window.first()));
        }
    },

    /** An average is that of the shards' averages. */
    AVERAGE_OF_AVERAGES(select -> select.groups().equals(Select.Groups.NONE)
            && select.others().isEmpty()
            && select.head().items().stream().anyMatch(item -> item.text().matches("AVG\\([a-z0-9.]+\\)"))) {
        @Override
        Answer answer(Select select, Shards shards) {
            return averages(select, shards);
        }
    },

    /** NULLs come first where they should come last. */
    SWAPPED_NULLS(select -> !select.ordering().keys().isEmpty()) {
        @Override
        Answer answer(Select select, Shards shards) {
            Ordering old = select.ordering();
            List<Order> swapped = old.keys().stream()
                    .map(key -> new Order(key.text(), swapped(key.suffix()), key.position(), key.attribute()))
                    .toList();
            return shards.whole(select.with(new Ordering(swapped, old.window(), old.totalBy())));
        }
    },

    /** The group of NULL is left out. */
    LOST_NULL_GROUP(select -> select.groups().keys().size() == 1
            && select.head().items().get(0).text().equals(select.groups().keys().get(0))) {
        @Override
        Answer answer(Select select, Shards shards) {
            return shards.whole(select) instanceof Answer.Rows rows
                    ? rows.where(row -> row.get(0) != null)
                    : shards.whole(select);
        }
    },

    /** A group that several shards have comes out several times. */
    UNMERGED_GROUPS(select ->
            !select.groups().keys().isEmpty() && !select.ordering().window().isSet()) {
        @Override
        Answer answer(Select select, Shards shards) {
            return shards.concatenated(select);
        }
    },

    /** A row that several shards have comes out several times. */
    UNMERGED_DISTINCT(
            select -> select.head().distinct() && !select.ordering().window().isSet()) {
        @Override
        Answer answer(Select select, Shards shards) {
            return shards.concatenated(select);
        }
    },

    /** Each shard tells its rows of a reference entity. */
    DOUBLED_REFERENCE_ROWS(select -> select.from().keyPath().isEmpty()
            && !select.head().distinct()
            && select.others().isEmpty()
            && select.groups().keys().isEmpty()
            && !select.ordering().window().isSet()) {
        @Override
        Answer answer(Select select, Shards shards) {
            return shards.whole(select) instanceof Answer.Rows rows
                    ? new Answer.Rows(twice(rows.rows()), twice(rows.keys()))
                    : shards.whole(select);
        }
    },

    /** The shards' rows come one after the other. */
    UNMERGED_ORDER(select -> !select.ordering().keys().isEmpty()
            && !select.ordering().window().isSet()
            && select.groups().keys().isEmpty()
            && !select.head().distinct()) {
        @Override
        Answer answer(Select select, Shards shards) {
            return shards.concatenated(select);
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing
    private final Predicate<Select> applies;

    Fault(Predicate<Select> applies) {
        this.applies = applies;
    }

    boolean appliesTo(Statement statement) {
        return statement instanceof Select select
                && applies.test(select)
                && (this == DOUBLED_REFERENCE_ROWS || isSharded(select));
    }

    // Whose branches all have a shard key to tell them apart by.
    private static boolean isSharded(Select select) {
        return !select.from().keyPath().isEmpty()
                && select.others().stream().allMatch(branch -> isSharded(branch.select()));
    }

    private static <T> List<T> twice(List<T> rows) {
        List<T> twice = new ArrayList<>(rows);
        twice.addAll(rows);
        return twice;
    }

    abstract Answer answer(Select select, Shards shards);

    private static String swapped(String suffix) {
        if (suffix.contains("NULLS")) {
            return suffix.contains("FIRST") ? suffix.replace("FIRST", "LAST") : suffix.replace("LAST", "FIRST");
        }
        // Derby sorts NULL above all values.
        return suffix + (suffix.contains("DESC") ? " NULLS LAST" : " NULLS FIRST");
    }

    private static Answer cut(Answer answer, int rows) {
        return answer instanceof Answer.Rows all && all.rows().size() > rows
                ? new Answer.Rows(all.rows().subList(0, rows), all.keys().subList(0, rows))
                : answer;
    }

    private static Answer averages(Select select, Shards shards) {
        Answer right = shards.whole(select);
        Answer parts = shards.concatenated(select);
        if (!(right instanceof Answer.Rows whole) || !(parts instanceof Answer.Rows all)) {
            return right;
        }
        List<@Nullable Object> row = new ArrayList<>(whole.rows().get(0));
        for (int at = 0; at < row.size(); at++) {
            int column = at;
            if (select.head().items().get(at).text().startsWith("AVG(") && row.get(at) instanceof Double) {
                row.set(
                        at,
                        all.rows().stream()
                                .filter(part -> part.get(column) != null)
                                .mapToDouble(part -> (Double) part.get(column))
                                .average()
                                .orElseThrow());
            }
        }
        return new Answer.Rows(List.of(row), whole.keys());
    }
}
