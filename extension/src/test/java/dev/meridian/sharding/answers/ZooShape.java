package dev.meridian.sharding.answers;

import dev.meridian.sharding.answers.ZooQueries.Asked;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a query over {@link Zoos} has in it. A query has several shapes. */
enum ZooShape {
    TABLE_FOR_EACH_SUBCLASS(text("(Animal|Bird|Fish) a\\b|z\\.animals")),
    TABLE_FOR_ALL_SUBCLASSES(text("Keeper k|Boss k")),
    SUBCLASS(text("FROM Bird a|AS Fish\\) a")),
    TYPE(text("TYPE\\(")),
    TREAT(text("TREAT\\(")),
    ELEMENTS(text("JOIN z\\.(tags|tasks|stock)")),
    ELEMENTS_WITH_ORDER(text("INDEX\\(")),
    ELEMENTS_BY_KEY(text("KEY\\(|VALUE\\(")),
    MEMBER_OF(text("MEMBER OF")),
    EMPTY_OR_SIZE(text("EMPTY|SIZE\\(")),
    SECOND_TABLE(text("\\.(motto|area)\\b")),
    HIDDEN_ROWS(text("Stay s|z\\.stays")),
    OUTER_JOIN(text("LEFT JOIN")),
    SUBQUERY(text("\\(SELECT ")),
    DISTINCT(text("SELECT DISTINCT")),
    AGGREGATE(text("SELECT .*(COUNT|SUM|MAX|MIN|AVG)\\(.* FROM")),
    GROUP_BY(text("GROUP BY")),
    HAVING(text("HAVING")),
    ORDER_BY(text("ORDER BY")),
    WINDOW(asked -> asked.most() > 0),
    BATCH_BY_IN(asked -> isBatch(asked, "IN")),
    BATCH_BY_EXISTS(asked -> isBatch(asked, "EXISTS")),
    BATCH_BY_JOIN(asked -> isBatch(asked, "JOIN"));

    /** The percentage of queries that each shape is to have at least, so that none is forgotten. */
    static final double LEAST_PERCENT = 2;

    @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing that changes
    private final Predicate<Asked> has;

    ZooShape(Predicate<Asked> has) {
        this.has = has;
    }

    static Set<ZooShape> of(Asked asked) {
        return Stream.of(values())
                .filter(shape -> shape.has.test(asked))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ZooShape.class)));
    }

    private static Predicate<Asked> text(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return asked -> compiled.matcher(asked.jpql()).find();
    }

    private static boolean isBatch(Asked asked, String type) {
        return !asked.batch().isEmpty() && asked.batchType().equals(type);
    }
}
