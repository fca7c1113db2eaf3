package dev.meridian.sharding.internal.identity;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.util.Arrays;
import org.eclipse.persistence.internal.identitymaps.CacheId;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.IdentityMapAccessor;

/**
 * The shared cache of a unit, in which a plain id means the object with that id in any shard:
 * {@code cache.evict(Report.class, 1L)} evicts what every shard has under it.
 */
public final class ShardedIdentityMapAccessor extends IdentityMapAccessor {

    private final ShardingModel model;

    public ShardedIdentityMapAccessor(AbstractSession session, IdentityMapAccessor replaced, ShardingModel model) {
        super(session, replaced.getIdentityMapManager());
        this.model = model;
    }

    @Override
    public void invalidateObject(Object key, Class<?> type, boolean invalidateCluster) {
        if (!(key instanceof CacheId plain)
                || key instanceof ShardedKey
                || model.find(type).isEmpty()) {
            super.invalidateObject(key, type, invalidateCluster);
        } else {
            for (String shard : model.shards().names()) {
                ShardedKey sharded = ShardedKey.of(shard, Arrays.asList(plain.getPrimaryKey()));
                super.invalidateObject(sharded, type, invalidateCluster);
            }
        }
    }
}
