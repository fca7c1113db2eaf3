package dev.meridian.sharding.testkit.oracle;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** When a database takes two values for the same. The Java types must be the same in any case. */
public enum Equality {

    /** Derby's: blanks at the end of a text do not count. */
    DERBY {
        @Override
        String text(String text) {
            int end = text.length();
            while (end > 0 && text.charAt(end - 1) == ' ') {
                end--;
            }
            return text.substring(0, end);
        }
    },

    /** Each text is equal to itself only. */
    EXACT {
        @Override
        String text(String text) {
            return text;
        }
    };

    /** How far apart two doubles may be, relative to their size: the order of a sum is nobody's to choose. */
    private static final double ULPS = 16 * Math.ulp(1.0);

    abstract String text(String text);

    boolean same(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return one == other;
        }
        if (!one.getClass().equals(other.getClass())) {
            return false;
        }
        if (one instanceof Double first && other instanceof Double second) {
            double size = Math.max(Math.abs(first), Math.abs(second));
            return first.equals(second) || Math.abs(first - second) <= size * ULPS;
        }
        return normal(one).equals(normal(other));
    }

    /** A text that is the same for the same values, but for doubles that differ a little. */
    String sortKey(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        Object normal = value instanceof Double number ? (Object) (float) (double) number : normal(value);
        return value.getClass().getSimpleName() + ":" + normal;
    }

    private Object normal(Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
    }
}
