package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.execution.NoRowsAccessor;
import dev.meridian.sharding.internal.execution.ScatterAccessor;
import dev.meridian.sharding.internal.execution.ShardFanOut;
import dev.meridian.sharding.internal.execution.ShardPools;
import dev.meridian.sharding.internal.execution.UnitedResults;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.ShardingModel;
import dev.meridian.sharding.internal.model.Shards;
import dev.meridian.sharding.internal.plan.ScatterShape;
import dev.meridian.sharding.internal.routing.Route;
import java.util.List;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.InsertObjectQuery;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.queries.UpdateAllQuery;
import org.eclipse.persistence.sessions.server.ClientSession;
import org.eclipse.persistence.sessions.server.ServerSession;

/** Turns the route of a statement into the connection that EclipseLink runs it on. Thread-safe. */
final class Dispatcher {

    private static final System.Logger LOG = System.getLogger("dev.meridian.sharding");

    private final Shards shards;
    private final BulkUpdates bulkUpdates;
    private final ShardPools pools;
    private final ShardFanOut fanOut;

    Dispatcher(ShardingModel model, ShardPools pools, ShardFanOut fanOut) {
        this.shards = model.shards();
        this.bulkUpdates = new BulkUpdates(model);
        this.pools = pools;
        this.fanOut = fanOut;
    }

    List<Accessor> dispatch(Route route, DatabaseQuery query, AbstractSession session) {
        LOG.log(
                System.Logger.Level.DEBUG,
                () -> StatementRouter.name(query) + " -> " + Explanations.of(route, query, shards));
        if (route instanceof Route.Single single) {
            return List.of(acquire(single.shard(), query, session));
        }
        return route instanceof Route.Scatter scatter
                ? scatter(scatter, query, session)
                : List.of(noRows(query, session));
    }

    /** As {@link #dispatch}, for a statement about a sharded entity: refuses hints by which its rows would lose their shard. */
    List<Accessor> dispatchSharded(Route route, DatabaseQuery query, AbstractSession session) {
        check(query);
        return dispatch(route, query, session);
    }

    /**
     * Refuses what no route makes right.
     *
     * @throws dev.meridian.sharding.ShardingException if the query has such a hint, or changes what decides the shard
     */
    void check(DatabaseQuery query) {
        if (query instanceof ObjectLevelReadQuery read) {
            if (Boolean.TRUE.equals(read.isResultSetAccessOptimizedQuery()) || read.usesResultSetAccessOptimization()) {
                throw Message.RESULT_SET_ACCESS.with(StatementRouter.name(query));
            }
            if (read.shouldCacheQueryResults()) {
                throw Message.QUERY_CACHE.with(StatementRouter.name(query));
            }
        }
        if (query instanceof UpdateAllQuery update) {
            bulkUpdates.check(update);
        }
    }

    private Accessor acquire(String shard, DatabaseQuery query, AbstractSession session) {
        return query instanceof InsertObjectQuery
                ? pools.acquireForInsert(shard, session)
                : pools.acquire(shard, session);
    }

    private List<Accessor> scatter(Route.Scatter route, DatabaseQuery query, AbstractSession session) {
        ScatterShape.refusal(query).ifPresent(reason -> {
            throw Message.SCATTER_REFUSED.with(StatementRouter.name(query), String.join(", ", route.shards()), reason);
        });
        return List.of(new ScatterAccessor(new UnitedResults(route.shards(), query), query, fanOut, server(session)));
    }

    // What no rows give is more than nothing for an aggregate or a cursor: any one database knows it.
    private Accessor noRows(DatabaseQuery query, AbstractSession session) {
        return ScatterShape.needsRowsOfADatabase(query)
                ? acquire(shards.primary(), query, session)
                : new NoRowsAccessor(server(session));
    }

    private static ServerSession server(AbstractSession session) {
        return session instanceof ClientSession client ? client.getParent() : (ServerSession) session;
    }
}
