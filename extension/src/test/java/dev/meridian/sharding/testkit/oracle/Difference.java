package dev.meridian.sharding.testkit.oracle;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A statement that the two units answer differently.
 *
 * @param number the statement's number under the seed
 * @param smallest the smallest statement found that they still answer differently
 */
record Difference(
        long seed, int number, String reason, Statement statement, Statement smallest, Answer expected, Answer actual) {

    private static final int MOST_ROWS = 40;

    @Override
    public String toString() {
        return String.join(
                "\n",
                "seed " + seed + ", statement " + number + ": " + reason,
                "  " + text(statement),
                "  smallest: " + text(smallest),
                "  one database: " + text(expected),
                "  sharded:      " + text(actual));
    }

    static String text(Statement statement) {
        Map<String, @Nullable Object> used = statement.parameters();
        String jpql = statement.jpql();
        String parameters = used.entrySet().stream()
                .filter(entry -> (jpql + " ").matches("(?s).*:" + entry.getKey() + "\\b.*"))
                .map(Map.Entry::toString)
                .collect(Collectors.joining(", "));
        String window =
                statement instanceof Select select && select.ordering().window().isSet()
                        ? " " + select.ordering().window()
                        : "";
        String reading = statement instanceof Select select && select.reading() != Select.Reading.LIST
                ? " " + select.reading()
                : "";
        return jpql + window + reading + (parameters.isEmpty() ? "" : " {" + parameters + "}");
    }

    private static String text(Answer answer) {
        if (answer instanceof Answer.Rows rows) {
            return rows.rows().size() + " rows " + cut(rows.rows());
        }
        return answer instanceof Answer.Changed changed
                ? changed.count() + " changed, then " + changed.tables()
                : answer.toString();
    }

    private static String cut(List<?> rows) {
        return rows.size() <= MOST_ROWS ? rows.toString() : rows.subList(0, MOST_ROWS) + " and more";
    }
}
