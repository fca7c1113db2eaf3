package dev.meridian.sharding.internal.gather;

import org.jspecify.annotations.Nullable;

/**
 * A literal or a parameter's value, in the class in which JDBC would deliver it: Integer, Long, BigDecimal, Double, String...
 *
 * @param numericType as the database types it, which for a parameter may depend on what stands beside it; null if it is no
 *     number or not known
 */
public record Constant(@Nullable Object value, @Nullable NumericType numericType) implements Scalar {

    public Constant(@Nullable Object value) {
        this(value, value == null ? null : Numbers.typeOf(value));
    }

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        return value;
    }

    @Override
    public @Nullable NumericType type(DatabaseValues values) {
        return numericType;
    }
}
