package dev.meridian.sharding.internal.schema;

import dev.meridian.sharding.internal.execution.ShardPools;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.queries.DataReadQuery;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.sequencing.Sequence;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the statements that EclipseLink sends on its own account to make tables, to run scripts and to take ids from
 * a sequence, and gives them a connection that knows their shards.
 *
 * <p>A statement of schema generation is known word for word, or refused. Such connections take no part in the caller's
 * transaction and give themselves back. Thread-safe.
 */
public final class SchemaStatements {

    private final ShardingModel model;
    private final ShardPools pools;
    private final Optional<String> scriptShard;
    private volatile @Nullable SchemaCatalog catalog;
    private volatile @Nullable Set<String> allocations;

    /**
     * @param scriptShard the shard that scripts run on; empty if none is named
     * @throws dev.meridian.sharding.ShardingException if it is not a shard
     */
    public SchemaStatements(ShardingModel model, ShardPools pools, Optional<String> scriptShard) {
        scriptShard.filter(shard -> !model.shards().isKnown(shard)).ifPresent(shard -> {
            throw Message.UNKNOWN_SHARD.with(
                    shard, String.join(", ", model.shards().names()));
        });
        this.model = model;
        this.pools = pools;
        this.scriptShard = scriptShard.map(model.shards()::canonical);
    }

    /**
     * The connection for a statement without an entity that runs on the unit's session and comes from no persistence
     * context. Empty if it belongs neither to schema generation nor to a script.
     *
     * @throws dev.meridian.sharding.ShardingException if it belongs to schema generation, but is about no table of the
     *     unit, or to a script, and no shard is named for it
     */
    public Optional<List<Accessor>> connectionsFor(
            ServerSession session, DatabaseQuery query, AbstractRecord arguments) {
        String sql = query.getSQLString();
        if (sql == null) {
            return Optional.empty();
        }
        // Scripts come by the public way, which may be forbidden in a unit; generated statements by a privileged one.
        boolean generated = query.shouldAllowNativeSQLQuery(false);
        if (!generated && query.isDataModifyQuery()) {
            return isOfScript() ? Optional.of(script(session)) : Optional.empty();
        }
        if (!generated && !(query instanceof DataReadQuery read && read.getMaxRows() == 1)) {
            return Optional.empty();
        }
        Optional<SchemaStatement> known = catalog(session).find(sql);
        if (known.isEmpty() && generated && query.isDataModifyQuery()) {
            throw Message.SCHEMA_STATEMENT_UNKNOWN.with();
        }
        return known.map(statement -> connection(statement, session));
    }

    /**
     * The connection for a statement that takes ids from a sequence object, also if it runs in a transaction: one of the
     * primary shard, outside that transaction. Empty for any other statement.
     */
    public Optional<List<Accessor>> connectionsForIds(ServerSession session, DatabaseQuery query) {
        return takesIds(session, query)
                ? Optional.of(connection(new SchemaStatement.On(model.shards().primary()), session))
                : Optional.empty();
    }

    /** Whether a statement takes ids from a sequence object. */
    public boolean takesIds(ServerSession session, DatabaseQuery query) {
        return query.isValueReadQuery() && allocations(session).contains(String.valueOf(query.getSQLString()));
    }

    SchemaCatalog catalog(ServerSession session) {
        SchemaCatalog known = catalog;
        if (known == null) {
            known = CatalogReader.read(session, model);
            catalog = known;
        }
        return known;
    }

    SchemaRunner runner(ServerSession session) {
        return new SchemaRunner(pools, session);
    }

    private List<Accessor> script(ServerSession session) {
        String shard = scriptShard.orElseThrow(() -> Message.SCRIPT_WITHOUT_SHARD.with("a script"));
        return connection(new SchemaStatement.On(shard), session);
    }

    private List<Accessor> connection(SchemaStatement statement, ServerSession session) {
        return List.of(new SchemaAccessor(statement, runner(session), session));
    }

    // Nothing else tells a script's statement from one that the application sends through the session.
    private static boolean isOfScript() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals("writeSourceScriptToDatabase")));
    }

    private Set<String> allocations(ServerSession session) {
        Set<String> known = allocations;
        if (known == null) {
            known = readAllocations(session);
            allocations = known;
        }
        return known;
    }

    private static Set<String> readAllocations(ServerSession session) {
        StatementRecorder recorder = new StatementRecorder(session, true);
        Set<String> statements = new HashSet<>();
        for (ClassDescriptor descriptor : session.getDescriptors().values()) {
            Sequence sequence = descriptor.getSequence();
            if (sequence != null && !sequence.shouldAcquireValueAfterInsert() && !sequence.shouldUseTransaction()) {
                statements.addAll(recorder.record(() -> sequence.getGeneratedVector(null, recorder)));
            }
        }
        return statements;
    }
}
