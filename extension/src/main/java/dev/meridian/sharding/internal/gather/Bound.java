package dev.meridian.sharding.internal.gather;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is bound to a statement, a parameter's value or a literal. In Derby it takes the type of what stands beside it, so that
 * 0.5 beside a whole number is 0.
 */
public record Bound(Scalar constant, Scalar beside) implements Scalar {

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        Object value = constant.value(row, semantics);
        DatabaseValues values = semantics.values();
        return value == null ? null : values.bound(value, beside.type(values));
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
