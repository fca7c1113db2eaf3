package dev.meridian.sharding.internal.analysis;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the shapes of queries by the identity of what EclipseLink prepared for them, as long as that lives. Bounded;
 * thread-safe.
 */
final class ShapeCache {

    private static final int MAX_SHAPES = 2_000;

    private final Map<Object, Shape> shapes = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> dead = new ReferenceQueue<>();

    Shape get(@Nullable Object prepared, Supplier<Shape> compiler) {
        if (prepared == null) {
            return compiler.get();
        }
        Shape known = shapes.get(new Probe(prepared));
        if (known != null) {
            return known;
        }
        Shape shape = compiler.get();
        forgetDead();
        if (shapes.size() < MAX_SHAPES) {
            shapes.put(new Key(prepared, dead), shape);
        }
        return shape;
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
            return this == other || (other instanceof Probe probe && probe.prepared() == get());
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
