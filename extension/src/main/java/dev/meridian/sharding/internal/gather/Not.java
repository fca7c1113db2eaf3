package dev.meridian.sharding.internal.gather;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** NOT; unknown of unknown. */
public record Not(Scalar condition) implements Scalar {

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        Object truth = condition.value(row, semantics);
        return truth == null ? null : truth.equals(false);
    }

    @Override
    public List<Scalar> parts() {
        return List.of(condition);
    }
}
