package dev.meridian.sharding.internal.identity;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.Shards;
import java.util.Arrays;
import java.util.List;
import org.eclipse.persistence.internal.identitymaps.CacheId;
import org.eclipse.persistence.internal.jpa.CMP3Policy;
import org.eclipse.persistence.internal.sessions.AbstractSession;

/** Understands a {@link ShardedKey} wherever EclipseLink takes an id, {@code Cache} included. */
public final class ShardedIdPolicy extends CMP3Policy {
    private static final long serialVersionUID = 1L;

    private final transient Shards shards;

    /**
     * @param replaced the entity's own policy, not initialised yet
     * @param shards the unit's shards
     */
    public ShardedIdPolicy(CMP3Policy replaced, Shards shards) {
        this.shards = shards;
        setPrimaryKeyClassName(replaced.getPKClassName());
        setPKClass(replaced.getPKClass());
    }

    @Override
    public Object createPrimaryKeyFromId(Object id, AbstractSession session) {
        return id instanceof ShardedKey key ? normalised(key, session) : super.createPrimaryKeyFromId(id, session);
    }

    /**
     * {@code ShardedKey.of("default", 1)} is brought to the shard's own name and to the values of the id's columns.
     *
     * @throws dev.meridian.sharding.ShardingException MERIDIAN-018 if there is no such shard
     */
    ShardedKey normalised(ShardedKey key, AbstractSession session) {
        if (!shards.isKnown(key.shard())) {
            throw Message.UNKNOWN_SHARD.with(key.shard(), String.join(", ", shards.names()));
        }
        List<Object> values = Arrays.asList(key.getPrimaryKey());
        if (values.size() == 1) {
            Object plain = super.createPrimaryKeyFromId(key.id(), session);
            values = Arrays.asList(((CacheId) plain).getPrimaryKey());
        }
        return ShardedKey.of(shards.canonical(key.shard()), values);
    }
}
