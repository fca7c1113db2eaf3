package dev.meridian.sharding.internal.gather;

import java.util.List;

/** {@code IS NULL}. */
public record NullTest(Scalar value) implements Scalar {

    @Override
    public Boolean value(GatherRow row, Semantics semantics) {
        return value.value(row, semantics) == null;
    }

    @Override
    public List<Scalar> parts() {
        return List.of(value);
    }
}
