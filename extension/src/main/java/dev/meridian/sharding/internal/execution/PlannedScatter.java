package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.internal.gather.GatherRow;
import dev.meridian.sharding.internal.gather.Gatherer;
import dev.meridian.sharding.internal.gather.ShardRows;
import dev.meridian.sharding.internal.plan.ScatterPlan;
import java.util.Iterator;
import java.util.List;
import java.util.Vector;
import org.eclipse.persistence.internal.databaseaccess.DatabaseCall;
import org.eclipse.persistence.internal.databaseaccess.DatabasePlatform;
import org.eclipse.persistence.internal.databaseaccess.DatasourceCall;
import org.eclipse.persistence.internal.expressions.ParameterExpression;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.jspecify.annotations.Nullable;

/** Runs a planned query: the plan's own statement on each shard, and its gather over their rows. */
public final class PlannedScatter implements ScatterProgram {

    private final List<String> shards;
    private final ScatterPlan plan;
    private final ObjectLevelReadQuery running;
    private final Gatherer gatherer;

    /**
     * @param shards those of the route; without any the result is the one that no rows give
     * @param running the query that is executed, with its window
     */
    public PlannedScatter(List<String> shards, ScatterPlan plan, ObjectLevelReadQuery running, Gatherer gatherer) {
        this.shards = List.copyOf(shards);
        this.plan = plan;
        this.running = running;
        this.gatherer = gatherer;
    }

    @Override
    public List<String> shards() {
        return shards;
    }

    @Override
    public ShardCall prepare(String shard, DatasourceCall call, AbstractRecord arguments, AbstractSession session) {
        ObjectLevelReadQuery query = (ObjectLevelReadQuery) plan.shardQuery().clone();
        // Parameters of the mapping are properties of the session of the query that runs.
        query.setSession(running.getSession());
        DatabaseCall own = (DatabaseCall) query.getCall().clone();
        own.setQuery(query);
        DatabaseCall original = (DatabaseCall) call;
        own.setQueryTimeout(original.getQueryTimeout());
        own.setResultSetFetchSize(original.getResultSetFetchSize());
        if (original.isCursorReturned()) {
            own.returnCursor();
        }
        AbstractRecord row = arguments.clone();
        cut(own, row, session);
        own.translate(row, null, session);
        return new ShardCall(own, row);
    }

    // EclipseLink looks for the window among the parameters, or in the call where the database's SQL has none.
    private void cut(DatabaseCall call, AbstractRecord row, AbstractSession session) {
        int most = plan.shardRows(running);
        DatabasePlatform platform = (DatabasePlatform) session.getPlatform(running.getReferenceClass());
        row.put(DatabaseCall.FIRSTRESULT_FIELD, 0);
        row.put(DatabaseCall.MAXROW_FIELD, platform.computeMaxRowsForSQL(0, most));
        call.setFirstResult(0);
        call.setMaxRows(most);
    }

    @Override
    @SuppressWarnings("JdkObsolete") // EclipseLink's own type for rows
    public Object combine(List<ShardResult> results, DatasourceCall call) {
        Vector<AbstractRecord> rows = new Vector<>();
        gather(results.stream().map(RowValues::of).toList(), call).forEachRemaining(rows::add);
        return rows;
    }

    @Override
    public Iterator<AbstractRecord> merge(List<ShardStream> streams, DatasourceCall call) {
        return gather(streams.stream().map(RowValues::of).toList(), call);
    }

    private Iterator<AbstractRecord> gather(List<ShardRows> rows, DatasourceCall call) {
        AbstractSession session = running.getSession();
        AbstractRecord arguments = running.getTranslationRow();
        Iterator<GatherRow> gathered =
                gatherer.gather(plan.gather(running, parameter -> value(parameter, arguments, session)), rows);
        return RowValues.records(gathered, plan.columns(), ((DatabaseCall) call).getFields(), session);
    }

    private static @Nullable Object value(
            ParameterExpression parameter, AbstractRecord arguments, AbstractSession session) {
        return parameter.getValue(arguments, session);
    }
}
