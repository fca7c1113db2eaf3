package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.execution.CursorAccessor;
import dev.meridian.sharding.internal.plan.Collations;
import dev.meridian.sharding.internal.plan.SubquerySteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Vector;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.Call;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ModifyAllQuery;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.queries.ReportQuery;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/** Runs the independent subqueries of a query first, and then the query with their results in their place. */
final class StepsAccessor extends CursorAccessor {
    private static final long serialVersionUID = 1L;

    private final transient DatabaseQuery running;
    private final transient Collations collations;

    StepsAccessor(ServerSession owner, DatabaseQuery running, Collations collations) {
        super(owner, running);
        this.collations = collations;
        this.running = running;
    }

    @Override
    @SuppressWarnings("JdkObsolete") // EclipseLink's own type for rows
    public Object executeCall(Call call, AbstractRecord arguments, AbstractSession session) {
        SubquerySteps.Runner runner = (subquery, most) -> firstColumn(subquery, most, arguments, session);
        if (running instanceof ModifyAllQuery statement) {
            return QueryRun.count(
                    Refusals.naming(running, () -> SubquerySteps.run(statement, collations, session, runner)),
                    arguments,
                    session,
                    running);
        }
        ObjectLevelReadQuery query = (ObjectLevelReadQuery) running;
        ObjectLevelReadQuery last =
                Refusals.naming(running, () -> SubquerySteps.run(query, collations, session, runner));
        return answer(new Vector<>(QueryRun.rows(last, arguments, session, running)), call);
    }

    private List<@Nullable Object> firstColumn(
            ReportQuery subquery, int most, AbstractRecord arguments, AbstractSession session) {
        subquery.setMaxRows(most);
        List<@Nullable Object> values = new ArrayList<>();
        QueryRun.rows(subquery, arguments, session, running)
                .forEach(row -> values.add(row.getValues().get(0)));
        return values;
    }
}
