package dev.meridian.sharding.testkit.oracle;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run of the oracle asked and heard. */
public final class OracleReport {

    private static final int MOST_EXAMPLES = 3;

    /** Statements that were not answered for one reason. */
    private static final class Reason {
        private int count;
        private final List<String> examples = new ArrayList<>();

        private void add(String example) {
            count++;
            if (examples.size() < MOST_EXAMPLES) {
                examples.add(example);
            }
        }

        @Override
        public String toString() {
            return count + "\n      e.g. " + String.join("\n           ", examples);
        }
    }

    private int asked;
    private int answered;
    private int refused;
    private int discarded;
    private int withRows;
    private int onSeveralShards;
    private final Map<Shape, Integer> shapes = new EnumMap<>(Shape.class);
    private final Map<Shape, Integer> refusedShapes = new EnumMap<>(Shape.class);
    private final Map<String, Reason> refusals = new TreeMap<>();
    private final Map<String, Reason> failures = new TreeMap<>();
    private final List<Difference> differences = new ArrayList<>();

    void asked(Statement statement, boolean rows) {
        asked++;
        withRows += rows ? 1 : 0;
        Shape.of(statement).forEach(shape -> shapes.merge(shape, 1, Integer::sum));
    }

    void answered(boolean severalShards) {
        answered++;
        onSeveralShards += severalShards ? 1 : 0;
    }

    void refused(Statement statement, Answer.Refused refusal) {
        refused++;
        Shape.of(statement).forEach(shape -> refusedShapes.merge(shape, 1, Integer::sum));
        // What is in parentheses names shards and routes.
        String reason = refusal.message()
                .replaceAll("\\([^()]*(\\([^()]*\\)[^()]*)*\\)", "(...)")
                .replaceAll("query over \\w+", "query over ...");
        refusals.computeIfAbsent(reason, key -> new Reason()).add(Difference.text(statement));
    }

    void discarded(Statement statement, Answer.Failed failure) {
        discarded++;
        String reason = failure.toString().replaceAll("'[^']*'|\\[[^]]*\\]", "'...'");
        failures.computeIfAbsent(reason, key -> new Reason()).add(Difference.text(statement) + " -> " + failure);
    }

    void differs(Difference difference) {
        differences.add(difference);
    }

    /** The number of statements, those that one database cannot answer included. */
    public int asked() {
        return asked;
    }

    /** Each difference as a text with its seed, the statement and both answers. */
    public List<String> differences() {
        return differences.stream().map(Difference::toString).toList();
    }

    /** The percentage of statements that Meridian refused. */
    public double refusedPercent() {
        return percent(refused, asked);
    }

    /** The percentage of statements that one database cannot answer either. */
    public double discardedPercent() {
        return percent(discarded, asked);
    }

    /** Of the statements that were answered, the percentage that reached more than one shard. */
    public double severalShardsPercent() {
        return percent(onSeveralShards, answered);
    }

    /** Of the statements that one database answers, the percentage that it has rows for, or changes rows by. */
    public double withRowsPercent() {
        return percent(withRows, asked - discarded);
    }

    /** The percentage of statements that have the shape. */
    public double percentOf(Shape shape) {
        return percent(shapes.getOrDefault(shape, 0), asked);
    }

    /** The percentage of the statements of the shape that Meridian refused. */
    public double refusedPercentOf(Shape shape) {
        return percent(refusedShapes.getOrDefault(shape, 0), shapes.getOrDefault(shape, 0));
    }

    private static double percent(int part, int whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("%d statements: %d answered, %d refused (%.1f %%), %d discarded (%.1f %%), %d differ%n"
                .formatted(
                        asked, answered, refused, refusedPercent(), discarded, discardedPercent(), differences.size()));
        text.append("several shards %.1f %% of the answered; rows %.1f %%%n"
                .formatted(severalShardsPercent(), withRowsPercent()));
        for (Shape shape : Shape.values()) {
            text.append("  %-22s %5.1f %%, of these refused %5.1f %%%n"
                    .formatted(shape, percentOf(shape), refusedPercentOf(shape)));
        }
        text.append("refusals:\n");
        refusals.forEach((reason, count) -> text.append("  %s: %s%n".formatted(reason, count)));
        text.append("discarded:\n");
        failures.forEach((reason, count) -> text.append("  %s: %s%n".formatted(reason, count)));
        differences.forEach(
                difference -> text.append("DIFFERENCE ").append(difference).append('\n'));
        return text.toString();
    }
}
