package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.testkit.oracle.Scope.Typed;
import dev.meridian.sharding.testkit.oracle.Scope.Variable;
import dev.meridian.sharding.testkit.oracle.Select.Groups;
import dev.meridian.sharding.testkit.oracle.Select.Head;
import dev.meridian.sharding.testkit.oracle.Select.Item;
import dev.meridian.sharding.testkit.oracle.Select.Order;
import dev.meridian.sharding.testkit.oracle.Select.Ordering;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
        return dice.chance(15) ? byEntity(scope.any()) : byValues(keys());
    }

    private Select byEntity(Variable variable) {
        List<Item> items = new ArrayList<>();
        items.add(Item.of(variable.alias()));
        addAggregates(items);
        return grouped(
                items,
                1,
                List.of(variable.alias()),
                List.of(variable.alias() + "." + variable.entity().code()));
    }

    private Select byValues(List<String> keys) {
        List<Item> items = new ArrayList<>();
        for (String key : keys) {
            if (dice.chance(85)) {
                items.add(new Item(key, dice.chance(20) ? "k" + items.size() : ""));
            }
        }
        addAggregates(items);
        return grouped(items, 0, keys, keys);
    }

    private Select grouped(List<Item> items, int firstSortable, List<String> keys, List<String> totalBy) {
        Head head = new Head(false, QueryGenerator.form(dice, items), items);
        Condition where = QueryGenerator.where(scope);
        Groups groups = new Groups(keys, dice.chance(40) ? aggregates.having() : null);
        Orders orders = new Orders(dice);
        List<Order> order = dice.chance(30) ? List.of() : order(orders, items, firstSortable);
        return QueryGenerator.select(head, source, where, groups, orders.windowed(order, totalBy, true));
    }

    private void addAggregates(List<Item> items) {
        for (int i = dice.upTo(2); i > 0; i--) {
            Typed aggregate = aggregates.any();
            items.add(new Item(aggregate.text(), dice.chance(40) ? "a" + items.size() : ""));
        }
    }

    private List<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        for (int i = dice.chance(70) ? 1 : 2; i > 0; i--) {
            Typed path = scope.path(kind -> true);
            keys.add(dice.chance(10) ? Scalars.function(scope, path).text() : path.text());
        }
        return List.copyOf(keys);
    }

    private List<Order> order(Orders orders, List<Item> items, int first) {
        List<Order> order = new ArrayList<>();
        if (dice.chance(20)) {
            order.add(new Order(aggregates.aggregate().text(), dice.of("", " DESC"), -1, ""));
        }
        for (int i = dice.upTo(2); i > 0; i--) {
            order.add(orders.ofItem(items, first + dice.below(items.size() - first)));
        }
        return order;
    }
}
