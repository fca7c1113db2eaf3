package dev.meridian.sharding.internal.identity;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.identitymaps.CacheId;
import org.eclipse.persistence.internal.identitymaps.CacheKey;
import org.eclipse.persistence.internal.jpa.CacheImpl;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.IdentityMapAccessor;
import org.jspecify.annotations.Nullable;

/**
 * The shared cache of a unit, in which a plain id means the object with that id in any shard:
 * {@code cache.evict(Report.class, 1L)} evicts what every shard has under it,
 * and {@code contains} is true if one of them has it.
 */
public final class ShardedIdentityMapAccessor extends IdentityMapAccessor {

    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final ShardingModel model;

    /**
     * @param session the unit's session
     * @param manager keeps the objects
     * @param model what is sharded
     */
    public ShardedIdentityMapAccessor(AbstractSession session, ShardedIdentityMapManager manager, ShardingModel model) {
        super(session, manager);
        this.model = model;
    }

    @Override
    public void invalidateObject(Object key, Class<?> type, boolean invalidateCluster) {
        keys(key, type).forEach(one -> super.invalidateObject(one, type, invalidateCluster));
    }

    @Override
    public boolean isValid(Object key, Class<?> type) {
        return keys(key, type).stream().anyMatch(one -> super.isValid(one, type));
    }

    @Override
    public @Nullable Object removeFromIdentityMap(Object key, Class<?> type) {
        return keys(key, type).stream()
                .map(one -> super.removeFromIdentityMap(one, type))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    // EclipseLink itself must never take one shard's object for another's; only Cache.contains asks for any.
    @Override
    public @Nullable CacheKey getCacheKeyForObject(
            Object key, Class<?> type, ClassDescriptor descriptor, boolean forMerge) {
        CacheKey found = super.getCacheKeyForObject(key, type, descriptor, forMerge);
        if (found != null || key instanceof ShardedKey || CALLERS.getCallerClass() != CacheImpl.class) {
            return found;
        }
        return keys(key, type).stream()
                .map(one -> super.getCacheKeyForObject(one, type, descriptor, forMerge))
                .filter(one -> one != null
                        && one.getObject() != null
                        && !descriptor.getCacheInvalidationPolicy().isInvalidated(one))
                .findFirst()
                .orElse(null);
    }

    private List<Object> keys(Object key, Class<?> type) {
        if (!(key instanceof CacheId plain)
                || key instanceof ShardedKey
                || model.find(type).isEmpty()) {
            return List.of(key);
        }
        List<Object> values = Arrays.asList(plain.getPrimaryKey());
        return model.shards().names().stream()
                .<Object>map(shard -> ShardedKey.of(shard, values))
                .toList();
    }
}
