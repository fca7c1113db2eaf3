package dev.meridian.sharding.internal.gather;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Compares texts during one gather. A ranked order is asked for the texts that are known to be compared in one go; for two
 * others it is asked again.
 */
final class TextComparison implements Comparator<String> {
    private final TextOrder order;
    private Map<String, Integer> ranks = Map.of();

    TextComparison(TextOrder order) {
        this.order = order;
    }

    boolean isRanked() {
        return order instanceof TextOrder.Ranked;
    }

    /** These texts will be compared with each other. */
    void prepare(Set<String> texts) {
        if (order instanceof TextOrder.Ranked ranked
                && texts.size() > 1
                && !ranks.keySet().containsAll(texts)) {
            ranks = asked(ranked, texts);
        }
    }

    @Override
    public int compare(String left, String right) {
        if (order instanceof TextOrder.Known known) {
            return known.comparator().compare(left, right);
        }
        if (left.equals(right)) {
            return 0;
        }
        boolean prepared = ranks.containsKey(left) && ranks.containsKey(right);
        Map<String, Integer> known = prepared ? ranks : asked((TextOrder.Ranked) order, Set.of(left, right));
        return Integer.compare(place(known, left), place(known, right));
    }

    private static int place(Map<String, Integer> ranks, String text) {
        return Objects.requireNonNull(ranks.get(text));
    }

    private static Map<String, Integer> asked(TextOrder.Ranked ranked, Set<String> texts) {
        Map<String, Integer> answer = new HashMap<>(ranked.ranking().rank(texts));
        if (!answer.keySet().containsAll(texts)) {
            throw new UnknownResult("the database did not say how texts are ordered");
        }
        return answer;
    }
}
