package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.testkit.oracle.Scope.Typed;
import dev.meridian.sharding.testkit.oracle.Select.Form;
import dev.meridian.sharding.testkit.oracle.Select.Item;
import dev.meridian.sharding.testkit.oracle.Select.Order;
import dev.meridian.sharding.testkit.oracle.Select.Window;
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

    Statement ungrouped() {
        List<Item> items = new ArrayList<>();
        for (int i = dice.upTo(3); i > 0; i--) {
            items.add(Item.of(aggregates.any().text()));
        }
        return new Select(
                false,
                items,
                QueryGenerator.form(dice, items),
                source.from(),
                source.joins(),
                List.of(),
                QueryGenerator.where(scope),
                List.of(),
                dice.chance(8) ? aggregates.having() : null,
                List.of(),
                Window.ALL,
                Set.of(),
                List.of(),
                scope.bindings.values());
    }

    Statement grouped() {
        List<String> keys = keys();
        boolean byEntity = keys.size() == 1 && !keys.get(0).contains(".");
        List<Item> items = new ArrayList<>();
        keys.forEach(key -> {
            if (dice.chance(85)) {
                items.add(new Item(key, !byEntity && dice.chance(20) ? "k" + items.size() : ""));
            }
        });
        for (int i = dice.upTo(2); i > 0; i--) {
            Typed aggregate = aggregates.any();
            items.add(new Item(aggregate.text(), dice.chance(40) ? "a" + items.size() : ""));
        }
        Form form = QueryGenerator.form(dice, items);
        Condition where = QueryGenerator.where(scope);
        Condition having = dice.chance(40) ? aggregates.having() : null;
        Orders orders = new Orders(dice);
        List<Order> order = dice.chance(30) ? List.of() : order(orders, items, byEntity);
        Window window = dice.chance(order.isEmpty() ? 5 : 40) ? orders.window() : Window.ALL;
        Set<String> totalBy = new LinkedHashSet<>(byEntity ? List.of(keys.get(0) + "." + code(keys.get(0))) : keys);
        boolean hidden = order.stream().anyMatch(one -> !one.isVisible());
        if (!order.isEmpty() && (hidden || dice.chance(window.isSet() ? 90 : 30))) {
            order = orders.total(order, totalBy);
        }
        return new Select(
                false,
                items,
                form,
                source.from(),
                source.joins(),
                List.of(),
                where,
                keys,
                having,
                order,
                window,
                totalBy,
                List.of(),
                scope.bindings.values());
    }

    private String code(String alias) {
        return scope.variables().stream()
                .filter(variable -> variable.alias().equals(alias))
                .findFirst()
                .orElseThrow()
                .entity()
                .code();
    }

    private List<String> keys() {
        if (dice.chance(15)) {
            return List.of(scope.any().alias());
        }
        Set<String> keys = new LinkedHashSet<>();
        for (int i = dice.chance(70) ? 1 : 2; i > 0; i--) {
            Typed path = scope.path(kind -> true);
            keys.add(dice.chance(10) ? Scalars.function(scope, path).text() : path.text());
        }
        return List.copyOf(keys);
    }

    private List<Order> order(Orders orders, List<Item> items, boolean byEntity) {
        int first = byEntity && items.get(0).text().equals(scopeAlias(items)) ? 1 : 0;
        List<Order> order = new ArrayList<>();
        if (dice.chance(20)) {
            order.add(new Order(aggregates.aggregate().text(), dice.of("", " DESC"), -1, ""));
        }
        for (int i = dice.upTo(2); i > 0; i--) {
            order.add(orders.ofItem(items, first + dice.below(items.size() - first)));
        }
        return order;
    }

    private String scopeAlias(List<Item> items) {
        return scope.variables().stream()
                .map(Scope.Variable::alias)
                .filter(alias -> items.get(0).text().equals(alias))
                .findFirst()
                .orElse("");
    }
}
