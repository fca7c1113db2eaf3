package dev.meridian.sharding.testkit.oracle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A SELECT.
 *
 * @param others further branches of a set operation, without an order of their own
 * @param reading how its result is fetched
 */
record Select(
        Head head,
        From from,
        @Nullable Condition where,
        Groups groups,
        Ordering ordering,
        List<Branch> others,
        Map<String, @Nullable Object> parameters,
        Reading reading)
        implements Statement {

    Select {
        others = List.copyOf(others);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    Select(
            Head head,
            From from,
            @Nullable Condition where,
            Groups groups,
            Ordering ordering,
            List<Branch> others,
            Map<String, @Nullable Object> parameters) {
        this(head, from, where, groups, ordering, others, parameters, Reading.LIST);
    }

    /** How the result is fetched. */
    enum Reading {
        LIST,
        STREAM,
        CURSORED_STREAM,
        SCROLLABLE_CURSOR
    }

    /** How a row comes out. */
    enum Form {
        PLAIN,
        TUPLE,
        CONSTRUCTOR
    }

    /** What is selected. */
    record Head(boolean distinct, Form form, List<Item> items) {
        Head {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            String list = list(items);
            return "SELECT " + (distinct ? "DISTINCT " : "")
                    + (form == Form.CONSTRUCTOR ? "NEW " + Row.class.getName() + "(" + list + ")" : list);
        }
    }

    /**
     * One selected expression.
     *
     * @param alias its result variable, or empty
     */
    record Item(String text, String alias) {

        static Item of(String text) {
            return new Item(text, "");
        }

        @Override
        public String toString() {
            return alias.isEmpty() ? text : text + " AS " + alias;
        }
    }

    /**
     * Where rows come from.
     *
     * @param keyPath the path from the first range variable to the shard key
     * @param joins what follows the first range variable, such as {@code JOIN p.visits v}
     * @param fetches the paths from the one selected entity to what it is fetched with, such as {@code visits.remarks}
     */
    record From(String first, String keyPath, List<String> joins, List<String> fetches) {
        From {
            joins = List.copyOf(joins);
            fetches = List.copyOf(fetches);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(" FROM ").append(first);
            joins.forEach(join -> text.append(join.startsWith(",") ? "" : " ").append(join));
            return text.toString();
        }
    }

    /** GROUP BY and HAVING. */
    record Groups(List<String> keys, @Nullable Condition having) {

        static final Groups NONE = new Groups(List.of(), null);

        Groups {
            keys = List.copyOf(keys);
        }

        @Override
        public String toString() {
            return (keys.isEmpty() ? "" : " GROUP BY " + String.join(", ", keys))
                    + (having == null ? "" : " HAVING " + having);
        }
    }

    /**
     * ORDER BY and the window.
     *
     * @param totalBy the order is total if it has all these expressions among its keys; empty if it never is
     */
    record Ordering(List<Order> keys, Window window, Set<String> totalBy) {

        static final Ordering NONE = new Ordering(List.of(), Window.ALL, Set.of());

        Ordering {
            keys = List.copyOf(keys);
            totalBy = Collections.unmodifiableSet(new LinkedHashSet<>(totalBy));
        }

        boolean isTotal() {
            return !totalBy.isEmpty()
                    && keys.stream()
                            .map(Order::text)
                            .collect(Collectors.toSet())
                            .containsAll(totalBy);
        }

        /** The keys, from the first on, whose values the result shows. */
        List<Order> visible() {
            return keys.stream().takeWhile(Order::isVisible).toList();
        }

        /** The same keys of another result: what it shows of them is not known. */
        Ordering blind() {
            List<Order> hidden = keys.stream()
                    .map(order -> new Order(order.text(), order.suffix(), -1, ""))
                    .toList();
            return new Ordering(hidden, window, Set.of());
        }
    }

    /**
     * One key of the order.
     *
     * @param suffix direction and place of the nulls
     * @param position the selected item that shows the key's value; negative if none does
     * @param attribute where the item is an entity: the attribute of it that is the key, otherwise empty
     */
    record Order(String text, String suffix, int position, String attribute) {

        boolean isVisible() {
            return position >= 0;
        }

        @Override
        public String toString() {
            return text + suffix;
        }
    }

    /** Negative numbers mean: not set. */
    record Window(int first, int max) {

        static final Window ALL = new Window(-1, -1);

        boolean isSet() {
            return first >= 0 || max >= 0;
        }
    }

    /** A set operation's next branch. */
    record Branch(String operator, Select select) {}

    @Override
    public String jpql() {
        StringBuilder text = new StringBuilder();
        text.append(head)
                .append(from)
                .append(where == null ? "" : " WHERE " + where)
                .append(groups);
        others.forEach(branch -> text.append(' ')
                .append(branch.operator())
                .append(' ')
                .append(branch.select().jpql()));
        return text.append(ordering.keys().isEmpty() ? "" : " ORDER BY " + list(ordering.keys()))
                .toString();
    }

    private static String list(List<?> parts) {
        return parts.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    @Override
    public Stream<Statement> smaller() {
        return new Smaller(this).all();
    }

    Select with(Head newHead) {
        return new Select(newHead, from, where, groups, ordering, others, parameters, reading);
    }

    Select with(From newFrom) {
        return new Select(head, newFrom, where, groups, ordering, others, parameters, reading);
    }

    Select withWhere(@Nullable Condition newWhere) {
        return new Select(head, from, newWhere, groups, ordering, others, parameters, reading);
    }

    Select with(Groups newGroups) {
        return new Select(head, from, where, newGroups, ordering, others, parameters, reading);
    }

    Select with(Ordering newOrdering) {
        return new Select(head, from, where, groups, newOrdering, others, parameters, reading);
    }

    Select with(Window window) {
        return with(new Ordering(ordering.keys(), window, ordering.totalBy()));
    }

    Select withOthers(List<Branch> newOthers) {
        return new Select(head, from, where, groups, ordering, newOthers, parameters, reading);
    }

    Select with(Reading newReading) {
        return new Select(head, from, where, groups, ordering, others, parameters, newReading);
    }

    Select withParameters(Map<String, @Nullable Object> newParameters) {
        return new Select(head, from, where, groups, ordering, others, newParameters, reading);
    }
}
