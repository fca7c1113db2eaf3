package dev.meridian.sharding.internal.gather;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a value equals one of others: unknown if it is NULL, or equals none and one of them is NULL. */
public record InList(Scalar value, List<Scalar> others) implements Scalar {
    public InList {
        others = List.copyOf(others);
    }

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        Object one = value.value(row, semantics);
        if (one == null) {
            return null;
        }
        boolean unknown = false;
        for (Scalar candidate : others) {
            Object other = candidate.value(row, semantics);
            if (other != null && semantics.equal(one, other)) {
                return true;
            }
            unknown |= other == null;
        }
        return unknown ? null : false;
    }

    @Override
    public List<Scalar> parts() {
        return Stream.concat(Stream.of(value), others.stream()).toList();
    }
}
