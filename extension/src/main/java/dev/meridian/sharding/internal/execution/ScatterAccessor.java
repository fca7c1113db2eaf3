package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.internal.execution.ScatterProgram.ShardCall;
import dev.meridian.sharding.internal.execution.ScatterProgram.ShardResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.databaseaccess.DatabaseCall;
import org.eclipse.persistence.internal.databaseaccess.DatasourceCall;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.Call;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/** Runs a program on several shards; to EclipseLink it is one connection. It serves one execution of one query. */
public final class ScatterAccessor extends CursorAccessor {
    private static final long serialVersionUID = 1L;

    private final transient ScatterProgram program;
    private final transient DatabaseQuery query;
    private final transient ShardFanOut fanOut;

    /**
     * @param program what runs on which shards
     * @param query the query that is run
     * @param fanOut takes the connections
     * @param owner the server session
     */
    public ScatterAccessor(ScatterProgram program, DatabaseQuery query, ShardFanOut fanOut, ServerSession owner) {
        super(owner, query);
        this.program = program;
        this.query = query;
        this.fanOut = fanOut;
    }

    @Override
    public @Nullable Object executeCall(Call call, AbstractRecord row, AbstractSession session) {
        DatasourceCall translated = (DatasourceCall) call;
        Map<String, ShardCall> calls = new LinkedHashMap<>();
        program.shards().forEach(shard -> calls.put(shard, program.prepare(shard, translated, row, session)));
        if (call instanceof DatabaseCall opened && opened.isCursorReturned()) {
            return opened(ScatterCursor.over(fanOut.open(calls, session, query), program, query, opened), opened);
        }
        List<@Nullable Object> results = fanOut.run(
                program.shards(), session, query, (shard, connection) -> execute(calls, shard, connection, session));
        List<ShardResult> named = new ArrayList<>();
        program.shards().forEach(shard -> named.add(new ShardResult(shard, results.get(named.size()))));
        return program.combine(named, translated);
    }

    private static @Nullable Object execute(
            Map<String, ShardCall> calls, String shard, Accessor connection, AbstractSession session) {
        ShardCall call = Objects.requireNonNull(calls.get(shard));
        return connection.executeCall(call.executable(), call.arguments(), session);
    }
}
