package dev.meridian.sharding.internal.constraint;

import java.math.BigInteger;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The types of which it is known that nothing lies between a value and the next one: whole numbers and days. */
final class Neighbours {

    private Neighbours() {}

    /**
     * The next greater value of the same class; null if its type has none for each value, or if it is the greatest: that
     * the column holds no greater one is not known.
     */
    static @Nullable Comparable<?> next(Comparable<?> value) {
        if (value instanceof Integer number && number < Integer.MAX_VALUE) {
            return number + 1;
        }
        if (value instanceof Long number && number < Long.MAX_VALUE) {
            return number + 1;
        }
        if (value instanceof Short number && number < Short.MAX_VALUE) {
            return (short) (number + 1);
        }
        if (value instanceof Byte number && number < Byte.MAX_VALUE) {
            return (byte) (number + 1);
        }
        if (value instanceof BigInteger number) {
            return number.add(BigInteger.ONE);
        }
        return value instanceof LocalDate day && day.isBefore(LocalDate.MAX) ? day.plusDays(1) : null;
    }
}
