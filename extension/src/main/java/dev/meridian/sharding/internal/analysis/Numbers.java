package dev.meridian.sharding.internal.analysis;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Brings numbers to the type of a column. */
final class Numbers {

    private Numbers() {}

    /** The value as an instance of the type, or {@link Operand#UNDECIDED} if there is none that is exactly the same. */
    static Object exactly(Object value, Class<?> type) {
        if (value.getClass() == type) {
            return value;
        }
        boolean whole = value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger;
        return whole ? convert(new BigDecimal(value.toString()), type) : Operand.UNDECIDED;
    }

    private static Object convert(BigDecimal number, Class<?> type) {
        try {
            if (type == Integer.class) {
                return number.intValueExact();
            }
            if (type == Long.class) {
                return number.longValueExact();
            }
            if (type == Short.class) {
                return number.shortValueExact();
            }
            if (type == BigInteger.class) {
                return number.toBigIntegerExact();
            }
            return type == BigDecimal.class ? number : Operand.UNDECIDED;
        } catch (ArithmeticException tooLarge) {
            return Operand.UNDECIDED;
        }
    }
}
