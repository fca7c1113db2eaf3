package dev.meridian.sharding.internal.model;

import java.math.BigDecimal;

/**
 * How shard-key values are compared: by class and {@link Object#equals}, after being brought to one form.
 *
 * <p>A shard-key value is never null, and is the value of the key's column as the database driver sees it, already
 * converted to the column's Java type. Two values of different classes say nothing of each other: the database may take
 * them for equal.
 */
public final class KeyValues {

    private KeyValues() {}

    /**
     * The one form of all values that every database takes for the same number although Java's {@code equals} does not:
     * {@code 1.0} and {@code 1.00}, {@code -0.0} and {@code 0.0}. Every other value is returned as it is.
     */
    public static Object canonical(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.stripTrailingZeros();
        }
        // Adding positive zero turns negative zero into zero and changes nothing else.
        if (value instanceof Double number) {
            return number + 0.0d;
        }
        if (value instanceof Float number) {
            return number + 0.0f;
        }
        return value;
    }

    /** Whether {@code equals} compares contents; it does not for arrays, which therefore prove nothing. */
    public static boolean hasValueEquality(Object value) {
        return !value.getClass().isArray();
    }
}
