package dev.meridian.sharding.internal.gather;

import java.util.OptionalLong;

/**
 * A part of the rows, in their order.
 *
 * @param offset how many are skipped
 * @param limit how many are taken at most; empty for all
 */
public record Window(long offset, OptionalLong limit) {
    public Window {
        if (offset < 0 || limit.orElse(0) < 0) {
            throw new IllegalArgumentException("A window begins at a row and has a length");
        }
    }

    public static Window of(long offset, long limit) {
        return new Window(offset, OptionalLong.of(limit));
    }

    public static Window from(long offset) {
        return new Window(offset, OptionalLong.empty());
    }

    /** How many rows of one stream can be needed; empty for all. */
    public OptionalLong depth() {
        return limit.isPresent() ? OptionalLong.of(Math.addExact(offset, limit.getAsLong())) : OptionalLong.empty();
    }
}
