package dev.meridian.sharding.internal.gather;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;

/** How a database orders texts. */
public sealed interface TextOrder {

    /** By a comparator that is known to be the database's own. Texts that it calls equal are equal to the database. */
    record Known(Comparator<String> comparator) implements TextOrder {}

    /** By a collation that Java does not know: the database is asked. Equal texts are the same, character by character. */
    record Ranked(Ranking ranking) implements TextOrder {}

    /** Asks a database for the order of some texts. */
    @FunctionalInterface
    interface Ranking {
        /**
         * The place of each text among them in ascending order; the same place only for texts that the database takes for
         * equal.
         */
        Map<String, Integer> rank(Set<String> texts);
    }
}
