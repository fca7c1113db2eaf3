package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.testkit.oracle.Scope.Variable;
import dev.meridian.sharding.testkit.oracle.Select.Item;
import dev.meridian.sharding.testkit.oracle.Select.Order;
import dev.meridian.sharding.testkit.oracle.Select.Ordering;
import dev.meridian.sharding.testkit.oracle.Select.Window;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Orders and windows. */
final class Orders {

    private final Dice dice;

    Orders(Dice dice) {
        this.dice = dice;
    }

    /** An order by what is selected, by position. */
    List<Order> ofItems(List<Item> items) {
        List<Order> orders = new ArrayList<>();
        for (int i = dice.upTo(2); i > 0; i--) {
            int at = dice.below(items.size());
            orders.add(ofItem(items, at));
        }
        return orders;
    }

    Order ofItem(List<Item> items, int at) {
        Item item = items.get(at);
        String text = !item.alias().isEmpty() && dice.chance(70) ? item.alias() : item.text();
        return new Order(text, suffix(), at, "");
    }

    /** An order by attributes of a selected entity. */
    List<Order> ofEntity(Variable variable, int position) {
        List<Order> orders = new ArrayList<>();
        for (int i = dice.upTo(2); i > 0; i--) {
            Attribute attribute = dice.pick(variable.entity().attributes());
            orders.add(new Order(variable.alias() + "." + attribute.name(), suffix(), position, attribute.name()));
        }
        return orders;
    }

    /** An order by expressions that need not be selected. */
    List<Order> ofExpressions(Scope scope) {
        List<Order> orders = new ArrayList<>();
        for (int i = dice.upTo(2); i > 0; i--) {
            orders.add(new Order(Scalars.any(scope).text(), suffix(), -1, ""));
        }
        return orders;
    }

    /**
     * The order with a window, or without one. An order whose keys are not all shown is made total, and mostly one with a
     * window too.
     *
     * @param totalBy what makes it total; empty if nothing can
     */
    Ordering windowed(List<Order> keys, List<String> totalBy, boolean mayHaveWindow) {
        Window window = mayHaveWindow && dice.chance(keys.isEmpty() ? 8 : 40) ? window() : Window.ALL;
        boolean hidden = keys.stream().anyMatch(key -> !key.isVisible());
        boolean total = !keys.isEmpty() && (hidden || dice.chance(window.isSet() ? 88 : 30));
        return new Ordering(total ? total(keys, totalBy) : keys, window, new LinkedHashSet<>(totalBy));
    }

    private List<Order> total(List<Order> keys, List<String> totalBy) {
        List<Order> total = new ArrayList<>(keys);
        for (String expression : totalBy) {
            if (keys.stream().noneMatch(key -> key.text().equals(expression))) {
                total.add(new Order(expression, dice.of("", "", " DESC"), -1, ""));
            }
        }
        return total;
    }

    private Window window() {
        return switch (dice.below(8)) {
            case 0, 1, 2 -> new Window(-1, dice.upTo(10));
            case 3, 4, 5 -> new Window(dice.below(8), dice.upTo(10));
            case 6 -> new Window(dice.below(6), -1);
            default -> dice.chance(30) ? new Window(1000, 5) : new Window(dice.below(30), dice.upTo(40));
        };
    }

    private String suffix() {
        return dice.of("", "", " DESC", " DESC", " ASC", "")
                + (dice.chance(30) ? dice.of(" NULLS FIRST", " NULLS LAST") : "");
    }
}
