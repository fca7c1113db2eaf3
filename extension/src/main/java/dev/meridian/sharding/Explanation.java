package dev.meridian.sharding;

import java.util.List;
import java.util.Optional;

/**
 * How a query would run, and why so. Immutable; it holds no parameter values but where they are asked for by
 * {@link Sharding#explainWithValues}.
 *
 * @param route whether no shard, one or several would be asked
 * @param shards the shards that would be asked, in their order; empty if the query is refused before it has a route
 * @param everywhere whether these are all shards that there are, and more than one
 * @param reason what proves that, or why nothing is proved, for example {@code continent IN (…)}
 * @param gathering how the answer is made of the answers of the shards; empty if it is the answer of the one shard, or if
 *     no SQL runs
 * @param refusal the message of the refusal that the query would meet, which begins with its code; empty if it would run
 */
public record Explanation(
        Kind route,
        List<String> shards,
        boolean everywhere,
        String reason,
        Optional<String> gathering,
        Optional<String> refusal) {

    /** How many shards are asked. */
    public enum Kind {
        /** No shard can hold a row. No SQL runs, except for an aggregate or a cursor, which one shard must give. */
        NONE,
        /** One statement, on one shard. */
        SINGLE,
        /** One statement on each of several shards, whose rows are united in the order of the shards. */
        SCATTER
    }

    public Explanation {
        shards = List.copyOf(shards);
    }

    /**
     * One line that a person reads, which DEBUG logs too: {@code asia, europe: continent IN (…); rows are united}. Of a
     * refusal it has the first sentence.
     */
    @Override
    public String toString() {
        String refused = refusal.map(text -> "refused: " + firstSentence(text)).orElse("");
        if (shards.isEmpty() && refusal.isPresent()) {
            return refused;
        }
        String how = refusal.isPresent() ? refused : gathering.orElse("");
        return where() + ": " + reason + (how.isEmpty() ? "" : "; " + how);
    }

    private String where() {
        if (everywhere) {
            return "all";
        }
        return shards.isEmpty() ? "none" : String.join(", ", shards);
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }
}
