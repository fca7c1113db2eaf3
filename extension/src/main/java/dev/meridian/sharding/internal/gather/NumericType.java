package dev.meridian.sharding.internal.gather;

/**
 * A number's type in the database.
 *
 * @param precision decimal digits in all; of {@code DECIMAL} alone it may be {@link #UNKNOWN}
 * @param scale decimal digits after the point; of {@code DECIMAL} alone it may be {@link #UNKNOWN}
 */
public record NumericType(Kind kind, int precision, int scale) {

    /** The families of types, from narrow to wide. */
    public enum Kind {
        SMALLINT,
        INTEGER,
        BIGINT,
        DECIMAL,
        REAL,
        DOUBLE;

        boolean isInteger() {
            return compareTo(BIGINT) <= 0;
        }

        boolean isApproximate() {
            return compareTo(REAL) >= 0;
        }
    }

    public static final int UNKNOWN = -1;
    public static final NumericType SMALLINT = new NumericType(Kind.SMALLINT, 5, 0);
    public static final NumericType INTEGER = new NumericType(Kind.INTEGER, 10, 0);
    public static final NumericType BIGINT = new NumericType(Kind.BIGINT, 19, 0);
    public static final NumericType REAL = new NumericType(Kind.REAL, 7, 0);
    public static final NumericType DOUBLE = new NumericType(Kind.DOUBLE, 15, 0);

    /** A decimal of which precision and scale are not known: what depends on them is refused. */
    public static final NumericType ANY_DECIMAL = new NumericType(Kind.DECIMAL, UNKNOWN, UNKNOWN);

    public static NumericType decimal(int precision, int scale) {
        return new NumericType(Kind.DECIMAL, precision, scale);
    }

    /** Whether the precision and the scale are known. */
    public boolean isKnown() {
        return precision != UNKNOWN && scale != UNKNOWN;
    }
}
