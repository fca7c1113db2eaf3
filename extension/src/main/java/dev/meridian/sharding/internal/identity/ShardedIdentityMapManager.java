package dev.meridian.sharding.internal.identity;

import dev.meridian.sharding.internal.model.ShardingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.eclipse.persistence.internal.identitymaps.IdentityMapManager;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.ReadQuery;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a unit caches.
 *
 * <p>A query's cached result is found again by the query's name, its parameters, and the shards that its pin and entities
 * among the parameters name: one name and one id can mean rows of several shards.
 */
public final class ShardedIdentityMapManager extends IdentityMapManager {

    private final ShardingModel model;
    private final Function<Object, @Nullable String> shardOf;

    /**
     * @param session the unit's session, which has cached nothing yet
     * @param model what is sharded
     * @param shardOf the shard of an entity, or null
     */
    public ShardedIdentityMapManager(
            AbstractSession session, ShardingModel model, Function<Object, @Nullable String> shardOf) {
        super(session);
        this.model = model;
        this.shardOf = shardOf;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public @Nullable Object getQueryResult(ReadQuery query, @Nullable List parameters, boolean checkExpiry) {
        return super.getQueryResult(query, routed(query, parameters), checkExpiry);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void putQueryResult(ReadQuery query, @Nullable List parameters, @Nullable Object results) {
        super.putQueryResult(query, routed(query, parameters), results);
    }

    private List<@Nullable Object> routed(ReadQuery query, @Nullable List<?> parameters) {
        List<@Nullable Object> key = new ArrayList<>(parameters == null ? List.of() : parameters);
        List<@Nullable Object> shards = new ArrayList<>();
        shards.add(query.getPartitioningPolicy() instanceof ShardPin pin ? pin.shard() : null);
        key.forEach(value ->
                shards.add(value != null && model.find(value.getClass()).isPresent() ? shardOf.apply(value) : null));
        key.add(shards);
        return key;
    }
}
