package dev.meridian.sharding.internal.gather;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.UUID;

/** What the databases have in common. */
abstract class SqlValues implements DatabaseValues {
    private final TextOrder textOrder;

    SqlValues(TextOrder textOrder) {
        this.textOrder = textOrder;
    }

    @Override
    public final TextOrder textOrder() {
        return textOrder;
    }

    @Override
    public final int compare(Object left, Object right, Comparator<String> texts) {
        if (left instanceof Number one && right instanceof Number other) {
            return compareNumbers(one, other);
        }
        if (isText(left) && isText(right)) {
            return texts.compare(left.toString(), right.toString());
        }
        if (left instanceof byte[] one && right instanceof byte[] other) {
            return compareBytes(one, other);
        }
        if (left instanceof UUID one && right instanceof UUID other) {
            return compareIds(one, other);
        }
        if (left instanceof OffsetDateTime one && right instanceof OffsetDateTime other) {
            return one.toInstant().compareTo(other.toInstant());
        }
        Object one = local(left);
        Object other = local(right);
        if (one.getClass() == other.getClass() && isComparable(one)) {
            return compareSame(one, other);
        }
        throw incomparable();
    }

    @Override
    public final Object key(Object value) {
        if (value instanceof Number) {
            return Numbers.key(value);
        }
        if (isText(value)) {
            return textKey(value.toString());
        }
        if (value instanceof byte[] bytes) {
            return bytesKey(bytes);
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        Object local = local(value);
        if (local instanceof UUID || isComparable(local)) {
            return local;
        }
        throw incomparable();
    }

    int compareNumbers(Number left, Number right) {
        return Numbers.compare(left, right);
    }

    abstract Object textKey(String text);

    abstract int compareBytes(byte[] left, byte[] right);

    abstract Object bytesKey(byte[] bytes);

    static UnknownResult incomparable() {
        return new UnknownResult("it compares values of types of which the database's order is not known");
    }

    // JDBC's own classes for dates and times stand for the same values as those of java.time.
    private static Object local(Object value) {
        if (value instanceof java.sql.Timestamp timestamp) {
            return timestamp.toLocalDateTime();
        }
        if (value instanceof java.sql.Date date) {
            return date.toLocalDate();
        }
        return value instanceof java.sql.Time time ? time.toLocalTime() : value;
    }

    private static boolean isText(Object value) {
        return value instanceof String || value instanceof Character;
    }

    private static boolean isComparable(Object value) {
        return value instanceof Boolean
                || value instanceof java.util.Date
                || value instanceof LocalDate
                || value instanceof LocalTime
                || value instanceof LocalDateTime
                || value instanceof Instant;
    }

    @SuppressWarnings("unchecked")
    private static int compareSame(Object left, Object right) {
        return ((Comparable<Object>) left).compareTo(right);
    }

    // Byte by byte; UUID's own order takes its halves as signed numbers.
    private static int compareIds(UUID left, UUID right) {
        int high = Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits());
    }

    /** A sum or an average of approximate numbers in the precision that they have. */
    static Object rounded(double value, boolean isSingle) {
        if (Double.isInfinite(value) || (isSingle && Float.isInfinite((float) value))) {
            throw new UnknownResult("a number is outside the range of its type");
        }
        return isSingle ? (Object) (float) value : (Object) value;
    }

    /** A number in the class in which JDBC delivers a type that can hold it. */
    static Object widened(Object value, NumericType type) {
        Number number = (Number) value;
        return switch (type.kind()) {
            case SMALLINT, INTEGER -> number.intValue();
            case BIGINT -> number.longValue();
            case REAL -> number.floatValue();
            case DOUBLE -> number.doubleValue();
            case DECIMAL -> Numbers.exact(value);
        };
    }

    static void refuseZero(Object divisor) {
        boolean isZero = Numbers.isApproximate(divisor)
                ? Numbers.approximate(divisor) == 0
                : Numbers.exact(divisor).signum() == 0;
        if (isZero) {
            throw new UnknownResult("it divides by zero");
        }
    }

    static BigDecimal calculate(Arithmetic.Operator operator, BigDecimal left, BigDecimal right) {
        return switch (operator) {
            case ADD -> left.add(right);
            case SUBTRACT -> left.subtract(right);
            case MULTIPLY -> left.multiply(right);
            default -> throw new IllegalArgumentException(operator + " has rules of its own");
        };
    }

    static double calculate(Arithmetic.Operator operator, double left, double right) {
        return switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case MOD -> throw new UnknownResult("the rest of a division of approximate numbers is not supported");
        };
    }

    /** An operation over whole numbers, cut when it divides; the caller checks the range. */
    static BigDecimal integers(Arithmetic.Operator operator, Object left, Object right) {
        BigDecimal one = Numbers.exact(left);
        BigDecimal other = Numbers.exact(right);
        return switch (operator) {
            case DIVIDE -> new BigDecimal(one.toBigInteger().divide(other.toBigInteger()));
            case MOD -> new BigDecimal(one.toBigInteger().remainder(other.toBigInteger()));
            default -> calculate(operator, one, other);
        };
    }
}
