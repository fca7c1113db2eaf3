package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.testkit.oracle.Scope.Named;
import dev.meridian.sharding.testkit.oracle.Scope.Typed;
import dev.meridian.sharding.testkit.oracle.Select.Groups;
import dev.meridian.sharding.testkit.oracle.Select.Head;
import dev.meridian.sharding.testkit.oracle.Select.Item;
import dev.meridian.sharding.testkit.oracle.Select.Order;
import dev.meridian.sharding.testkit.oracle.Select.Ordering;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Queries with aggregates, with groups and without. */
final class Grouped {

    private final Dice dice;
    private final Source source;
    private final Scope scope;
    private final Aggregates aggregates;

    Grouped(Scope empty) {
        dice = empty.dice;
        source = Source.random(empty);
        scope = source.scope();
        aggregates = new Aggregates(scope);
    }

    Select ungrouped() {
        List<Item> items = new ArrayList<>();
        for (int i = dice.upTo(3); i > 0; i--) {
            items.add(Item.of(aggregates.any().text()));
        }
        Head head = new Head(false, QueryGenerator.form(dice, items), items);
        Condition where = QueryGenerator.where(scope);
        Groups groups = new Groups(List.of(), dice.chance(8) ? aggregates.having() : null);
        return QueryGenerator.select(head, source, where, groups, Ordering.NONE);
    }

    Select grouped() {
        return dice.chance(30) ? byEntities() : byValues(keys());
    }

    /** By one or two entities, now and then beside values. */
    private Select byEntities() {
        Map<String, Named> entities = new LinkedHashMap<>();
        for (int i = dice.chance(75) ? 1 : 2; i > 0; i--) {
            Named entity = scope.entity();
            entities.put(entity.text(), entity);
        }
        List<String> values = dice.chance(25) ? keys().stream().map(Typed::text).toList() : List.of();
        List<Item> items = new ArrayList<>();
        List<Item> plain = new ArrayList<>();
        for (Named entity : entities.values()) {
            if (dice.chance(85)) {
                items.add(Item.of(entity.text()));
            }
            if (dice.chance(25)) {
                plain.add(Item.of(entity.text() + "."
                        + dice.pick(entity.entity().attributes()).name()));
            }
        }
        values.stream().filter(value -> dice.chance(70)).map(Item::of).forEach(plain::add);
        addAggregates(plain);
        int firstSortable = items.size();
        items.addAll(plain);
        List<String> totalBy = new ArrayList<>(values);
        entities.values().forEach(entity -> totalBy.add(entity.code()));
        List<String> keys = new ArrayList<>(entities.keySet());
        keys.addAll(values);
        return grouped(items, firstSortable, keys, totalBy);
    }

    private Select byValues(List<Typed> typed) {
        List<Item> items = new ArrayList<>();
        for (Typed key : typed) {
            if (dice.chance(85)) {
                items.add(new Item(key.text(), dice.chance(20) ? "k" + items.size() : ""));
            }
            String function = Scalars.function(scope, key).text();
            if (dice.chance(20) && !showsPadding(function)) {
                items.add(Item.of(function));
            }
        }
        addAggregates(items);
        List<String> keys = typed.stream().map(Typed::text).toList();
        return grouped(items, 0, keys, keys);
    }

    // Which of several equal texts stands for a group is a database's own choice, and not to be seen but for their
    // blanks.
    private static boolean showsPadding(String function) {
        return function.startsWith("CONCAT") || function.startsWith("LENGTH");
    }

    private Select grouped(List<Item> items, int firstSortable, List<String> keys, List<String> totalBy) {
        Head head = new Head(dice.chance(6), QueryGenerator.form(dice, items), items);
        Condition where = QueryGenerator.where(scope);
        Groups groups = new Groups(keys, dice.chance(40) ? aggregates.having() : null);
        Orders orders = new Orders(dice);
        List<Order> order = dice.chance(30) ? List.of() : order(orders, items, firstSortable, head.distinct());
        List<String> total = head.distinct() ? List.of() : totalBy;
        return QueryGenerator.select(head, source, where, groups, orders.windowed(order, total, true));
    }

    private void addAggregates(List<Item> items) {
        for (int i = dice.upTo(2); i > 0; i--) {
            Typed aggregate = aggregates.any();
            items.add(new Item(aggregate.text(), dice.chance(40) ? "a" + items.size() : ""));
        }
    }

    private List<Typed> keys() {
        Set<Typed> keys = new LinkedHashSet<>();
        for (int i = dice.chance(70) ? 1 : 2; i > 0; i--) {
            Typed path = scope.path(kind -> true);
            keys.add(dice.chance(10) ? Scalars.function(scope, path) : path);
        }
        return List.copyOf(keys);
    }

    private List<Order> order(Orders orders, List<Item> items, int first, boolean selectedOnly) {
        List<Order> order = new ArrayList<>();
        if (!selectedOnly && dice.chance(20)) {
            order.add(new Order(aggregates.aggregate().text(), dice.of("", " DESC"), -1, ""));
        }
        for (int i = dice.upTo(2); i > 0; i--) {
            order.add(orders.ofItem(items, first + dice.below(items.size() - first)));
        }
        return order;
    }
}
