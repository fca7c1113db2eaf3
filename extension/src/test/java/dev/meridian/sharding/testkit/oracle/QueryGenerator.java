package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.testkit.oracle.Scope.Typed;
import dev.meridian.sharding.testkit.oracle.Scope.Variable;
import dev.meridian.sharding.testkit.oracle.Select.Form;
import dev.meridian.sharding.testkit.oracle.Select.Item;
import dev.meridian.sharding.testkit.oracle.Select.Order;
import dev.meridian.sharding.testkit.oracle.Select.Window;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes random statements; each is a function of the seed and its number. */
final class QueryGenerator {

    private final UnitDescription unit;
    private final long seed;

    QueryGenerator(UnitDescription unit, long seed) {
        this.unit = unit;
        this.seed = seed;
    }

    Statement statement(int number) {
        Dice dice = new Dice(seed, number);
        Scope scope = Scope.empty(unit, dice, new Bindings(dice));
        int form = dice.below(100);
        if (form < 26) {
            return entities(scope, false);
        }
        if (form < 42) {
            return rows(scope, false);
        }
        if (form < 54) {
            return dice.chance(40) ? entities(scope, true) : rows(scope, true);
        }
        if (form < 68) {
            return new Grouped(scope).ungrouped();
        }
        if (form < 86) {
            return new Grouped(scope).grouped();
        }
        return form < 93 ? new Sets(scope).union() : new Bulks(scope).bulk();
    }

    private static Statement entities(Scope empty, boolean distinct) {
        Dice dice = empty.dice;
        Source source =
                (!distinct && dice.chance(35)) || dice.chance(15) ? Source.fetching(empty) : Source.random(empty);
        Scope scope = source.scope();
        Variable selected =
                source.fetches().isEmpty() ? scope.any() : scope.variables().get(0);
        Condition where = where(scope);
        Orders orders = new Orders(dice);
        List<Order> order = dice.chance(35)
                ? List.of()
                : distinct || dice.chance(60) ? orders.ofEntity(selected, 0) : orders.ofExpressions(scope);
        boolean plainRows = source.fetches().isEmpty();
        Set<String> totalBy = new LinkedHashSet<>(
                distinct ? List.of(selected.alias() + "." + selected.entity().code()) : scope.codes());
        Window window = plainRows && dice.chance(order.isEmpty() ? 10 : 40) ? orders.window() : Window.ALL;
        boolean hidden = order.stream().anyMatch(one -> !one.isVisible());
        if (!order.isEmpty() && (hidden || dice.chance(window.isSet() ? 85 : 30))) {
            order = orders.total(order, totalBy);
        }
        return new Select(
                distinct,
                List.of(Item.of(selected.alias())),
                Form.PLAIN,
                source.from(),
                source.joins(),
                source.fetches(),
                where,
                List.of(),
                null,
                order,
                window,
                totalBy,
                List.of(),
                scope.bindings.values());
    }

    private static Statement rows(Scope empty, boolean distinct) {
        Dice dice = empty.dice;
        Source source = Source.random(empty);
        Scope scope = source.scope();
        List<Item> items = items(scope, distinct);
        Form form = form(dice, items);
        Condition where = where(scope);
        Orders orders = new Orders(dice);
        List<Integer> sortable = new ArrayList<>();
        for (int at = 0; at < items.size(); at++) {
            if (!isEntity(scope, items.get(at))) {
                sortable.add(at);
            }
        }
        List<Order> order = List.of();
        if (dice.chance(65) && !sortable.isEmpty()) {
            order = distinct || dice.chance(60)
                    ? List.of(orders.ofItem(items, dice.pick(sortable)))
                    : orders.ofExpressions(scope);
        }
        Window window = dice.chance(order.isEmpty() ? 8 : 40) ? orders.window() : Window.ALL;
        Set<String> totalBy = new LinkedHashSet<>();
        if (!distinct) {
            totalBy.addAll(scope.codes());
        } else if (sortable.size() == items.size()) {
            items.forEach(item -> totalBy.add(item.text()));
        }
        boolean hidden = order.stream().anyMatch(one -> !one.isVisible());
        if (!order.isEmpty() && (hidden || dice.chance(window.isSet() ? 85 : 30))) {
            order = orders.total(order, totalBy);
        }
        return new Select(
                distinct,
                items,
                form,
                source.from(),
                source.joins(),
                List.of(),
                where,
                List.of(),
                null,
                order,
                window,
                totalBy,
                List.of(),
                scope.bindings.values());
    }

    private static boolean isEntity(Scope scope, Item item) {
        return scope.variables().stream().anyMatch(variable -> variable.alias().equals(item.text()));
    }

    private static List<Item> items(Scope scope, boolean distinct) {
        Dice dice = scope.dice;
        List<Item> items = new ArrayList<>();
        int size = distinct ? dice.upTo(2) : dice.upTo(3);
        for (int i = 0; i < size; i++) {
            if (i > 0 && dice.chance(15)) {
                items.add(Item.of(scope.any().alias()));
                continue;
            }
            Typed scalar = Scalars.any(scope);
            items.add(new Item(scalar.text(), dice.chance(25) ? "x" + i : ""));
        }
        return items;
    }

    static Form form(Dice dice, List<Item> items) {
        int form = dice.below(100);
        if (form < 15) {
            return Form.TUPLE;
        }
        return form < 30 && items.stream().allMatch(item -> item.alias().isEmpty()) ? Form.CONSTRUCTOR : Form.PLAIN;
    }

    static @Nullable Condition where(Scope scope) {
        return scope.dice.chance(30) ? null : new Conditions(scope).make(scope.dice.below(3));
    }
}
