package dev.meridian.sharding.internal.gather;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of a number; NULL of NULL. */
public record NumberFunction(Name name, Scalar number) implements Scalar {

    /** The functions whose results are exact, or rounded in one way only (IEEE 754, 5.4.1). */
    public enum Name {
        FLOOR,
        CEILING,
        SIGN,
        SQRT
    }

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        Object value = number.value(row, semantics);
        return value == null ? null : semantics.values().function(name, value);
    }

    @Override
    public @Nullable NumericType type(DatabaseValues values) {
        NumericType argument = number.type(values);
        return argument == null ? null : values.functionType(name, argument);
    }

    @Override
    public List<Scalar> parts() {
        return List.of(number);
    }
}
