package dev.meridian.sharding.internal.routing;

import dev.meridian.sharding.internal.constraint.KeyConstraint;
import dev.meridian.sharding.internal.constraint.PaddedText;
import dev.meridian.sharding.internal.model.RangeShardMap;

/**
 * A range of texts, for a database to which blanks at the end do not count. The range itself is in Java's order, where
 * they do: of texts that are equal to the database some can be in it, and others not.
 *
 * @param inside at least what is equal to a text in the range
 * @param outside at least what is equal to a text that is not
 */
record RangeOfTexts(KeyConstraint inside, KeyConstraint outside) {

    private static final RangeOfTexts UNKNOWN = new RangeOfTexts(KeyConstraint.notNull(), KeyConstraint.notNull());

    static RangeOfTexts of(RangeShardMap.Range range) {
        Comparable<?> start = range.start();
        Comparable<?> end = range.end();
        if ((start != null && !(start instanceof String)) || (end != null && !(end instanceof String))) {
            return UNKNOWN;
        }
        KeyConstraint fromStart = start == null ? KeyConstraint.notNull() : notBefore((String) start);
        KeyConstraint beforeStart = start == null ? KeyConstraint.nothing() : before((String) start);
        return end == null
                ? new RangeOfTexts(fromStart, beforeStart)
                : new RangeOfTexts(fromStart.and(notBehind((String) end)), beforeStart.or(notBefore((String) end)));
    }

    /** A text that is not less than the bound begins with it, or has a greater character. */
    private static KeyConstraint notBefore(String bound) {
        return KeyConstraint.atLeast(PaddedText.beforeAllWith(bound));
    }

    /** One that is not greater is a beginning of the bound, or has a smaller character. */
    private static KeyConstraint notBehind(String bound) {
        return KeyConstraint.atMost(PaddedText.greatestBeginning(bound))
                .or(KeyConstraint.lessThan(PaddedText.beforeAllWith(bound)));
    }

    private static KeyConstraint before(String bound) {
        KeyConstraint smaller = KeyConstraint.lessThan(PaddedText.beforeAllWith(bound));
        return bound.isEmpty()
                ? smaller
                : smaller.or(
                        KeyConstraint.atMost(PaddedText.greatestBeginning(bound.substring(0, bound.length() - 1))));
    }
}
