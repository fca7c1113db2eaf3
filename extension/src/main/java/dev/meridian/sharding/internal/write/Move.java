package dev.meridian.sharding.internal.write;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.ShardedEntity;
import java.util.Map;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.jspecify.annotations.Nullable;

/**
 * What is to move: one object's row with all that is stored with it.
 *
 * @param entity the object's entity
 * @param object a managed object
 * @param from the shard of its row
 * @param to where it belongs now
 * @param changed what its row has otherwise there: its shard key, or the id of its parent, as the database takes it
 * @param links the foreign keys beside co-location that its row is to have otherwise too
 */
record Move(
        ShardedEntity entity,
        Object object,
        String from,
        String to,
        Map<DatabaseField, @Nullable Object> changed,
        Map<DatabaseField, @Nullable Object> links) {

    /** The error for what came in between. */
    ShardingException failed(String reason, @Nullable Throwable cause) {
        Object[] names = {entity.name(), from, to, reason};
        return cause == null ? Message.MOVE_FAILED.with(names) : Message.MOVE_FAILED.causedBy(cause, names);
    }
}
