package dev.meridian.sharding.answers;

import dev.meridian.sharding.answers.ZooQueries.Asked;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was asked of {@link ZooUnits}, and heard. */
final class ZooReport {

    private int asked;
    private int answered;
    private int discarded;
    private int onSeveralShards;
    private int withRows;
    private final Map<ZooShape, Integer> answeredShapes = new EnumMap<>(ZooShape.class);
    private final Map<String, Integer> refusals = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();

    /** One database does not answer it either. */
    void discarded() {
        asked++;
        discarded++;
    }

    void refused(String code) {
        asked++;
        refusals.merge(code, 1, Integer::sum);
    }

    void answered(Asked query, int shards, boolean rows) {
        asked++;
        answered++;
        onSeveralShards += shards > 1 ? 1 : 0;
        withRows += rows ? 1 : 0;
        ZooShape.of(query).forEach(shape -> answeredShapes.merge(shape, 1, Integer::sum));
    }

    void differs(String difference) {
        differences.add(difference);
    }

    int asked() {
        return asked;
    }

    /** Each with the query and both answers. */
    List<String> differences() {
        return List.copyOf(differences);
    }

    /** How many queries were refused, by code. */
    Map<String, Integer> refusals() {
        return new TreeMap<>(refusals);
    }

    double answeredPercent() {
        return percent(answered, asked);
    }

    double refusedPercent() {
        return percent(refusals.values().stream().mapToInt(Integer::intValue).sum(), asked);
    }

    double discardedPercent() {
        return percent(discarded, asked);
    }

    /** Of the queries that were answered. */
    double severalShardsPercent() {
        return percent(onSeveralShards, answered);
    }

    /** Of the queries that were answered. */
    double withRowsPercent() {
        return percent(withRows, answered);
    }

    /** Of the queries that were answered, those that have the shape. */
    double percentOf(ZooShape shape) {
        return percent(answeredShapes.getOrDefault(shape, 0), answered);
    }

    private static double percent(int part, int whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("%d queries: %.1f %% answered, %.1f %% refused %s, %.1f %% discarded, %d differ%n"
                .formatted(
                        asked, answeredPercent(), refusedPercent(), refusals, discardedPercent(), differences.size()));
        text.append("of the answered: on several shards %.1f %%, with rows %.1f %%%n"
                .formatted(severalShardsPercent(), withRowsPercent()));
        for (ZooShape shape : ZooShape.values()) {
            text.append("  %-24s %5.1f %%%n".formatted(shape, percentOf(shape)));
        }
        return text.toString();
    }
}
