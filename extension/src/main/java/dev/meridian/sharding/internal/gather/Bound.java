package dev.meridian.sharding.internal.gather;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is bound to a statement, a parameter's value or a literal. In Derby it takes the type of what stands beside it, so that
 * 0.5 beside a whole number is 0. A decimal that it is compared with leaves it all its digits.
 *
 * @param compared whether it is compared with what stands beside it, not chosen among them
 */
public record Bound(Scalar constant, Scalar beside, boolean compared) implements Scalar {

    /** One of those of which the first that is not NULL is taken. */
    public static Bound chosen(Scalar constant, Scalar beside) {
        return new Bound(constant, beside, false);
    }

    /** Compared with what stands beside it. */
    public static Bound compared(Scalar constant, Scalar beside) {
        return new Bound(constant, beside, true);
    }

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        Object value = constant.value(row, semantics);
        if (value == null) {
            return null;
        }
        DatabaseValues values = semantics.values();
        NumericType type = beside.type(values);
        boolean isWhole = compared && type != null && type.kind() == NumericType.Kind.DECIMAL;
        return isWhole ? values.inFigures(value) : values.bound(value, type);
    }

    @Override
    public @Nullable NumericType type(DatabaseValues values) {
        NumericType own = constant.type(values);
        return own == null ? null : values.boundType(own, beside.type(values));
    }

    @Override
    public List<Scalar> parts() {
        return List.of(constant, beside);
    }
}
