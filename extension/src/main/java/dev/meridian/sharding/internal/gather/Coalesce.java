package dev.meridian.sharding.internal.gather;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first of the values that is not NULL, as a number of the type that they have in common. */
public record Coalesce(List<Scalar> parts) implements Scalar {
    public Coalesce {
        parts = List.copyOf(parts);
    }

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        for (Scalar part : parts) {
            Object value = part.value(row, semantics);
            if (value != null) {
                return CommonType.convert(value, parts, semantics.values());
            }
        }
        return null;
    }

    @Override
    public @Nullable NumericType type(DatabaseValues values) {
        return CommonType.of(parts, values);
    }
}
