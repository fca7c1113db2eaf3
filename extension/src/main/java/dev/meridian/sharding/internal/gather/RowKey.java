package dev.meridian.sharding.internal.gather;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of rows for hashing: equal for values that the database takes for equal, NULL for NULL. */
final class RowKey {
    private RowKey() {}

    static Object of(List<Scalar> values, boolean withShard, GatherRow row, Semantics semantics) {
        @Nullable Object[] key = new @Nullable Object[values.size() + 1];
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i).value(row, semantics);
            key[i] = value == null ? null : semantics.values().key(value);
        }
        key[values.size()] = withShard ? row.shard() : null;
        return Arrays.asList(key);
    }
}
