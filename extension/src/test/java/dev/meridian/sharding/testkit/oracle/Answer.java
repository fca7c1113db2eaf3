package dev.meridian.sharding.testkit.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a unit said to a statement. */
sealed interface Answer {

    /**
     * The rows of a SELECT, each a list of plain values; an entity is an {@link Entity}.
     *
     * @param keys for each row the values of the order's keys that the result shows
     */
    record Rows(List<List<@Nullable Object>> rows, List<List<@Nullable Object>> keys) implements Answer {
        public Rows {
            rows = copy(rows);
            keys = copy(keys);
        }

        /** The rows that meet the condition, in their order. */
        Rows where(Predicate<List<@Nullable Object>> condition) {
            List<List<@Nullable Object>> someRows = new ArrayList<>();
            List<List<@Nullable Object>> someKeys = new ArrayList<>();
            for (int at = 0; at < rows.size(); at++) {
                if (condition.test(rows.get(at))) {
                    someRows.add(rows.get(at));
                    someKeys.add(keys.get(at));
                }
            }
            return new Rows(someRows, someKeys);
        }

        private static List<List<@Nullable Object>> copy(List<List<@Nullable Object>> rows) {
            List<List<@Nullable Object>> copy = new ArrayList<>();
            rows.forEach(row -> copy.add(new ArrayList<>(row)));
            return copy;
        }
    }

    /**
     * What a bulk statement did.
     *
     * @param tables what the tables held afterwards, by entity
     */
    record Changed(int count, Map<String, List<List<@Nullable Object>>> tables) implements Answer {
        public Changed {
            tables = new TreeMap<>(tables);
        }
    }

    /** Meridian's refusal. */
    record Refused(String code, String message) implements Answer {}

    /** Any other failure. */
    record Failed(Exception failure) implements Answer {
        @Override
        public String toString() {
            Throwable root = failure;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            List<String> lines = root.toString().lines().toList();
            return "failed: "
                    + lines.stream()
                            .filter(line -> line.startsWith("Exception Description"))
                            .findFirst()
                            .orElse(lines.get(0));
        }
    }

    /**
     * An entity in a row.
     *
     * @param fetched the codes of what it was fetched with, by attribute
     */
    record Entity(String name, @Nullable Object code, Map<String, List<String>> fetched) {}
}
