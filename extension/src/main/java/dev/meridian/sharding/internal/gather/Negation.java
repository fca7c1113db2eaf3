package dev.meridian.sharding.internal.gather;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A number with the other sign; NULL of NULL. */
public record Negation(Scalar number) implements Scalar {

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        Object value = number.value(row, semantics);
        return value == null ? null : Numbers.negated(value);
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
