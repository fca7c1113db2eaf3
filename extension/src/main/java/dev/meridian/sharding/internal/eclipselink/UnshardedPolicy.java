package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.execution.RowToken;
import dev.meridian.sharding.internal.execution.ShardPools;
import dev.meridian.sharding.internal.model.Shards;
import dev.meridian.sharding.internal.schema.SchemaStatements;
import java.util.List;
import java.util.Optional;
import org.eclipse.persistence.descriptors.partitioning.PartitioningPolicy;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ObjectLevelModifyQuery;
import org.eclipse.persistence.queries.ValueReadQuery;
import org.eclipse.persistence.sessions.server.ClientSession;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/**
 * Stands on the session and sees every statement that is not about a sharded entity: those of unsharded entities, native
 * SQL, and EclipseLink's own.
 *
 * <p>In a transaction it must name a connection even where EclipseLink has a default: once another pool is in use,
 * EclipseLink forgets to open it.
 */
final class UnshardedPolicy extends PartitioningPolicy {
    private static final long serialVersionUID = 1L;

    private final transient Shards shards;
    private final transient ShardPools pools;
    private final transient StatementRouter router;
    private final transient Dispatcher dispatcher;
    private final transient SchemaStatements schema;
    private final transient OwnedRows ownedRows;

    UnshardedPolicy(
            Shards shards,
            ShardPools pools,
            StatementRouter router,
            Dispatcher dispatcher,
            SchemaStatements schema,
            OwnedRows ownedRows) {
        this.ownedRows = ownedRows;
        this.shards = shards;
        this.pools = pools;
        this.router = router;
        this.dispatcher = dispatcher;
        this.schema = schema;
    }

    @Override
    public @Nullable List<Accessor> getConnectionsForQuery(
            AbstractSession session, DatabaseQuery query, AbstractRecord arguments) {
        Optional<Routing> owned =
                OwnedRows.isWrite(query) ? ownedRows.route(query, arguments, session) : Optional.empty();
        if (owned.isPresent()) {
            return dispatcher.dispatch(owned.get(), query, session);
        }
        if (query.getDescriptor() == null) {
            return withoutEntity(session, query, arguments);
        }
        if (query instanceof ObjectLevelModifyQuery) {
            return List.of(pools.acquireForInsert(shards.primary(), session));
        }
        // A query over an unsharded entity may bring in sharded ones.
        return dispatcher.dispatch(router.route(query, arguments, session), query, session);
    }

    // Null leaves the statement to EclipseLink, as without a policy.
    private @Nullable List<Accessor> withoutEntity(
            AbstractSession session, DatabaseQuery query, AbstractRecord arguments) {
        if (asksForTheTime(query, session)) {
            return List.of(pools.acquire(shards.primary(), session));
        }
        if (OwnedRows.isOfMapping(query) && RowToken.of(arguments) != null) {
            return dispatcher.dispatch(router.route(query, arguments, session), query, session);
        }
        if (query.getSession().isUnitOfWork() && !OwnedRows.isOfMapping(query)) {
            return dispatcher.dispatch(router.ofNative(), query, session);
        }
        return session instanceof ClientSession client
                ? inTransaction(client, query)
                : outsideTransaction((ServerSession) session, query, arguments);
    }

    private @Nullable List<Accessor> outsideTransaction(
            ServerSession session, DatabaseQuery query, AbstractRecord arguments) {
        Optional<List<Accessor>> schemas = schema.connectionsFor(session, query, arguments);
        return schemas.isEmpty() && isOfApplication(session, query)
                ? dispatcher.dispatch(router.ofNative(), query, session)
                : schemas.orElse(null);
    }

    // EclipseLink's own SQL comes by a privileged way, or is what its sequences ask for ids.
    private boolean isOfApplication(ServerSession session, DatabaseQuery query) {
        return query.isCallQuery() && !query.shouldAllowNativeSQLQuery(false) && !schema.takesIds(session, query);
    }

    // Of the database, for the version of an object that is locked by its time: one clock for all shards.
    private static boolean asksForTheTime(DatabaseQuery query, AbstractSession session) {
        ValueReadQuery timestamps =
                query.isValueReadQuery() ? session.getDatasourcePlatform().getTimestampQuery() : null;
        return timestamps != null
                && timestamps.getSQLString() != null
                && timestamps.getSQLString().equals(query.getSQLString());
    }

    private List<Accessor> inTransaction(ClientSession client, DatabaseQuery query) {
        return schema.connectionsForIds(client.getParent(), query).orElseGet(() -> {
            Optional<? extends Accessor> identity =
                    query.isValueReadQuery() ? pools.lastInserted(client) : Optional.empty();
            return List.of(identity.isPresent() ? identity.get() : pools.acquire(shards.primary(), client));
        });
    }
}
