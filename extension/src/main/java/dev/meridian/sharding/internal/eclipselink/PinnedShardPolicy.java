package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.identity.ShardPin;
import dev.meridian.sharding.internal.routing.Route;
import java.util.List;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DatabaseQuery;

/** What the hint {@code eclipselink.partitioning} means when it names a shard. */
final class PinnedShardPolicy extends ShardPin {
    private static final long serialVersionUID = 1L;

    private final transient Dispatcher dispatcher;

    PinnedShardPolicy(String name, String shard, Dispatcher dispatcher) {
        super(name, shard);
        this.dispatcher = dispatcher;
    }

    @Override
    public List<Accessor> getConnectionsForQuery(
            AbstractSession session, DatabaseQuery query, AbstractRecord arguments) {
        return dispatcher.dispatchSharded(Routing.together(Route.pinned(shard())), query, session);
    }
}
