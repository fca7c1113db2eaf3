package dev.meridian.sharding.internal.analysis;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the shapes of queries by the identity of what EclipseLink keeps of them from call to call, as long as that
 * lives: what it prepared; for JPQL that it prepares for each call anew, as with a limit, the parsed expressions, which
 * the query's copies have in common. Bounded; thread-safe.
 */
final class ShapeCache {

    private static final int MAX_SHAPES = 2_000;

    private final Map<Object, Entry> shapes = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> dead = new ReferenceQueue<>();

    /** @param parts of which the shape was made; empty if it is known by what was prepared */
    private record Entry(Class<?> kind, List<WeakReference<Expression>> parts, Shape shape) {

        boolean isOf(DatabaseQuery query, List<Expression> others) {
            return kind == query.getClass()
                    && parts.size() == others.size()
                    && IntStream.range(0, others.size())
                            .allMatch(i -> parts.get(i).refersTo(others.get(i)));
        }
    }

    /** The shape of a query, which is compiled if it is not known. */
    Shape get(DatabaseQuery query, Supplier<Shape> compiler) {
        Object prepared = query.isPrepared() ? query.getDatasourceCall() : null;
        Entry known = prepared == null ? null : shapes.get(new Probe(prepared));
        return known != null ? known.shape() : byParts(query, prepared, compiler);
    }

    // Others than those of JPQL can be changed by whoever made them.
    private Shape byParts(DatabaseQuery query, @Nullable Object prepared, Supplier<Shape> compiler) {
        List<Expression> parts = query.getJPQLString() == null ? List.of() : QueryParts.of(query);
        Entry known = parts.isEmpty() ? null : shapes.get(new Probe(parts.get(0)));
        if (known != null && known.isOf(query, parts)) {
            return known.shape();
        }
        Shape shape = compiler.get();
        forgetDead();
        put(prepared, new Entry(query.getClass(), List.of(), shape));
        if (!parts.isEmpty()) {
            List<WeakReference<Expression>> weak =
                    parts.stream().map(WeakReference::new).toList();
            put(parts.get(0), new Entry(query.getClass(), weak, shape));
        }
        return shape;
    }

    private void put(@Nullable Object identity, Entry entry) {
        if (identity != null && shapes.size() < MAX_SHAPES) {
            shapes.put(new Key(identity, dead), entry);
        }
    }

    private void forgetDead() {
        for (Reference<?> key = dead.poll(); key != null; key = dead.poll()) {
            shapes.remove(key);
        }
    }

    /** Looks like the key, without a reference object's cost. */
    private record Probe(Object prepared) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.get() == prepared;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(prepared);
        }
    }

    private static final class Key extends WeakReference<Object> {

        private final int hash;

        Key(Object prepared, ReferenceQueue<Object> dead) {
            super(prepared, dead);
            this.hash = System.identityHashCode(prepared);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || (other instanceof Probe probe && probe.prepared() == get())
                    || (other instanceof Key key && get() != null && get() == key.get());
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
