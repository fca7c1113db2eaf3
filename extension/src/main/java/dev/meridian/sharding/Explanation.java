package dev.meridian.sharding;

import java.util.List;
import java.util.Optional;

/**
 * How a query would run, and why so. Immutable; it holds no parameter values.
 *
 * @param route whether no shard, one or several would be asked
 * @param shards the shards that would be asked, in their order
 * @param reason what proves that, or why nothing is proved, for example {@code continent IN (…)}
 * @param refusal the code and the text of the refusal that the query would meet; empty if it would run
 */
public record Explanation(Kind route, List<String> shards, String reason, Optional<String> refusal) {

    /** How many shards are asked. */
    public enum Kind {
        /** No shard can hold a row: no SQL runs. */
        NONE,
        /** One statement, on one shard. */
        SINGLE,
        /** One statement on each of several shards, whose rows are united in the order of the shards. */
        SCATTER
    }

    public Explanation {
        shards = List.copyOf(shards);
    }

    /** One line that a person reads: {@code asia, europe: continent IN (…); rows are united}. */
    @Override
    public String toString() {
        String where = shards.isEmpty() ? "none" : String.join(", ", shards);
        String how = refusal.map(text -> "; refused: " + text).orElse(route == Kind.SCATTER ? "; rows are united" : "");
        return where + ": " + reason + how;
    }
}
