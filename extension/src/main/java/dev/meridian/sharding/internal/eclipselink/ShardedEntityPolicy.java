package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.write.RowCheck;
import java.util.List;
import org.eclipse.persistence.descriptors.partitioning.PartitioningPolicy;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DatabaseQuery;

/** Stands on the descriptor of each sharded entity, in the place of the policy of the mapping. */
final class ShardedEntityPolicy extends PartitioningPolicy {
    private static final long serialVersionUID = 1L;

    private final transient StatementRouter router;
    private final transient Dispatcher dispatcher;
    private final transient RowCheck rows;

    ShardedEntityPolicy(StatementRouter router, Dispatcher dispatcher, RowCheck rows) {
        this.router = router;
        this.dispatcher = dispatcher;
        this.rows = rows;
    }

    @Override
    public List<Accessor> getConnectionsForQuery(
            AbstractSession session, DatabaseQuery query, AbstractRecord arguments) {
        rows.check(query);
        return dispatcher.dispatchSharded(router.route(query, arguments, session), query, session);
    }
}
