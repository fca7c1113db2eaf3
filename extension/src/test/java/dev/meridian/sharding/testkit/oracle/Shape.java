package dev.meridian.sharding.testkit.oracle;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a statement has in it. A statement has several shapes. */
public enum Shape {
    CONDITION(statement -> text(statement, " WHERE ")),
    INNER_JOIN(statement -> select(statement, select -> hasJoin(select, "JOIN ") || hasJoin(select, ", "))),
    OUTER_JOIN(statement -> select(statement, select -> hasJoin(select, "LEFT JOIN "))),
    JOIN_FETCH(statement -> select(statement, select -> !select.from().fetches().isEmpty())),
    DEEP_JOIN_FETCH(statement ->
            select(statement, select -> select.from().fetches().stream().anyMatch(path -> path.contains(".")))),
    STREAM(statement -> select(statement, select -> select.reading() == Select.Reading.STREAM)),
    CURSORED_STREAM(statement -> select(statement, select -> select.reading() == Select.Reading.CURSORED_STREAM)),
    SCROLLABLE_CURSOR(statement -> select(statement, select -> select.reading() == Select.Reading.SCROLLABLE_CURSOR)),
    AGGREGATE(statement -> select(statement, Shape::hasAggregate)),
    DISTINCT_AGGREGATE(statement -> select(statement, select -> outside(select).contains("(DISTINCT "))),
    AGGREGATE_EXPRESSION(statement -> select(
            statement, select -> select.head().items().stream().anyMatch(item -> isAggregateExpression(item.text())))),
    GROUP_BY(statement -> select(statement, select -> !select.groups().keys().isEmpty())),
    HAVING(statement -> select(statement, select -> select.groups().having() != null)),
    ORDER_BY(statement -> select(statement, select -> !select.ordering().keys().isEmpty())),
    NULLS_ORDER(statement -> text(statement, " NULLS FIRST|NULLS LAST")),
    HIDDEN_ORDER(statement ->
            select(statement, select -> select.ordering().keys().stream().anyMatch(order -> !order.isVisible()))),
    WINDOW(statement -> select(statement, select -> select.ordering().window().isSet())),
    REFERENCE(statement -> text(statement, "Land|land")),
    DISTINCT(statement -> select(statement, select -> select.head().distinct())),
    SUBQUERY(statement -> text(statement, "\\(SELECT |EMPTY|SIZE\\(")),
    SET_OPERATION(statement -> select(statement, select -> !select.others().isEmpty())),
    TUPLE_OR_CONSTRUCTOR(statement -> select(statement, select -> select.head().form() != Select.Form.PLAIN)),
    ENTITY_WITH_SCALARS(statement -> select(statement, Shape::mixes)),
    BULK_UPDATE(statement -> statement instanceof Bulk bulk && !bulk.sets().isEmpty()),
    BULK_DELETE(statement -> statement instanceof Bulk bulk && bulk.sets().isEmpty());

    /** The percentage of statements that each shape is to have at least, so that none is forgotten. */
    public static final double LEAST_PERCENT = 2;

    private static final String FUNCTION = "(COUNT|SUM|MIN|MAX|AVG)\\(";
    private static final Pattern ALONE = Pattern.compile(FUNCTION + "[^()]*(\\([^()]*\\)[^()]*)*\\)");
    private static final Pattern AGGREGATE_CALL = Pattern.compile(FUNCTION);

    @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing
    private final Predicate<Statement> has;

    Shape(Predicate<Statement> has) {
        this.has = has;
    }

    static Set<Shape> of(Statement statement) {
        return Stream.of(values())
                .filter(shape -> shape.has.test(statement))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Shape.class)));
    }

    private static boolean select(Statement statement, Predicate<Select> test) {
        return statement instanceof Select select && test.test(select);
    }

    private static boolean text(Statement statement, String pattern) {
        return Pattern.compile(pattern).matcher(statement.jpql()).find();
    }

    private static boolean hasJoin(Select select, String start) {
        return select.from().joins().stream().anyMatch(join -> join.startsWith(start) && !join.contains("FETCH"));
    }

    private static boolean hasAggregate(Select select) {
        return AGGREGATE_CALL.matcher(outside(select)).find();
    }

    // Not in a subquery of WHERE.
    private static String outside(Select select) {
        return select.head() + " " + select.groups() + " " + select.ordering().keys();
    }

    private static boolean isAggregateExpression(String item) {
        return AGGREGATE_CALL.matcher(item).find() && !ALONE.matcher(item).matches();
    }

    private static boolean mixes(Select select) {
        long entities = select.head().items().stream()
                .filter(item -> item.text().matches("[a-z]+[0-9]*"))
                .count();
        return entities > 0 && entities < select.head().items().size();
    }
}
