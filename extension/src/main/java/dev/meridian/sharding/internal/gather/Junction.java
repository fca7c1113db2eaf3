package dev.meridian.sharding.internal.gather;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * AND or OR in three-valued logic.
 *
 * @param decisive the truth that decides alone: FALSE for AND, TRUE for OR
 */
public record Junction(boolean decisive, List<Scalar> parts) implements Scalar {
    public Junction {
        parts = List.copyOf(parts);
    }

    public static Junction and(Scalar... conditions) {
        return new Junction(false, List.of(conditions));
    }

    public static Junction or(Scalar... conditions) {
        return new Junction(true, List.of(conditions));
    }

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        boolean unknown = false;
        for (Scalar part : parts) {
            Object truth = part.value(row, semantics);
            if (truth == null) {
                unknown = true;
            } else if (truth.equals(decisive)) {
                return decisive;
            }
        }
        return unknown ? null : !decisive;
    }
}
