package dev.meridian.sharding.internal.execution;

import java.util.List;
import org.eclipse.persistence.internal.databaseaccess.DatabaseCall;
import org.eclipse.persistence.internal.databaseaccess.DatasourceCall;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.ModifyAllQuery;
import org.jspecify.annotations.Nullable;

/** Runs another bulk statement than the one that is executed; the changed rows are added up. */
public final class BulkStatement implements ScatterProgram {

    private final ScatterProgram sum;
    private final ModifyAllQuery statement;

    /** @param statement prepared, and nobody else's */
    public BulkStatement(List<String> shards, ModifyAllQuery statement) {
        this.sum = new UnitedResults(shards, statement);
        this.statement = statement;
    }

    @Override
    public List<String> shards() {
        return sum.shards();
    }

    @Override
    public ShardCall prepare(String shard, DatasourceCall call, AbstractRecord arguments, AbstractSession session) {
        ModifyAllQuery query = (ModifyAllQuery) statement.clone();
        query.setSession(session);
        DatabaseCall own = (DatabaseCall) query.getCall().clone();
        own.setQuery(query);
        own.setQueryTimeout(((DatabaseCall) call).getQueryTimeout());
        AbstractRecord row = arguments.clone();
        own.translate(row, row, session);
        return new ShardCall(own, row);
    }

    @Override
    public @Nullable Object combine(List<ShardResult> results, DatasourceCall call) {
        return sum.combine(results, call);
    }
}
