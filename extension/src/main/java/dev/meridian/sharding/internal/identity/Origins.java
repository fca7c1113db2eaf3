package dev.meridian.sharding.internal.identity;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The shard of each object that EclipseLink built, and of each new one that was placed: managed, detached, or a copy in
 * the shared cache; woven or not. It holds no object alive. Thread-safe.
 *
 * <p>A woven entity keeps its shard in the key that EclipseLink caches in it, and comes here only while it has none: a
 * new object, a copy whose id is not settled. A plain class has no such place, so all its objects are here.
 */
public final class Origins {

    private final Map<Object, String> shards = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

    /** The object's shard, or null if nothing is known of it. */
    public @Nullable String of(Object object) {
        return shards.get(new Probe(object));
    }

    /** From now on the object is known to be of this shard. */
    public void record(Object object, String shard) {
        expunge();
        String known = of(object);
        if (!shard.equals(known)) {
            shards.put(new Key(object, collected), shard);
        }
    }

    /** How many objects are known; for tests. */
    int size() {
        expunge();
        return shards.size();
    }

    private void expunge() {
        for (Object key = collected.poll(); key != null; key = collected.poll()) {
            shards.remove(key);
        }
    }

    /** A key that lets go of its object: found by identity, also after the object is gone. */
    private static final class Key extends WeakReference<Object> {
        private final int hash;

        Key(Object object, ReferenceQueue<Object> queue) {
            super(object, queue);
            this.hash = System.identityHashCode(object);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            Object mine = get();
            return mine != null && other instanceof Key key && key.get() == mine;
        }
    }

    /** Looks an object up without making a reference to be collected later. */
    private static final class Probe {
        private final Object object;

        Probe(Object object) {
            this.object = object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.get() == object;
        }
    }
}
