package dev.meridian.sharding.internal.gather;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two numbers and an operator; NULL if one of them is. */
public record Arithmetic(Operator operator, Scalar left, Scalar right) implements Scalar {

    /** The operators over numbers. */
    public enum Operator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        /** The rest of an integer division, with the sign of the dividend. */
        MOD
    }

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        Object one = left.value(row, semantics);
        Object other = right.value(row, semantics);
        if (one == null || other == null) {
            return null;
        }
        DatabaseValues values = semantics.values();
        return values.calculate(operator, one, other, left.type(values), right.type(values));
    }

    @Override
    public @Nullable NumericType type(DatabaseValues values) {
        NumericType one = left.type(values);
        NumericType other = right.type(values);
        return (one == null || other == null) ? null : values.type(operator, one, other);
    }

    @Override
    public List<Scalar> parts() {
        return List.of(left, right);
    }
}
