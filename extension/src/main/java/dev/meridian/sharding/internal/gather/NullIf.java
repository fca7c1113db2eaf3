package dev.meridian.sharding.internal.gather;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** NULL if the value equals the other one, otherwise the value. */
public record NullIf(Scalar value, Scalar other) implements Scalar {

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        Object one = value.value(row, semantics);
        Object two = other.value(row, semantics);
        if (one == null || (two != null && semantics.equal(one, two))) {
            return null;
        }
        DatabaseValues values = semantics.values();
        NumericType own = value.type(values);
        NumericType type = type(values);
        return own == null || type == null || own.kind() == type.kind() ? one : values.common(one, type);
    }

    @Override
    public @Nullable NumericType type(DatabaseValues values) {
        NumericType own = value.type(values);
        NumericType another = other.type(values);
        return own == null || another == null ? own : values.nullIfType(own, another);
    }

    @Override
    public List<Scalar> parts() {
        return List.of(value, other);
    }
}
