package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.internal.execution.ScatterProgram.ShardStream;
import dev.meridian.sharding.internal.message.Message;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.util.Iterator;
import java.util.List;
import java.util.Vector;
import org.eclipse.persistence.internal.databaseaccess.DatabaseCall;
import org.eclipse.persistence.internal.databaseaccess.DatasourceCall;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.jspecify.annotations.Nullable;

/** The rows of several shards' cursors as those of one, which goes forward only. For one thread at a time. */
final class ScatterCursor {

    private final List<OpenShard> shards;
    private final Vector<DatabaseField> fields;
    private final Iterator<AbstractRecord> rows;
    private final DatabaseQuery query;
    private int position;
    private boolean ended;

    private ScatterCursor(
            List<OpenShard> shards, Vector<DatabaseField> fields, Iterator<AbstractRecord> rows, DatabaseQuery query) {
        this.shards = List.copyOf(shards);
        this.fields = fields;
        this.rows = rows;
        this.query = query;
    }

    /**
     * @param shards open; they are closed by {@link #close}, and if the program refuses them
     */
    static ScatterCursor over(
            List<OpenShard> shards, ScatterProgram program, DatabaseQuery query, DatasourceCall call) {
        try {
            Iterator<AbstractRecord> rows = program.merge(
                    shards.stream()
                            .map(shard -> new ShardStream(shard.shard(), shard))
                            .toList(),
                    call);
            return new ScatterCursor(shards, shards.get(0).fields(), rows, query);
        } catch (RuntimeException refusal) {
            OpenShard.closeAll(shards);
            throw refusal;
        }
    }

    /** A cursor over rows that are there already. */
    static ScatterCursor over(List<AbstractRecord> rows, DatabaseQuery query, DatabaseCall call) {
        return new ScatterCursor(List.of(), call.getFields(), rows.iterator(), query);
    }

    /** The fields of the rows. */
    Vector<DatabaseField> fields() {
        return fields;
    }

    /** Null behind the last. */
    @Nullable AbstractRecord next() {
        if (!ended && rows.hasNext()) {
            position++;
            return rows.next();
        }
        ended = true;
        return null;
    }

    void close() {
        ended = true;
        OpenShard.closeAll(shards);
    }

    /** What EclipseLink's cursors ask about their place. Whatever moves elsewhere than forward is refused. */
    ResultSet resultSet() {
        Class<?>[] types = {ResultSet.class};
        return (ResultSet) Proxy.newProxyInstance(
                ScatterCursor.class.getClassLoader(), types, (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> "rows of several shards";
                    case "getRow" -> ended ? 0 : position;
                    case "isBeforeFirst" -> position == 0 && !ended;
                    case "isFirst" -> position == 1 && !ended;
                    case "isLast" -> !ended && !rows.hasNext();
                    case "isAfterLast" -> ended;
                    default -> throw Message.CURSOR_FORWARD_ONLY.with(ScatterTerms.name(query));
                });
    }
}
