package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.Explanation;
import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.execution.NoRowsAccessor;
import dev.meridian.sharding.internal.execution.ScatterAccessor;
import dev.meridian.sharding.internal.execution.ShardFanOut;
import dev.meridian.sharding.internal.execution.ShardPools;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.ShardingModel;
import dev.meridian.sharding.internal.model.Shards;
import dev.meridian.sharding.internal.plan.ReportItems;
import dev.meridian.sharding.internal.routing.Route;
import java.util.List;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.InsertObjectQuery;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.queries.ReadQuery;
import org.eclipse.persistence.queries.ReportQuery;
import org.eclipse.persistence.queries.UpdateAllQuery;
import org.eclipse.persistence.sessions.server.ClientSession;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/** Turns the route of a statement into the connection that EclipseLink runs it on. Thread-safe. */
final class Dispatcher {

    private static final System.Logger LOG = System.getLogger("dev.meridian.sharding");

    private final Shards shards;
    private final BulkUpdates bulkUpdates;
    private final PerClassQueries perClass;
    private final ReferenceRoutes references;
    private final ShardPools pools;
    private final ShardFanOut fanOut;
    private final ScatterMethod methods;
    private final Gatherers gatherers;

    Dispatcher(
            ShardingModel model,
            ShardPools pools,
            ShardFanOut fanOut,
            ScatterMethod methods,
            Gatherers gatherers,
            PerClassQueries perClass) {
        this.shards = model.shards();
        this.bulkUpdates = new BulkUpdates(model);
        this.perClass = perClass;
        this.references = new ReferenceRoutes(model);
        this.pools = pools;
        this.fanOut = fanOut;
        this.methods = methods;
        this.gatherers = gatherers;
    }

    List<Accessor> dispatch(Routing routing, DatabaseQuery query, AbstractSession session) {
        perClass.check(query, session);
        Route route = routing.route();
        if (route instanceof Route.Single single && routing.bound().isEmpty()) {
            log(routing, query, null);
            return List.of(acquire(single.shard(), query, session));
        }
        if (route instanceof Route.None && ScatterMethod.isCursored(query)) {
            // A cursor must have a database to be closed on.
            log(routing, query, null);
            return List.of(acquire(shards.primary(), query, session));
        }
        if (route instanceof Route.None && !hasAnswerOfNoRows(query)) {
            log(routing, query, null);
            return List.of(new NoRowsAccessor(server(session)));
        }
        ScatterMethod.Method method = methods.of(routing, query, session);
        log(routing, query, method);
        return List.of(scatter(method, route, query, session));
    }

    private void log(Routing routing, DatabaseQuery query, ScatterMethod.@Nullable Method method) {
        LOG.log(
                System.Logger.Level.DEBUG,
                () -> StatementRouter.name(query) + " -> " + Explanations.of(routing, method, shards));
    }

    /** Tells what {@link #dispatch} would do. */
    Explanation explain(Routing routing, DatabaseQuery query, AbstractSession session) {
        Route route = routing.route();
        boolean isOne = route instanceof Route.Single && routing.bound().isEmpty();
        try {
            perClass.check(query, session);
            if (isOne || (route instanceof Route.None && !hasAnswerOfNoRows(query))) {
                return Explanations.of(routing, null, shards);
            }
            return Explanations.of(routing, methods.of(routing, query, session), shards);
        } catch (ShardingException refused) {
            return Explanations.refused(routing, refused, shards);
        }
    }

    /** As {@link #dispatch}, for a statement about a sharded entity: refuses hints by which its rows would lose their shard. */
    List<Accessor> dispatchSharded(Routing routing, DatabaseQuery query, AbstractSession session) {
        check(query);
        return dispatch(routing, query, session);
    }

    /**
     * Refuses what no route makes right.
     *
     * @throws dev.meridian.sharding.ShardingException if the query has such a hint, or changes what decides the shard
     */
    void check(DatabaseQuery query) {
        references.checkPin(query);
        if (query instanceof ObjectLevelReadQuery read) {
            if (Boolean.TRUE.equals(read.isResultSetAccessOptimizedQuery()) || read.usesResultSetAccessOptimization()) {
                throw Message.RESULT_SET_ACCESS.with(StatementRouter.name(query));
            }
        }
        if (query instanceof ReadQuery read && read.shouldCacheQueryResults() && hasOwnCache(read)) {
            throw Message.QUERY_CACHE.with(StatementRouter.name(query));
        }
        if (query instanceof UpdateAllQuery update) {
            bulkUpdates.check(update);
        }
    }

    // The session of an entity manager keeps results that are not to be shared, and knows nothing of shards.
    private static boolean hasOwnCache(ReadQuery query) {
        AbstractSession session = query.getSession();
        while (session instanceof UnitOfWorkImpl unitOfWork) {
            session = unitOfWork.getParent();
        }
        ClassDescriptor descriptor = query.getDescriptor();
        return session != null
                && session.isIsolatedClientSession()
                && (descriptor == null || descriptor.getCachePolicy().isIsolated());
    }

    private Accessor acquire(String shard, DatabaseQuery query, AbstractSession session) {
        return query instanceof InsertObjectQuery
                ? pools.acquireForInsert(shard, session)
                : pools.acquire(shard, session);
    }

    private Accessor scatter(ScatterMethod.Method method, Route route, DatabaseQuery query, AbstractSession session) {
        ServerSession server = server(session);
        if (method instanceof ScatterMethod.Method.Branches branches) {
            return new SetOperationAccessor(
                    server, (ObjectLevelReadQuery) query, gatherers.of(session), branches.equality());
        }
        return method instanceof ScatterMethod.Method.Steps
                ? new StepsAccessor(server, query, methods.collations(route.shards(), session))
                : new ScatterAccessor(methods.program(method, route.shards(), query, session), query, fanOut, server);
    }

    // What no rows give is more than nothing for an aggregate.
    private static boolean hasAnswerOfNoRows(DatabaseQuery query) {
        return query instanceof ReportQuery report && ReportItems.hasGroups(report);
    }

    private static ServerSession server(AbstractSession session) {
        return session instanceof ClientSession client ? client.getParent() : (ServerSession) session;
    }
}
