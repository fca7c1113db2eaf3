package dev.meridian.sharding.internal.gather;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** ROUND to a number of decimal places; NULL of NULL. */
public record Rounding(Scalar number, Scalar places) implements Scalar {

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        Object value = number.value(row, semantics);
        if (value == null) {
            return null;
        }
        if (!(places.value(row, semantics) instanceof Integer known)) {
            throw new UnknownResult("it rounds to a number of places that is not known");
        }
        return semantics.values().round(value, known);
    }

    @Override
    public NumericType type(DatabaseValues values) {
        return NumericType.DOUBLE;
    }

    @Override
    public List<Scalar> parts() {
        return List.of(number, places);
    }
}
