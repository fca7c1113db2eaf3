package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.execution.CursorAccessor;
import dev.meridian.sharding.internal.execution.RowValues;
import dev.meridian.sharding.internal.gather.GatherRow;
import dev.meridian.sharding.internal.gather.Gatherer;
import dev.meridian.sharding.internal.gather.RowEquality;
import dev.meridian.sharding.internal.plan.SetBranches;
import java.util.List;
import java.util.Vector;
import java.util.stream.Stream;
import org.eclipse.persistence.internal.databaseaccess.DatabaseCall;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.Call;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.sessions.server.ServerSession;

/** Runs the branches of a set operation one by one, each on the shards that it needs, and combines their rows. */
final class SetOperationAccessor extends CursorAccessor {
    private static final long serialVersionUID = 1L;

    private final transient ObjectLevelReadQuery running;
    private final transient Gatherer gatherer;
    private final transient RowEquality equality;

    /**
     * @param running the query that is executed
     * @param equality when two of its rows are the same
     */
    SetOperationAccessor(ServerSession owner, ObjectLevelReadQuery running, Gatherer gatherer, RowEquality equality) {
        super(owner, running);
        this.running = running;
        this.gatherer = gatherer;
        this.equality = equality;
    }

    @Override
    @SuppressWarnings("JdkObsolete") // EclipseLink's own type for rows
    public Object executeCall(Call call, AbstractRecord arguments, AbstractSession session) {
        SetBranches branches = SetBranches.of(running, session);
        List<GatherRow> rows = rows(branches.first(), arguments, session);
        for (SetBranches.Branch branch : branches.others()) {
            rows = gatherer.combine(
                    "the query over " + StatementRouter.name(running),
                    branch.operation(),
                    rows,
                    rows(branch.query(), arguments, session),
                    equality);
        }
        int end = running.getMaxRows() > 0 ? running.getMaxRows() : Integer.MAX_VALUE;
        Stream<GatherRow> window = rows.stream().limit(end).skip(Math.max(running.getFirstResult(), 0));
        List<DatabaseField> fields = ((DatabaseCall) call).getFields();
        Vector<AbstractRecord> records = new Vector<>();
        RowValues.records(window.iterator(), fields.size(), fields, session).forEachRemaining(records::add);
        return answer(records, call);
    }

    private List<GatherRow> rows(ObjectLevelReadQuery query, AbstractRecord arguments, AbstractSession session) {
        Refusals.naming(running, () -> QueryRun.prepared(query, arguments, session));
        return QueryRun.rows(query, arguments, session, running).stream()
                .map(RowValues::of)
                .toList();
    }
}
