package dev.meridian.sharding.internal.gather;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A number as one of another type, as the database rounds or cuts it; NULL of NULL. */
public record Cast(Scalar number, NumericType target) implements Scalar {

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        Object value = number.value(row, semantics);
        return value == null ? null : semantics.values().cast(value, target);
    }

    @Override
    public @Nullable NumericType type(DatabaseValues values) {
        return target;
    }

    @Override
    public List<Scalar> parts() {
        return List.of(number);
    }
}
