package dev.meridian.sharding.testkit.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The steps by which a SELECT is made smaller: one clause, or one part of a clause, is left out. */
final class Smaller {

    private final Select select;

    Smaller(Select select) {
        this.select = select;
    }

    Stream<Statement> all() {
        return Stream.of(others(), window(), orders(), conditions(), items(), joins(), groups())
                .flatMap(steps -> steps);
    }

    private Stream<Statement> others() {
        Stream<Statement> branches =
                select.others().stream().map(branch -> branch.select().with(List.of(), Select.Window.ALL));
        Stream<Statement> smallerBranches = IntStream.range(0, select.others().size())
                .boxed()
                .flatMap(at -> select.others()
                        .get(at)
                        .select()
                        .smaller()
                        .map(Select.class::cast)
                        .map(smaller -> {
                            List<Select.Branch> changed = new ArrayList<>(select.others());
                            changed.set(
                                    at,
                                    new Select.Branch(select.others().get(at).operator(), smaller));
                            return select.withOthers(changed);
                        }));
        return Stream.of(branches, without(select.others(), select::withOthers), smallerBranches)
                .flatMap(steps -> steps);
    }

    private Stream<Statement> window() {
        Select.Window window = select.window();
        if (!window.isSet()) {
            return Stream.empty();
        }
        Stream<Select.Window> windows = Stream.of(Select.Window.ALL);
        if (window.first() >= 0 && window.max() >= 0) {
            windows = Stream.of(
                    Select.Window.ALL, new Select.Window(window.first(), -1), new Select.Window(-1, window.max()));
        }
        return windows.map(smaller -> select.with(select.orderBy(), smaller));
    }

    private Stream<Statement> orders() {
        return Stream.concat(
                without(select.orderBy(), order -> select.with(order, select.window())),
                IntStream.range(0, select.orderBy().size())
                        .filter(at -> !select.orderBy().get(at).suffix().isEmpty())
                        .mapToObj(this::withPlainOrder));
    }

    private Statement withPlainOrder(int at) {
        List<Select.Order> orders = new ArrayList<>(select.orderBy());
        Select.Order old = orders.get(at);
        orders.set(at, new Select.Order(old.text(), "", old.position(), old.attribute()));
        return select.with(orders, select.window());
    }

    private Stream<Statement> conditions() {
        List<Statement> smaller = new ArrayList<>();
        if (select.where() != null) {
            smaller.add(select.withConditions(null, select.having()));
            select.where().smaller().forEach(part -> smaller.add(select.withConditions(part, select.having())));
        }
        if (select.having() != null) {
            smaller.add(select.withConditions(select.where(), null));
            select.having().smaller().forEach(part -> smaller.add(select.withConditions(select.where(), part)));
        }
        return smaller.stream();
    }

    private Stream<Statement> items() {
        List<Statement> smaller = new ArrayList<>();
        if (select.form() != Select.Form.PLAIN) {
            smaller.add(select.withItems(select.distinct(), Select.Form.PLAIN, select.items()));
        }
        if (select.distinct()) {
            smaller.add(select.withItems(false, select.form(), select.items()));
        }
        if (select.items().size() > 1) {
            without(select.items(), items -> select.withItems(select.distinct(), select.form(), items))
                    .forEach(smaller::add);
        }
        return smaller.stream();
    }

    private Stream<Statement> joins() {
        return Stream.concat(
                without(select.joins(), joins -> select.withFrom(joins, select.fetches())),
                select.fetches().isEmpty() ? Stream.empty() : Stream.of(select.withFrom(select.joins(), List.of())));
    }

    private Stream<Statement> groups() {
        return without(select.groupBy(), select::withGroups);
    }

    private static <T> Stream<Statement> without(List<T> parts, Function<List<T>, Statement> made) {
        return IntStream.range(0, parts.size()).mapToObj(at -> {
            List<T> fewer = new ArrayList<>(parts);
            fewer.remove(at);
            return made.apply(fewer);
        });
    }
}
