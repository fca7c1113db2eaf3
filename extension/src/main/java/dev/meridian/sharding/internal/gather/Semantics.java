package dev.meridian.sharding.internal.gather;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The database's values during one gather, with what is known of the order of texts so far. */
public final class Semantics {
    private final DatabaseValues values;
    private final TextComparison texts;
    private final Map<String, TextComparison> collated = new HashMap<>();

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

    /** @param collation that of texts; null for the database's own */
    int compare(Object left, Object right, @Nullable String collation) {
        return values.compare(left, right, texts(collation));
    }

    /** Of texts without asking for their order. */
    boolean equal(Object left, Object right) {
        return (left instanceof String && right instanceof String)
                ? values.key(left).equals(values.key(right))
                : compare(left, right) == 0;
    }

    /**
     * Whether the order of texts must be asked for.
     *
     * @param collation null for the database's own
     */
    boolean isRanked(@Nullable String collation) {
        return texts(collation).isRanked();
    }

    /** These texts will be compared with each other: one question for all of a collation. */
    void prepare(ComparedTexts compared) {
        compared.forEach((collation, some) -> texts(collation).prepare(some));
    }

    private TextComparison texts(@Nullable String collation) {
        return collation == null
                ? texts
                : collated.computeIfAbsent(collation, name -> new TextComparison(values.textOrder(name)));
    }
}
