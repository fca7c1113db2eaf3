package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.testkit.oracle.Scope.Typed;
import dev.meridian.sharding.testkit.oracle.Scope.Variable;
import dev.meridian.sharding.testkit.oracle.Select.Form;
import dev.meridian.sharding.testkit.oracle.Select.Groups;
import dev.meridian.sharding.testkit.oracle.Select.Head;
import dev.meridian.sharding.testkit.oracle.Select.Item;
import dev.meridian.sharding.testkit.oracle.Select.Order;
import dev.meridian.sharding.testkit.oracle.Select.Ordering;
import dev.meridian.sharding.testkit.oracle.Select.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes random statements; each is a function of the seed and its number. */
final class QueryGenerator {

    private static final Pattern ENTITIES_IN_HAVING =
            Pattern.compile("(, |JOIN )[A-Z]\\w* [a-z]+ .*HAVING.*COUNT\\((DISTINCT )?[a-z]+\\)");

    private static final Pattern ANOTHER_VARIABLE_IN_HAVING =
            Pattern.compile("(?:, |JOIN )[A-Z]\\w* ([a-z]+) .*HAVING.*\\b\\1\\.");

    private static final Pattern ENTITY_JOINED_IN_BRANCH =
            Pattern.compile("\\b(UNION|INTERSECT|EXCEPT)\\b.* JOIN [A-Z]\\w* \\w+ ON ");

    private static final Pattern DISTINCT_TRIM_AND_NULLIF =
            Pattern.compile("SELECT DISTINCT .*TRIM\\(.*NULLIF\\(.* FROM ");

    private static final Pattern DISTINCT_NULLS_FIRST =
            Pattern.compile("SELECT DISTINCT .* ORDER BY .*(?<! DESC) NULLS FIRST");

    private final UnitDescription unit;
    private final long seed;

    QueryGenerator(UnitDescription unit, long seed) {
        this.unit = unit;
        this.seed = seed;
    }

    Statement statement(int number) {
        Dice dice = new Dice(seed, number);
        Statement statement = statement(dice);
        while (oneDatabaseIsWrong(statement.jpql())) {
            statement = statement(dice);
        }
        return statement instanceof Select select ? select.with(reading(dice, select)) : statement;
    }

    /**
     * Derby refuses several DISTINCT aggregates, and answers them wrongly where one stands in HAVING; and EclipseLink takes the
     * columns of another variable there, where variables stand side by side or are joined by a condition. In a set operation's
     * further branches it lists the tables of a path twice, side by side, where an entity is joined by a condition. Derby
     * does not heed NULLS FIRST where it sorts for DISTINCT already, and takes ('', 'x') for ('x', '') where these are made
     * by TRIM and NULLIF.
     */
    private static boolean oneDatabaseIsWrong(String jpql) {
        return jpql.split("\\(DISTINCT ", -1).length > 2
                || DISTINCT_NULLS_FIRST.matcher(jpql).find()
                || ENTITIES_IN_HAVING.matcher(jpql).find()
                || ANOTHER_VARIABLE_IN_HAVING.matcher(jpql).find()
                || ENTITY_JOINED_IN_BRANCH.matcher(jpql).find()
                || DISTINCT_TRIM_AND_NULLIF.matcher(jpql).find();
    }

    private Reading reading(Dice dice, Select select) {
        int reading = dice.below(100);
        if (reading < 4) {
            return Reading.STREAM;
        }
        if (reading < 16 && !canBeNull(select) && !fetchesMany(select)) {
            return reading < 10 ? Reading.CURSORED_STREAM : Reading.SCROLLABLE_CURSOR;
        }
        return Reading.LIST;
    }

    /** EclipseLink's cursors end at a result that is NULL. */
    private static boolean canBeNull(Select select) {
        List<Item> items = select.head().items();
        return items.size() == 1
                && select.head().form() == Form.PLAIN
                && !select.from().first().endsWith(" " + items.get(0).text());
    }

