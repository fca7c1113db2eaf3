package dev.meridian.sharding.internal.gather;

import org.jspecify.annotations.Nullable;

/**
 * One key of an order: a value of the row, its direction, and where NULL stands.
 *
 * @param collation that of a text; null for the database's own
 */
public record SortKey(
        Scalar value,
        boolean descending,
        Nulls nulls,
        @Nullable String collation) {

    /** A key that is no text, or one of the database's collation. */
    public SortKey(Scalar value, boolean descending, Nulls nulls) {
        this(value, descending, nulls, null);
    }

    /** Where NULL stands among the values. */
    public enum Nulls {
        FIRST,
        LAST,
        /** Where the database puts it if it is told nothing. */
        DEFAULT
    }

    public static SortKey ascending(int column) {
        return new SortKey(new Column(column), false, Nulls.DEFAULT);
    }

    public static SortKey descending(int column) {
        return new SortKey(new Column(column), true, Nulls.DEFAULT);
    }

    boolean nullsFirst(DatabaseValues values) {
        return switch (nulls) {
            case FIRST -> true;
            case LAST -> false;
            case DEFAULT -> values.nullsHigh() == descending;
        };
    }
}
