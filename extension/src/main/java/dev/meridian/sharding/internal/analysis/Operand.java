package dev.meridian.sharding.internal.analysis;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One side of a comparison that is no column: a literal, or a parameter by its place among the query's parameters.
 *
 * <p>Values are those that the database receives. {@link #UNDECIDED} stands for one that is not known exactly. Where a
 * list is allowed, a value may be a collection of such values.
 */
sealed interface Operand {

    /** In place of a value that is not known. */
    Object UNDECIDED = new Object() {
        @Override
        public String toString() {
            return "undecided";
        }
    };

    /** The value of this call, or {@link #UNDECIDED}. */
    @Nullable Object value(IntFunction<@Nullable Object> parameters);

    record Literal(@Nullable Object literal) implements Operand {
        @Override
        public @Nullable Object value(IntFunction<@Nullable Object> parameters) {
            return literal;
        }

        /** Without the value, so that it may be logged. */
        @Override
        public String toString() {
            return "…";
        }
    }

    record Parameter(int index) implements Operand {
        @Override
        public @Nullable Object value(IntFunction<@Nullable Object> parameters) {
            return parameters.apply(index);
        }
    }
}
