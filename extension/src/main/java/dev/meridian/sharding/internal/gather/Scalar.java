package dev.meridian.sharding.internal.gather;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value computed from a row as the database computes it. A condition is one too: TRUE, FALSE, or NULL for unknown.
 *
 * <p>What is not known to have the database's result cannot be said here, or throws an {@link UnknownResult}.
 */
public sealed interface Scalar
        permits Column,
                Bound,
                Constant,
                Arithmetic,
                Negation,
                Absolute,
                NumberFunction,
                Rounding,
                TextFunction,
                TextPart,
                TextPosition,
                Like,
                Coalesce,
                NullIf,
                Case,
                Cast,
                Comparison,
                InList,
                NullTest,
                Junction,
                Not,
                ShardOf {

    /** The value for a row, null for NULL. */
    @Nullable Object value(GatherRow row, Semantics semantics);

    /** The type if this is a number and its type is known, otherwise null. */
    default @Nullable NumericType type(DatabaseValues values) {
        return null;
    }

    /** What it is computed from. */
    default List<Scalar> parts() {
        return List.of();
    }
}
