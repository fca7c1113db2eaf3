package dev.meridian.sharding.internal.gather;

import java.util.Set;

/** The database's values during one gather, with what is known of the order of texts so far. */
public final class Semantics {
    private final DatabaseValues values;
    private final TextComparison texts;

    Semantics(DatabaseValues values) {
        this.values = values;
        this.texts = new TextComparison(values.textOrder());
    }

    DatabaseValues values() {
        return values;
    }

    int compare(Object left, Object right) {
        return values.compare(left, right, texts);
    }

    /** Of texts without asking for their order. */
    boolean equal(Object left, Object right) {
        return (left instanceof String && right instanceof String)
                ? values.key(left).equals(values.key(right))
                : compare(left, right) == 0;
    }

    /** Whether the order of texts must be asked for. */
    boolean isRanked() {
        return texts.isRanked();
    }

    /** These texts will be compared with each other: one question for all of them. */
    void prepare(Set<String> compared) {
        texts.prepare(compared);
    }
}
