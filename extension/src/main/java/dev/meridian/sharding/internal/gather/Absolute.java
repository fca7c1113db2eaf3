package dev.meridian.sharding.internal.gather;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** ABS; NULL of NULL. */
public record Absolute(Scalar number) implements Scalar {

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        Object value = number.value(row, semantics);
        if (value == null) {
            return null;
        }
        return Numbers.isNegative(value) ? Numbers.negated(value) : value;
    }

    @Override
    public @Nullable NumericType type(DatabaseValues values) {
        return number.type(values);
    }

    @Override
    public List<Scalar> parts() {
        return List.of(number);
    }
}
