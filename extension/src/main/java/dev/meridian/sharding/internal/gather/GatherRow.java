package dev.meridian.sharding.internal.gather;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A row by position, with the shard that it came from. The array belongs to the row: nobody changes it afterwards.
 *
 * <p>Two rows are equal only if they are the same object: what equal means is the database's to say.
 */
public final class GatherRow {
    private final @Nullable String shard;
    private final @Nullable Object[] values;

    private GatherRow(@Nullable String shard, @Nullable Object[] values) {
        this.shard = shard;
        this.values = values;
    }

    /**
     * @param shard null where the row comes from several shards, as a group does
     * @param values not copied
     */
    public static GatherRow of(@Nullable String shard, @Nullable Object... values) {
        return new GatherRow(shard, values);
    }

    /** The shard that the row came from; null if from several. */
    public @Nullable String shard() {
        return shard;
    }

    /** The value of a column, counted from 0. */
    public @Nullable Object get(int column) {
        return values[column];
    }

    /** How many columns the row has. */
    public int size() {
        return values.length;
    }

    /** A copy of the values. */
    public @Nullable Object[] toArray() {
        return Arrays.copyOf(values, values.length);
    }

    /** Without the values, so that it may be logged. */
    @Override
    public String toString() {
        return values.length + " values of " + (shard == null ? "several shards" : shard);
    }
}
