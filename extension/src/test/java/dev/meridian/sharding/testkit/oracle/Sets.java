package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.testkit.oracle.Scope.Named;
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
import org.jspecify.annotations.Nullable;

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
        Named entity = dice.chance(40) ? source.scope().entity() : null;
        if (entity != null) {
            items.add(Item.of(entity.text()));
        }
        for (int i = entity == null ? dice.upTo(2) : dice.below(2); i > 0; i--) {
            Typed path = source.scope().path(kind -> true);
            kinds.add(path.kind());
            items.add(Item.of(path.text()));
        }
        List<Branch> branches = new ArrayList<>();
        for (int i = dice.chance(85) ? 1 : 2; i > 0; i--) {
            branches.add(new Branch(
                    dice.of("UNION", "UNION", "UNION ALL", "INTERSECT", "EXCEPT"),
                    branch(source, items, entity, kinds)));
        }
        Select first = select(source, items).with(new Orders(dice).windowed(List.of(), List.of(), true));
        return first.withOthers(branches).withParameters(empty.bindings.values());
    }

    private Select branch(Source first, List<Item> items, @Nullable Named entity, List<Kind> kinds) {
        if (dice.chance(40)) {
            return select(first, items);
        }
        Source other = source(entity, kinds);
        List<Item> same = new ArrayList<>();
        if (entity != null) {
            same.add(Item.of(dice.pick(like(entity, other)).text()));
        }
        kinds.stream()
                .map(kind -> other.scope().path(candidate -> candidate == kind))
                .map(path -> Item.of(path.text()))
                .forEach(same::add);
        return select(other, same);
    }

    /** A source with such an entity, and with attributes of all these kinds. */
    private Source source(@Nullable Named entity, List<Kind> kinds) {
        return Stream.generate(() -> Source.random(empty))
                .filter(candidate ->
                        kinds.stream().allMatch(kind -> candidate.scope().has(other -> other == kind)))
                .filter(candidate -> entity == null || !like(entity, candidate).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static List<Named> like(Named entity, Source source) {
        return source.scope().entities().stream()
                .filter(candidate -> candidate.entity().equals(entity.entity()))
                .toList();
    }

    private static Select select(Source source, List<Item> items) {
        Condition where = QueryGenerator.where(source.scope());
        return QueryGenerator.select(new Head(false, Form.PLAIN, items), source, where, Groups.NONE, Ordering.NONE);
    }
}
