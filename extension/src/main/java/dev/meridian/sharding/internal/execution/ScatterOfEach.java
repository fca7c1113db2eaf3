package dev.meridian.sharding.internal.execution;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.persistence.internal.databaseaccess.DatasourceCall;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.jspecify.annotations.Nullable;

/** Each shard runs what a program of its own says; what they answer is made one result as one program says. */
public final class ScatterOfEach implements ScatterProgram {

    private final ScatterProgram whole;
    private final Map<String, ScatterProgram> own;

    /**
     * @param whole makes the result; its shards are those of the route
     * @param own by shard, for each of them
     */
    public ScatterOfEach(ScatterProgram whole, Map<String, ScatterProgram> own) {
        this.whole = whole;
        this.own = Map.copyOf(own);
    }

    @Override
    public List<String> shards() {
        return whole.shards();
    }

    @Override
    public ShardCall prepare(String shard, DatasourceCall call, AbstractRecord arguments, AbstractSession session) {
        return Objects.requireNonNull(own.get(shard)).prepare(shard, call, arguments, session);
    }

    @Override
    public @Nullable Object combine(List<ShardResult> results, DatasourceCall call) {
        return whole.combine(results, call);
    }

    @Override
    public Iterator<AbstractRecord> merge(List<ShardStream> streams, DatasourceCall call) {
        return whole.merge(streams, call);
    }
}
