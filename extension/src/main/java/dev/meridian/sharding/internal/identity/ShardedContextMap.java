package dev.meridian.sharding.internal.identity;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.internal.model.IdScope;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.util.Arrays;
import java.util.IdentityHashMap;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.identitymaps.CacheId;
import org.eclipse.persistence.internal.identitymaps.IdentityMapManager;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.UnitOfWorkIdentityMapAccessor;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one persistence context by their keys. A new object whose assigned id may repeat between shards is there
 * under the shard that its attributes say when it becomes managed: two new ones with one id are two objects, before the
 * flush as after it.
 *
 * <p>Not thread-safe, as a persistence context is not.
 */
public final class ShardedContextMap extends UnitOfWorkIdentityMapAccessor {

    private final ShardingModel model;
    private final ShardLocator locator;
    private final IdentityHashMap<Object, ShardedKey> keysOfNew = new IdentityHashMap<>();

    /**
     * @param context the unit of work behind the persistence context
     * @param manager keeps the objects
     * @param model what is sharded
     * @param locator tells the shard of a new object
     */
    public ShardedContextMap(
            AbstractSession context, IdentityMapManager manager, ShardingModel model, ShardLocator locator) {
        super(context, manager);
        this.model = model;
        this.locator = locator;
    }

    @Override
    public Object putInIdentityMap(
            Object object, Object key, @Nullable Object version, long readTime, ClassDescriptor descriptor) {
        ShardedKey located = isPlain(key) ? locate(object, (CacheId) key, descriptor) : null;
        if (located == null) {
            return super.putInIdentityMap(object, key, version, readTime, descriptor);
        }
        keysOfNew.put(object, located);
        return super.putInIdentityMap(object, located, version, readTime, descriptor);
    }

    @Override
    public @Nullable Object removeFromIdentityMap(
            Object key, Class<?> type, ClassDescriptor descriptor, @Nullable Object object) {
        ShardedKey located = isPlain(key) && object != null ? keysOfNew.remove(object) : null;
        return super.removeFromIdentityMap(located == null ? key : located, type, descriptor, object);
    }

    @Override
    public void initializeIdentityMaps() {
        keysOfNew.clear();
        super.initializeIdentityMaps();
    }

    private static boolean isPlain(@Nullable Object key) {
        return key instanceof CacheId && !(key instanceof ShardedKey);
    }

    private @Nullable ShardedKey locate(Object object, CacheId id, ClassDescriptor descriptor) {
        boolean repeats = model.find(descriptor.getJavaClass())
                .filter(entity -> entity.ids() == IdScope.SHARD_LOCAL)
                .isPresent();
        String shard = repeats ? locator.locate(object) : null;
        return shard == null ? null : ShardedKey.of(shard, Arrays.asList(id.getPrimaryKey()));
    }
}
