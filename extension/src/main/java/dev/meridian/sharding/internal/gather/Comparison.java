package dev.meridian.sharding.internal.gather;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares two values by the database's order; unknown if one of them is NULL. */
public record Comparison(Operator operator, Scalar left, Scalar right) implements Scalar {

    /** The six comparisons. */
    public enum Operator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL
    }

    /** {@code value BETWEEN low AND high}. */
    public static Scalar between(Scalar value, Scalar low, Scalar high) {
        return Junction.and(
                new Comparison(Operator.GREATER_OR_EQUAL, value, low),
                new Comparison(Operator.LESS_OR_EQUAL, value, high));
    }

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        Object one = left.value(row, semantics);
        Object other = right.value(row, semantics);
        return (one == null || other == null) ? null : holds(one, other, semantics);
    }

    private boolean holds(Object one, Object other, Semantics semantics) {
        return switch (operator) {
            case EQUAL -> semantics.equal(one, other);
            case NOT_EQUAL -> !semantics.equal(one, other);
            case LESS -> semantics.compare(one, other) < 0;
            case LESS_OR_EQUAL -> semantics.compare(one, other) <= 0;
            case GREATER -> semantics.compare(one, other) > 0;
            case GREATER_OR_EQUAL -> semantics.compare(one, other) >= 0;
        };
    }

    @Override
    public List<Scalar> parts() {
        return List.of(left, right);
    }
}
