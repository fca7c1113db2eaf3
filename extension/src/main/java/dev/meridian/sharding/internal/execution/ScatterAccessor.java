package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.internal.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Vector;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.databaseaccess.DatabaseAccessor;
import org.eclipse.persistence.internal.databaseaccess.DatasourceCall;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.Call;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.sessions.server.ConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/**
 * Runs one statement on several shards, one after the other on the caller's thread, and unites their rows in the order
 * of the shards.
 *
 * <p>To EclipseLink it is one connection. A statement that returns one row (a read by primary key) must find it in one
 * shard only: two are an error, because no one can tell which is meant.
 */
public final class ScatterAccessor extends DatabaseAccessor {
    private static final long serialVersionUID = 1L;

    private final transient List<ShardTarget> targets;
    private final transient DatabaseQuery query;

    /** A shard and the connection to it. */
    public record ShardTarget(String shard, Accessor connection) {}

    /**
     * @param targets the shards and their connections, acquired by the caller on this thread
     * @param query the query that is run
     * @param owner the session whose connections these are
     */
    public ScatterAccessor(List<ShardTarget> targets, DatabaseQuery query, ServerSession owner) {
        this.targets = List.copyOf(targets);
        this.query = query;
        setPool(new Releaser(owner));
        setIsConnected(true);
        usesExternalConnectionPooling = true;
    }

    @Override
    public @Nullable Object executeCall(Call call, AbstractRecord row, AbstractSession session) {
        DatasourceCall datasourceCall = (DatasourceCall) call;
        List<String> hits = new ArrayList<>();
        List<Object> results = new ArrayList<>();
        for (ShardTarget target : targets) {
            Object result = target.connection().executeCall((Call) datasourceCall.clone(), row, session);
            if (result != null && !(result instanceof List<?> rows && rows.isEmpty())) {
                hits.add(target.shard());
                results.add(result);
            }
        }
        // A fetch join makes several rows of one object.
        if (query.isReadObjectQuery() && hits.size() > 1) {
            throw Message.AMBIGUOUS_ID.with(
                    String.join(", ", hits), query.getDescriptor().getAlias());
        }
        return datasourceCall.isOneRowReturned() ? first(results) : union(results);
    }

    private static @Nullable Object first(List<Object> rows) {
        return rows.isEmpty() ? null : rows.get(0);
    }

    @SuppressWarnings("JdkObsolete") // EclipseLink's own type for rows
    private static Vector<Object> union(List<Object> results) {
        Vector<Object> union = new Vector<>();
        results.forEach(rows -> union.addAll((List<?>) rows));
        return union;
    }

    /** Gives the shards' connections back, all of them, also if one cannot be. */
    private final class Releaser extends ConnectionPool {
        Releaser(ServerSession owner) {
            setOwner(owner);
            setName("scatter");
        }

        @Override
        public synchronized void releaseConnection(Accessor ignored) {
            List<RuntimeException> failures = new ArrayList<>();
            for (ShardTarget target : targets) {
                try {
                    target.connection().getPool().releaseConnection(target.connection());
                } catch (RuntimeException failure) {
                    failures.add(failure);
                }
            }
            if (!failures.isEmpty()) {
                throw failures.get(0);
            }
        }
    }
}
