package dev.meridian.sharding;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.eclipse.persistence.internal.identitymaps.CacheId;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a sharded entity: its id together with the shard that holds it.
 *
 * <p>{@code em.find(Report.class, ShardedKey.of("asia", 1L))} asks that shard alone. Two keys are equal if shard and id
 * are. To EclipseLink it is a cache key like any other, which is what keeps two rows with one id apart in its caches; the
 * methods inherited from {@link CacheId} are EclipseLink's business, and none of them may be used to change a key.
 */
public final class ShardedKey extends CacheId {
    private static final long serialVersionUID = 1L;

    private final String shard;

    private ShardedKey(String shard, Object[] values) {
        super();
        this.shard = shard;
        setPrimaryKey(values);
    }

    /**
     * @param shard the name of a shard
     * @param id the entity's id; for a composite one the {@code @EmbeddedId} or {@code @IdClass} object, or, as
     *     EclipseLink allows it, a list of the values of its columns
     */
    public static ShardedKey of(String shard, Object id) {
        Objects.requireNonNull(shard, "shard");
        Objects.requireNonNull(id, "id");
        return new ShardedKey(shard, id instanceof List<?> values ? values.toArray() : new Object[] {id});
    }

    /** The shard's name. */
    public String shard() {
        return shard;
    }

    /** The id, as it was given to {@link #of}. */
    public Object id() {
        return primaryKey.length == 1 ? primaryKey[0] : Arrays.asList(primaryKey.clone());
    }

    // Never the hash of the same id without a shard: a plain key must not find a sharded one, nor the other way round.
    @Override
    protected int computeHash(Object[] values) {
        return super.computeHash(values) + (31 * shard.hashCode() | 1);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ShardedKey key && equals((CacheId) key);
    }

    @Override
    @SuppressWarnings("NonOverridingEquals") // it overrides the one that EclipseLink's caches call
    public boolean equals(CacheId other) {
        return other instanceof ShardedKey key && shard.equals(key.shard) && super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    public int compareTo(CacheId other) {
        int byId = super.compareTo(other);
        return byId == 0 && other instanceof ShardedKey key ? shard.compareTo(key.shard) : byId;
    }

    /** Tells the shard and the id: EclipseLink takes entities in rows of a DISTINCT for the same if their keys' texts are. */
    @Override
    public String toString() {
        return "key " + Arrays.asList(primaryKey) + " in " + shard;
    }
}
