package dev.meridian.sharding.internal.gather;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A column of the row.
 *
 * @param index counted from 0
 * @param numericType null if it is no number, or its type is not known: then decimals cannot be divided by Derby's rules
 */
public record Column(int index, @Nullable NumericType numericType) implements Scalar {

    public Column(int index) {
        this(index, null);
    }

    /** The columns from 0 on. */
    static List<Scalar> first(int count) {
        return IntStream.range(0, count).<Scalar>mapToObj(Column::new).toList();
    }

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        return row.get(index);
    }

    @Override
    public @Nullable NumericType type(DatabaseValues values) {
        return numericType;
    }
}
