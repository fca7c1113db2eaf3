package dev.meridian.sharding.internal.write;

import dev.meridian.sharding.internal.identity.ShardedObjectBuilder;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.eclipse.persistence.internal.sessions.RepeatableWriteUnitOfWork;
import org.eclipse.persistence.internal.sessions.UnitOfWorkChangeSet;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;

/**
 * What one transaction has moved: enough to undo it in the objects if the transaction is rolled back, and to let the
 * shared cache forget it if it is committed. Kept by the persistence context. For one thread at a time.
 */
final class Movements {

    private static final String PROPERTY = "meridian.movements";

    private record Home(ShardedObjectBuilder builder, String shard) {}

    private record CachedKey(Class<?> type, Object key) {}

    private final IdentityHashMap<Object, Home> homes = new IdentityHashMap<>();
    private final List<Runnable> undoing = new ArrayList<>();
    private final List<CachedKey> stale = new ArrayList<>();
    private final boolean storedBypassing;

    private Movements(boolean storedBypassing) {
        this.storedBypassing = storedBypassing;
    }

    /** Those of a context, which begin now if there are none. */
    static Movements of(UnitOfWorkImpl unitOfWork) {
        Optional<Movements> known = find(unitOfWork);
        if (known.isPresent()) {
            return known.get();
        }
        Movements created = new Movements(unitOfWork.shouldStoreBypassCache());
        unitOfWork.setProperty(PROPERTY, created);
        // Its merge goes by ids and by originals that have moved. So it leaves the cache alone, and the cache forgets.
        setStoreBypass(unitOfWork, true);
        return created;
    }

    /** Empty if the context's transaction has moved nothing. */
    static Optional<Movements> find(UnitOfWorkImpl unitOfWork) {
        return Optional.ofNullable((Movements) unitOfWork.getProperty(PROPERTY));
    }

    /** The object is about to get another shard. The first one counts. */
    void leaves(Object object, ShardedObjectBuilder builder, String shard) {
        homes.putIfAbsent(object, new Home(builder, shard));
    }

    /** What else a rollback must do, the last first. */
    void undoLater(Runnable undo) {
        undoing.add(0, undo);
    }

    /** What the shared cache has under this key is to be forgotten. */
    void makesStale(Class<?> type, Object key) {
        stale.add(new CachedKey(type, key));
    }

    /** The transaction is committed: the cache is about to be brought in line. */
    void forget(UnitOfWorkImpl unitOfWork, UnitOfWorkChangeSet changes) {
        changes.getObjectChanges().values().stream()
                .flatMap(some -> some.values().stream())
                .forEach(change -> invalidate(unitOfWork, change.getClassType(), change.getId()));
        stale.forEach(cached -> invalidate(unitOfWork, cached.type(), cached.key()));
    }

    private static void invalidate(UnitOfWorkImpl unitOfWork, Class<?> type, Object key) {
        unitOfWork.getParent().getIdentityMapAccessorInstance().invalidateObject(key, type);
    }

    /** The transaction has ended well. */
    void end(UnitOfWorkImpl unitOfWork) {
        unitOfWork.removeProperty(PROPERTY);
        setStoreBypass(unitOfWork, storedBypassing);
    }

    /** The transaction has not been committed: the objects are of their old shards again. */
    void undo(UnitOfWorkImpl unitOfWork) {
        end(unitOfWork);
        homes.forEach((object, home) -> home.builder().place(object, home.shard()));
        undoing.forEach(Runnable::run);
    }

    private static void setStoreBypass(UnitOfWorkImpl unitOfWork, boolean bypass) {
        if (unitOfWork instanceof RepeatableWriteUnitOfWork context) {
            context.setShouldStoreByPassCache(bypass);
        }
    }
}
