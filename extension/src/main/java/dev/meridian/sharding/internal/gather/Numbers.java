package dev.meridian.sharding.internal.gather;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** What is the same of numbers in every database. */
final class Numbers {
    private Numbers() {}

    static boolean isInteger(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte;
    }

    static boolean isApproximate(Object value) {
        return value instanceof Double || value instanceof Float;
    }

    /** An exact number as a decimal, with its scale. */
    static BigDecimal exact(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        if (isInteger(value)) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        throw new UnknownResult("a value is no exact number");
    }

    static double approximate(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new UnknownResult("a value is no number");
    }

    /** By value; -0.0 is 0.0, and NaN is greater than all. */
    static int compare(Object left, Object right) {
        if (isApproximate(left) || isApproximate(right)) {
            return Double.compare(approximate(left) + 0.0, approximate(right) + 0.0);
        }
        if (isInteger(left) && isInteger(right)) {
            return Long.compare(((Number) left).longValue(), ((Number) right).longValue());
        }
        return exact(left).compareTo(exact(right));
    }

    /** Equal for numbers of the same value among exact ones, and among approximate ones; never between the two. */
    static Object key(Object value) {
        return isApproximate(value)
                ? (Object) (approximate(value) + 0.0)
                : exact(value).stripTrailingZeros();
    }

    static @Nullable NumericType typeOf(Object value) {
        if (value instanceof BigDecimal decimal) {
            int scale = Math.max(decimal.scale(), 0);
            return NumericType.decimal(Math.max(decimal.precision(), scale), scale);
        }
        if (value instanceof BigInteger integer) {
            return NumericType.decimal(new BigDecimal(integer).precision(), 0);
        }
        if (value instanceof Long) {
            return NumericType.BIGINT;
        }
        if (value instanceof Double) {
            return NumericType.DOUBLE;
        }
        if (value instanceof Float) {
            return NumericType.REAL;
        }
        return isInteger(value) ? NumericType.INTEGER : null;
    }

    static boolean isNegative(Object value) {
        return isApproximate(value) ? approximate(value) < 0 : exact(value).signum() < 0;
    }

    static int sign(Object value) {
        return isApproximate(value)
                ? (int) Math.signum(approximate(value))
                : exact(value).signum();
    }

    static Object negated(Object value) {
        if (value instanceof Integer integer) {
            return (Integer) inRange(-integer.longValue(), NumericType.INTEGER);
        }
        if (value instanceof Long number) {
            return inRange(exact(number).negate(), NumericType.BIGINT);
        }
        if (value instanceof Double number) {
            return 0.0 - number;
        }
        if (value instanceof Float number) {
            return 0.0f - number;
        }
        return exact(value).negate();
    }

    /** A whole number in the class in which JDBC delivers an integer type, if it is within the type's range. */
    static Object inRange(long value, NumericType type) {
        return inRange(BigDecimal.valueOf(value), type);
    }

    static Object inRange(BigDecimal value, NumericType type) {
        try {
            return switch (type.kind()) {
                case SMALLINT -> (int) value.shortValueExact();
                case INTEGER -> value.intValueExact();
                case BIGINT -> value.longValueExact();
                default -> throw new IllegalArgumentException(type + " is no integer type");
            };
        } catch (ArithmeticException e) {
            throw new UnknownResult("a number is outside the range of the type " + type.kind());
        }
    }
}
