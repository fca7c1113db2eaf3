package dev.meridian.sharding.internal.identity;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.internal.model.IdScope;
import dev.meridian.sharding.internal.model.ShardingModel;
import jakarta.persistence.EntityNotFoundException;
import java.util.Arrays;
import java.util.IdentityHashMap;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.identitymaps.CacheId;
import org.eclipse.persistence.internal.identitymaps.IdentityMapManager;
import org.eclipse.persistence.internal.localization.ExceptionLocalization;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.UnitOfWorkIdentityMapAccessor;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.queries.ReadObjectQuery;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one persistence context by their keys. A new object whose assigned id may repeat between shards is there
 * under the shard that its attributes say when it becomes managed: two new ones with one id are two objects, before the
 * flush as after it.
 *
 * <p>Not thread-safe, as a persistence context is not.
 */
public final class ShardedContextMap extends UnitOfWorkIdentityMapAccessor {

    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

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

    // A woven getReference looks here alone, and would make an object without a token of what it does not find.
    @Override
    public @Nullable Object getFromIdentityMap(Object key, Class<?> type) {
        if (CALLERS.getCallerClass() != UnitOfWorkImpl.class || model.find(type).isEmpty()) {
            return super.getFromIdentityMap(key, type);
        }
        ReadObjectQuery query = new ReadObjectQuery(type);
        query.setSelectionId(key);
        Object found = session.executeQuery(query);
        if (found == null) {
            throw new EntityNotFoundException(
                    ExceptionLocalization.buildMessage("no_entities_retrieved_for_get_reference", new Object[] {key}));
        }
        return found;
    }

    @Override
    public Object putInIdentityMap(
            Object object, Object key, @Nullable Object version, long readTime, ClassDescriptor descriptor) {
        ShardedKey located = isPlain(key) ? locate(object, (CacheId) key, descriptor) : null;
        if (located == null) {
            return super.putInIdentityMap(object, key, version, readTime, descriptor);
        }
        keysOfNew.put(object, located);
        ((ShardedObjectBuilder) descriptor.getObjectBuilder()).rememberNew(object, located.shard());
        return super.putInIdentityMap(object, located, version, readTime, descriptor);
    }

    @Override
    public @Nullable Object removeFromIdentityMap(
            Object key, Class<?> type, ClassDescriptor descriptor, @Nullable Object object) {
        if (key instanceof ShardedKey sharded && object != null) {
            forgetAsNew(new CacheId(sharded.getPrimaryKey()), type, descriptor, object);
        }
        ShardedKey located = isPlain(key) && object != null ? keysOfNew.remove(object) : null;
        return super.removeFromIdentityMap(located == null ? key : located, type, descriptor, object);
    }

    /** An object that was new before the last flush is still there under its id alone. */
    private void forgetAsNew(CacheId plain, Class<?> type, ClassDescriptor descriptor, Object object) {
        if (getFromLocalIdentityMap(plain, type, true, descriptor) == object) {
            super.removeFromIdentityMap(plain, type, descriptor, object);
        }
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
