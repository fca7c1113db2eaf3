package dev.meridian.sharding.internal.gather;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Iterators over iterators that read no element before it is asked for. */
abstract class LazyRows implements Iterator<GatherRow> {
    private @Nullable GatherRow ahead;

    private LazyRows() {}

    /** The next row, null at the end. */
    abstract @Nullable GatherRow read();

    @Override
    public final boolean hasNext() {
        if (ahead == null) {
            ahead = read();
        }
        return ahead != null;
    }

    @Override
    public final GatherRow next() {
        GatherRow next = hasNext() ? ahead : null;
        if (next == null) {
            throw new NoSuchElementException();
        }
        ahead = null;
        return next;
    }

    /** The rows of one shard after the other. */
    static Iterator<GatherRow> concatenated(List<ShardRows> shards) {
        Iterator<ShardRows> rest = shards.iterator();
        return new LazyRows() {
            private Iterator<GatherRow> current = List.<GatherRow>of().iterator();

            @Override
            @Nullable GatherRow read() {
                while (!current.hasNext()) {
                    if (!rest.hasNext()) {
                        return null;
                    }
                    current = rest.next().rows();
                }
                return current.next();
            }
        };
    }

    static Iterator<GatherRow> filtered(Iterator<GatherRow> rows, Predicate<GatherRow> condition) {
        return new LazyRows() {
            @Override
            @Nullable GatherRow read() {
                while (rows.hasNext()) {
                    GatherRow row = rows.next();
                    if (condition.test(row)) {
                        return row;
                    }
                }
                return null;
            }
        };
    }

    /** The rows behind the limit are not read. */
    static Iterator<GatherRow> windowed(Iterator<GatherRow> rows, Window window) {
        OptionalLong depth = window.depth();
        return new LazyRows() {
            private long taken;

            @Override
            @Nullable GatherRow read() {
                while (taken < depth.orElse(Long.MAX_VALUE) && rows.hasNext()) {
                    GatherRow row = rows.next();
                    if (taken++ >= window.offset()) {
                        return row;
                    }
                }
                return null;
            }
        };
    }

    static <T> Iterator<GatherRow> mapped(Iterator<T> rows, Function<T, GatherRow> mapping) {
        return new LazyRows() {
            @Override
            @Nullable GatherRow read() {
                return rows.hasNext() ? mapping.apply(rows.next()) : null;
            }
        };
    }
}
