package dev.meridian.sharding.internal.gather;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** NULL if the value equals the other one, otherwise the value. */
public record NullIf(Scalar value, Scalar other) implements Scalar {

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        Object one = value.value(row, semantics);
        Object two = other.value(row, semantics);
        return (one != null && two != null && semantics.equal(one, two)) ? null : one;
    }

    @Override
    public @Nullable NumericType type(DatabaseValues values) {
        return value.type(values);
    }

    @Override
    public List<Scalar> parts() {
        return List.of(value, other);
    }
}
