package dev.meridian.sharding.internal.execution;

import java.util.Iterator;
import java.util.List;
import org.eclipse.persistence.internal.databaseaccess.DatasourceCall;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.Call;
import org.jspecify.annotations.Nullable;

/**
 * What each shard of a scatter runs, and how one result is made of theirs. One for each execution of a query; its methods
 * are called on the caller's thread.
 */
public interface ScatterProgram {

    /** The shards of the route, in the order of the unit's shards. */
    List<String> shards();

    /**
     * What one shard runs. Called once for each shard, before a connection is taken.
     *
     * @param call the query's call, translated and ready to execute; it is not to be changed
     * @param arguments the row that the call was translated with
     * @return a call of the shard's own, which the execution may change
     */
    default ShardCall prepare(String shard, DatasourceCall call, AbstractRecord arguments, AbstractSession session) {
        return new ShardCall(call.clone(), arguments);
    }

    /**
     * One result of the shards' results: rows, a row or none, or the number of rows that changed, as the call returns.
     * Called when all shards have answered and no connection is held any more.
     *
     * @param results in the order of {@link #shards}
     */
    @Nullable Object combine(List<ShardResult> results, DatasourceCall call);

    /**
     * One stream of the streams of the shards' cursors. By default one shard after the other.
     *
     * @param streams in the order of {@link #shards}; each fetches a row when it is asked for one, and is closed by whoever
     *     opened it
     * @return read on the caller's thread, while the application goes through its cursor; it should fetch no row before it
     *     is needed
     */
    default Iterator<AbstractRecord> merge(List<ShardStream> streams, DatasourceCall call) {
        return new Concatenation(streams.stream().map(ShardStream::rows).toList());
    }

    /** The rows that one shard's cursor has still to deliver. */
    record ShardStream(String shard, Iterator<AbstractRecord> rows) {}

    /**
     * What one shard runs.
     *
     * @param call ready to execute
     * @param arguments the row of its arguments
     */
    record ShardCall(DatasourceCall call, AbstractRecord arguments) {

        Call executable() {
            return (Call) call;
        }
    }

    /**
     * What one shard returned.
     *
     * @param result a list of rows, one row or null, or a number, as the call returns
     */
    record ShardResult(String shard, @Nullable Object result) {

        /** Whether it brings neither a row nor a number. */
        public boolean isEmpty() {
            return result == null || (result instanceof List<?> rows && rows.isEmpty());
        }
    }
}
