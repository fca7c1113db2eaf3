package dev.meridian.sharding.internal.identity;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.Shards;
import java.util.Arrays;
import java.util.List;
import org.eclipse.persistence.exceptions.EclipseLinkException;
import org.eclipse.persistence.internal.identitymaps.CacheId;
import org.eclipse.persistence.internal.jpa.CMP3Policy;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.jspecify.annotations.Nullable;

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
     * @throws IllegalArgumentException because of a ShardingException MERIDIAN-121 if the id is none of the entity
     */
    ShardedKey normalised(ShardedKey key, AbstractSession session) {
        if (!shards.isKnown(key.shard())) {
            throw Message.UNKNOWN_SHARD.with(key.shard(), String.join(", ", shards.names()));
        }
        List<Object> values = Arrays.asList(key.getPrimaryKey());
        if (values.size() == 1) {
            values = Arrays.asList(((CacheId) plain(key.id(), session)).getPrimaryKey());
        } else if (values.size() != getDescriptor().getPrimaryKeyFields().size()) {
            throw wrongId("a list of " + values.size() + " values", null);
        }
        return ShardedKey.of(shards.canonical(key.shard()), values);
    }

    // A number may be of another type; what cannot be made an id is told as EclipseLink tells it of a plain one.
    private Object plain(Object id, AbstractSession session) {
        try {
            return super.createPrimaryKeyFromId(id, session);
        } catch (EclipseLinkException | ClassCastException | IllegalArgumentException wrong) {
            throw wrongId("of the type " + id.getClass().getSimpleName(), wrong);
        }
    }

    private IllegalArgumentException wrongId(String given, @Nullable Throwable cause) {
        Class<?> type = getPKClass();
        Object[] names = {getDescriptor().getAlias(), given, type == null ? "that of its columns" : type.getSimpleName()
        };
        ShardingException error =
                cause == null ? Message.WRONG_ID.with(names) : Message.WRONG_ID.causedBy(cause, names);
        return new IllegalArgumentException(error.getMessage(), error);
    }
}
