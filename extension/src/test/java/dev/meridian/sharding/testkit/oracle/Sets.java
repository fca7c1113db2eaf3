package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.testkit.oracle.Scope.Typed;
import dev.meridian.sharding.testkit.oracle.Select.Branch;
import dev.meridian.sharding.testkit.oracle.Select.Form;
import dev.meridian.sharding.testkit.oracle.Select.Groups;
import dev.meridian.sharding.testkit.oracle.Select.Head;
import dev.meridian.sharding.testkit.oracle.Select.Item;
import dev.meridian.sharding.testkit.oracle.Select.Ordering;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Set operations over two or three branches of the same columns. */
final class Sets {

    private final Scope empty;
    private final Dice dice;

    Sets(Scope empty) {
        this.empty = empty;
        this.dice = empty.dice;
    }

    Select union() {
        Source source = Source.random(empty);
        List<Kind> kinds = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        if (dice.chance(25)) {
            items.add(Item.of(source.scope().any().alias()));
        } else {
            for (int i = dice.upTo(2); i > 0; i--) {
                Typed path = source.scope().path(kind -> true);
                kinds.add(path.kind());
                items.add(Item.of(path.text()));
            }
        }
        List<Branch> branches = new ArrayList<>();
        for (int i = dice.chance(85) ? 1 : 2; i > 0; i--) {
            branches.add(new Branch(
                    dice.of("UNION", "UNION", "UNION ALL", "INTERSECT", "EXCEPT"), branch(source, items, kinds)));
        }
        Select first = select(source, items).with(new Orders(dice).windowed(List.of(), List.of(), true));
        return first.withOthers(branches).withParameters(empty.bindings.values());
    }

    private Select branch(Source first, List<Item> items, List<Kind> kinds) {
        if (kinds.isEmpty() || dice.chance(40)) {
            return select(first, items);
        }
        Source other = source(kinds);
        List<Item> same = kinds.stream()
                .map(kind -> other.scope().path(candidate -> candidate == kind))
                .map(path -> Item.of(path.text()))
                .toList();
        return select(other, same);
    }

    /** A source with attributes of all these kinds. */
    private Source source(List<Kind> kinds) {
        return Stream.generate(() -> Source.random(empty))
                .filter(candidate ->
                        kinds.stream().allMatch(kind -> candidate.scope().has(other -> other == kind)))
                .findFirst()
                .orElseThrow();
    }

    private static Select select(Source source, List<Item> items) {
        Condition where = QueryGenerator.where(source.scope());
        return QueryGenerator.select(new Head(false, Form.PLAIN, items), source, where, Groups.NONE, Ordering.NONE);
    }
}
