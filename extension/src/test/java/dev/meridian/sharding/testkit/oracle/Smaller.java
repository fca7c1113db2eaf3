package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.testkit.oracle.Select.Branch;
import dev.meridian.sharding.testkit.oracle.Select.From;
import dev.meridian.sharding.testkit.oracle.Select.Groups;
import dev.meridian.sharding.testkit.oracle.Select.Head;
import dev.meridian.sharding.testkit.oracle.Select.Order;
import dev.meridian.sharding.testkit.oracle.Select.Ordering;
import dev.meridian.sharding.testkit.oracle.Select.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The steps by which a SELECT is made smaller: one clause, or one part of a clause, is left out. */
final class Smaller {

    private final Select select;

    Smaller(Select select) {
        this.select = select;
    }

    Stream<Statement> all() {
        return Stream.of(readings(), others(), windows(), orders(), conditions(), heads(), sources(), groups())
                .flatMap(steps -> steps);
    }

    private Stream<Select> readings() {
        return select.reading() == Select.Reading.LIST ? Stream.empty() : Stream.of(select.with(Select.Reading.LIST));
    }

    private Stream<Select> others() {
        List<Branch> others = select.others();
        Stream<Select> alone = others.stream()
                .map(branch -> branch.select().with(Ordering.NONE).withParameters(select.parameters()));
        Stream<Select> smaller = IntStream.range(0, others.size())
                .boxed()
                .flatMap(at -> others.get(at)
                        .select()
                        .smaller()
                        .map(part -> select.withOthers(
                                replaced(others, at, new Branch(others.get(at).operator(), (Select) part)))));
        return Stream.of(alone, without(others).map(select::withOthers), smaller)
                .flatMap(steps -> steps);
    }

    private Stream<Select> windows() {
        Window window = select.ordering().window();
        Stream<Window> smaller = window.isSet() ? Stream.of(Window.ALL) : Stream.empty();
        if (window.first() >= 0 && window.max() >= 0) {
            smaller = Stream.of(Window.ALL, new Window(window.first(), -1), new Window(-1, window.max()));
        }
        return smaller.map(select::with);
    }

    private Stream<Select> orders() {
        Ordering ordering = select.ordering();
        List<Order> keys = ordering.keys();
        Stream<List<Order>> plain = IntStream.range(0, keys.size())
                .filter(at -> !keys.get(at).suffix().isEmpty())
                .mapToObj(at -> replaced(
                        keys,
                        at,
                        new Order(
                                keys.get(at).text(),
                                "",
                                keys.get(at).position(),
                                keys.get(at).attribute())));
        return Stream.concat(without(keys), plain)
                .map(order -> select.with(new Ordering(order, ordering.window(), ordering.totalBy())));
    }

    private Stream<Select> conditions() {
        List<Select> smaller = new ArrayList<>();
        if (select.where() != null) {
            smaller.add(select.withWhere(null));
            select.where().smaller().map(select::withWhere).forEach(smaller::add);
        }
        Groups groups = select.groups();
        if (groups.having() != null) {
            smaller.add(select.with(new Groups(groups.keys(), null)));
            groups.having()
                    .smaller()
                    .map(part -> select.with(new Groups(groups.keys(), part)))
                    .forEach(smaller::add);
        }
        return smaller.stream();
    }

    private Stream<Select> heads() {
        Head head = select.head();
        List<Select> smaller = new ArrayList<>();
        if (head.form() != Select.Form.PLAIN) {
            smaller.add(select.with(new Head(head.distinct(), Select.Form.PLAIN, head.items())));
        }
        if (head.distinct()) {
            smaller.add(select.with(new Head(false, head.form(), head.items()))
                    .with(select.ordering().blind()));
        }
        if (head.items().size() > 1) {
            without(head.items())
                    .map(items -> select.with(new Head(head.distinct(), head.form(), items))
                            .with(select.ordering().blind()))
                    .forEach(smaller::add);
        }
        return smaller.stream();
    }

    private Stream<Select> sources() {
        From from = select.from();
        return without(from.joins())
                .map(joins -> select.with(new From(from.first(), from.keyPath(), joins, List.of())));
    }

    private Stream<Select> groups() {
        return without(select.groups().keys())
                .map(keys -> select.with(new Groups(keys, select.groups().having()))
                        .with(select.ordering().blind()));
    }

    private static <T> Stream<List<T>> without(List<T> parts) {
        return IntStream.range(0, parts.size()).mapToObj(at -> {
            List<T> fewer = new ArrayList<>(parts);
            fewer.remove(at);
            return fewer;
        });
    }

    private static <T> List<T> replaced(List<T> parts, int at, T part) {
        List<T> changed = new ArrayList<>(parts);
        changed.set(at, part);
        return changed;
    }
}