    /** How often EclipseLink's cursors return an object with a fetched collection depends on the order of its rows. */
    private boolean fetchesMany(Select select) {
        return select.from().fetches().stream()
                .flatMap(path -> Stream.of(path.split("\\.", -1)))
                .anyMatch(attribute -> unit.entities().stream()
                        .flatMap(entity -> entity.toManys().stream())
                        .anyMatch(relation -> relation.attribute().equals(attribute)));
    }

    private Statement statement(Dice dice) {
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
        return form < 92 ? new Sets(scope).union() : new Bulks(scope).bulk();
    }

    private static Select entities(Scope empty, boolean distinct) {
        Dice dice = empty.dice;
        boolean fetching = dice.chance(distinct ? 15 : 40);
        Source source = fetching ? Source.fetching(empty) : Source.random(empty);
        Scope scope = source.scope();
        Variable selected = scope.any();
        Condition where = where(scope);
        Orders orders = new Orders(dice);
        List<Order> keys = List.of();
        if (dice.chance(65)) {
            keys = distinct || dice.chance(60) ? orders.ofEntity(selected, 0) : orders.ofExpressions(scope);
        }
        List<String> totalBy =
                distinct ? List.of(selected.alias() + "." + selected.entity().code()) : scope.codes();
        Ordering ordering = orders.windowed(keys, totalBy, !fetching);
        Head head = new Head(distinct, Form.PLAIN, List.of(Item.of(selected.alias())));
        return select(head, source, where, Groups.NONE, ordering);
    }

    private static Select rows(Scope empty, boolean distinct) {
        Dice dice = empty.dice;
        Source source = Source.random(empty);
        Scope scope = source.scope();
        List<Item> items = items(scope, distinct);
        Form form = form(dice, items);
        Condition where = where(scope);
        Orders orders = new Orders(dice);
        List<Integer> sortable = IntStream.range(0, items.size())
                .filter(at -> !isEntity(scope, items.get(at)))
                .boxed()
                .toList();
        List<Order> keys = List.of();
        if (dice.chance(65)) {
            keys = distinct || dice.chance(60)
                    ? List.of(orders.ofItem(items, dice.pick(sortable)))
                    : orders.ofExpressions(scope);
        }
        List<String> totalBy = distinct ? items.stream().map(Item::text).toList() : scope.codes();
        boolean total = !distinct || sortable.size() == items.size();
        Ordering ordering = orders.windowed(keys, total ? totalBy : List.of(), true);
        return select(new Head(distinct, form, items), source, where, Groups.NONE, ordering);
    }

    static Select select(Head head, Source source, @Nullable Condition where, Groups groups, Ordering ordering) {
        return new Select(
                head,
                source.from(),
                source.linked(where),
                groups,
                ordering,
                List.of(),
                source.scope().bindings.values());
    }

    private static boolean isEntity(Scope scope, Item item) {
        return scope.variables().stream().anyMatch(variable -> variable.alias().equals(item.text()));
    }

    /** The first one is no entity. */
    private static List<Item> items(Scope scope, boolean distinct) {
        Dice dice = scope.dice;
        List<Item> items = new ArrayList<>();
        for (int i = dice.upTo(distinct ? 2 : 3); i > 0; i--) {
            if (!items.isEmpty() && dice.chance(15)) {
                items.add(Item.of(scope.any().alias()));
            } else {
                Typed any = Scalars.any(scope);
                Typed scalar = !distinct && dice.chance(4)
                        ? new Subqueries(scope).scalar().orElse(any)
                        : any;
                items.add(new Item(scalar.text(), dice.chance(25) ? "x" + items.size() : ""));
            }
        }
        return items;
    }

    static Form form(Dice dice, List<Item> items) {
        int form = dice.below(100);
        // EclipseLink makes no Tuple of a single value.
        if (form < 18 && items.size() > 1) {
            return Form.TUPLE;
        }
        return form < 32 && items.stream().allMatch(item -> item.alias().isEmpty()) ? Form.CONSTRUCTOR : Form.PLAIN;
    }

    static @Nullable Condition where(Scope scope) {
        return scope.dice.chance(30) ? null : new Conditions(scope).make(scope.dice.below(3));
    }
}
