package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.testkit.oracle.Scope.Typed;
import dev.meridian.sharding.testkit.oracle.Select.Branch;
import dev.meridian.sharding.testkit.oracle.Select.Form;
import dev.meridian.sharding.testkit.oracle.Select.Item;
import dev.meridian.sharding.testkit.oracle.Select.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    Statement union() {
        Source source = Source.random(empty);
        List<Kind> kinds = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        if (dice.chance(25)) {
            items.add(Item.of(source.scope().any().alias()));
        }
        for (int i = items.isEmpty() ? dice.upTo(2) : 0; i > 0; i--) {
            Typed path = source.scope().path(kind -> true);
            kinds.add(path.kind());
            items.add(Item.of(path.text()));
        }
        List<Branch> branches = new ArrayList<>();
        for (int i = dice.chance(85) ? 1 : 2; i > 0; i--) {
            branches.add(new Branch(
                    dice.of("UNION", "UNION", "UNION ALL", "INTERSECT", "EXCEPT"), branch(source, items, kinds)));
        }
        Select first = select(source, items, QueryGenerator.where(source.scope()), List.of());
        return first.withOthers(branches).withParameters(empty.bindings.values());
    }

    private Select branch(Source first, List<Item> items, List<Kind> kinds) {
        if (kinds.isEmpty() || dice.chance(40)) {
            return select(first, items, QueryGenerator.where(first.scope()), List.of());
        }
        Source other = source(kinds);
        List<Item> same = new ArrayList<>();
        kinds.forEach(kind -> same.add(
                Item.of(other.scope().path(candidate -> candidate == kind).text())));
        return select(other, same, QueryGenerator.where(other.scope()), List.of());
    }

    /** A source with attributes of all these kinds: of an entity that has them, or of several joined. */
    private Source source(List<Kind> kinds) {
        return Stream.generate(() -> Source.random(empty))
                .limit(50)
                .filter(candidate ->
                        kinds.stream().allMatch(kind -> candidate.scope().has(other -> other == kind)))
                .findFirst()
                .orElseThrow();
    }

    private static Select select(Source source, List<Item> items, @Nullable Condition where, List<Branch> branches) {
        return new Select(
                false,
                items,
                Form.PLAIN,
                source.from(),
                source.joins(),
                List.of(),
                where,
                List.of(),
                null,
                List.of(),
                Window.ALL,
                Set.of(),
                branches,
                Map.of());
    }
}
