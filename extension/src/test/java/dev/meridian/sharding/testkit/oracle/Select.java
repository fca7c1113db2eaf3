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
 * @param joins what follows the first range variable, such as {@code JOIN p.visits v}
 * @param fetches the attributes that the one selected entity is fetched with
 * @param totalBy the order is total if it has all these expressions among its keys; empty if it never is
 * @param others further branches of a set operation, without an order of their own
 */
record Select(
        boolean distinct,
        List<Item> items,
        Form form,
        String from,
        List<String> joins,
        List<String> fetches,
        @Nullable Condition where,
        List<String> groupBy,
        @Nullable Condition having,
        List<Order> orderBy,
        Window window,
        Set<String> totalBy,
        List<Branch> others,
        Map<String, @Nullable Object> parameters)
        implements Statement {

    /** How a row comes out. */
    enum Form {
        PLAIN,
        TUPLE,
        CONSTRUCTOR
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

    Select {
        items = List.copyOf(items);
        joins = List.copyOf(joins);
        fetches = List.copyOf(fetches);
        groupBy = List.copyOf(groupBy);
        orderBy = List.copyOf(orderBy);
        totalBy = Collections.unmodifiableSet(new LinkedHashSet<>(totalBy));
        others = List.copyOf(others);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    boolean isTotallyOrdered() {
        return !totalBy.isEmpty()
                && orderBy.stream().map(Order::text).collect(Collectors.toSet()).containsAll(totalBy);
    }

    /** The keys of the order, from the first on, whose values the result shows. */
    List<Order> visibleOrder() {
        return orderBy.stream().takeWhile(Order::isVisible).toList();
    }

    @Override
    public String jpql() {
        StringBuilder text = new StringBuilder("SELECT ");
        String list = items.stream().map(Item::toString).collect(Collectors.joining(", "));
        text.append(distinct ? "DISTINCT " : "")
                .append(form == Form.CONSTRUCTOR ? "NEW " + Row.class.getName() + "(" + list + ")" : list)
                .append(" FROM ")
                .append(from);
        joins.forEach(join -> text.append(join.startsWith(",") ? "" : " ").append(join));
        append(text, " WHERE ", where);
        append(text, " GROUP BY ", groupBy);
        append(text, " HAVING ", having);
        others.forEach(branch -> text.append(' ')
                .append(branch.operator())
                .append(' ')
                .append(branch.select().jpql()));
        append(text, " ORDER BY ", orderBy);
        return text.toString();
    }

    private static void append(StringBuilder text, String word, @Nullable Object clause) {
        if (clause instanceof List<?> list) {
            if (!list.isEmpty()) {
                text.append(word).append(list.stream().map(Object::toString).collect(Collectors.joining(", ")));
            }
        } else if (clause != null) {
            text.append(word).append(clause);
        }
    }

    @Override
    public Stream<Statement> smaller() {
        return new Smaller(this).all();
    }

    Select with(List<Order> order, Window limits) {
        return new Select(
                distinct,
                items,
                form,
                from,
                joins,
                fetches,
                where,
                groupBy,
                having,
                order,
                limits,
                totalBy,
                others,
                parameters);
    }

    Select withConditions(@Nullable Condition newWhere, @Nullable Condition newHaving) {
        return new Select(
                distinct,
                items,
                form,
                from,
                joins,
                fetches,
                newWhere,
                groupBy,
                newHaving,
                orderBy,
                window,
                totalBy,
                others,
                parameters);
    }

    /** Another list of items; what the order shows and whether it is total is not known then. */
    Select withItems(boolean newDistinct, Form newForm, List<Item> newItems) {
        List<Order> hidden = orderBy.stream()
                .map(order -> new Order(order.text(), order.suffix(), -1, ""))
                .toList();
        boolean same = newDistinct == distinct && newItems.equals(items);
        return new Select(
                newDistinct,
                newItems,
                newForm,
                from,
                joins,
                fetches,
                where,
                groupBy,
                having,
                same ? orderBy : hidden,
                window,
                newDistinct == distinct && !distinct ? totalBy : Set.of(),
                others,
                parameters);
    }

    Select withFrom(List<String> newJoins, List<String> newFetches) {
        return new Select(
                distinct,
                items,
                form,
                from,
                newJoins,
                newFetches,
                where,
                groupBy,
                having,
                orderBy,
                window,
                totalBy,
                others,
                parameters);
    }

    Select withGroups(List<String> newGroups) {
        return new Select(
                distinct,
                items,
                form,
                from,
                joins,
                fetches,
                where,
                newGroups,
                having,
                orderBy,
                window,
                Set.of(),
                others,
                parameters);
    }

    Select withParameters(Map<String, @Nullable Object> newParameters) {
        return new Select(
                distinct,
                items,
                form,
                from,
                joins,
                fetches,
                where,
                groupBy,
                having,
                orderBy,
                window,
                totalBy,
                others,
                newParameters);
    }

    Select withOthers(List<Branch> newOthers) {
        return new Select(
                distinct,
                items,
                form,
                from,
                joins,
                fetches,
                where,
                groupBy,
                having,
                orderBy,
                window,
                Set.of(),
                newOthers,
                parameters);
    }
}
