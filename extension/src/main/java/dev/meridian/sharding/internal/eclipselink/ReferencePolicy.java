package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.execution.RowToken;
import java.util.List;
import org.eclipse.persistence.descriptors.partitioning.PartitioningPolicy;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DatabaseQuery;

/** Stands on the descriptor of each reference entity, in the place of the policy of the mapping. */
final class ReferencePolicy extends PartitioningPolicy {
    private static final long serialVersionUID = 1L;

    private final transient StatementRouter router;
    private final transient Dispatcher dispatcher;

    ReferencePolicy(StatementRouter router, Dispatcher dispatcher) {
        this.router = router;
        this.dispatcher = dispatcher;
    }

    @Override
    public List<Accessor> getConnectionsForQuery(
            AbstractSession session, DatabaseQuery query, AbstractRecord arguments) {
        check(query, arguments, session);
        return dispatcher.dispatch(router.route(query, arguments, session), query, session);
    }

    /** A query over reference entities alone may have the hints that would lose a row's shard: its rows have none. */
    void check(DatabaseQuery query, AbstractRecord arguments, AbstractSession session) {
        boolean isRead = query.isReadQuery() && RowToken.of(arguments) == null;
        if (isRead && router.readsSharded(query, arguments, session)) {
            dispatcher.check(query);
        }
    }
}
