package dev.meridian.sharding.internal.constraint;

import org.jspecify.annotations.Nullable;

/**
 * A place between the values of an ordered class: before all, just before one, just after one, after all. Intervals
 * made of cuts need no cases for open and closed ends. After a value that has a neighbour is before that neighbour, so
 * that one place has one form.
 */
record Cut(Side side, @Nullable Comparable<?> value) implements Comparable<Cut> {

    static final Cut BEFORE_ALL = new Cut(Side.BEFORE_ALL, null);
    static final Cut AFTER_ALL = new Cut(Side.AFTER_ALL, null);

    static Cut before(Comparable<?> value) {
        return new Cut(Side.BEFORE, value);
    }

    static Cut after(Comparable<?> value) {
        Comparable<?> next = Neighbours.next(value);
        return next == null ? new Cut(Side.AFTER, value) : before(next);
    }

    @Override
    @SuppressWarnings("unchecked") // all cuts of a set are of one class
    public int compareTo(Cut other) {
        if (value == null || other.value == null) {
            return side.compareTo(other.side);
        }
        int order = ((Comparable<Object>) value).compareTo(other.value);
        return order != 0 ? order : side.compareTo(other.side);
    }

    /** Without the value, so that it may be logged. */
    @Override
    public String toString() {
        return side.name();
    }

    /** In ascending order. */
    enum Side {
        BEFORE_ALL,
        BEFORE,
        AFTER,
        AFTER_ALL
    }
}
