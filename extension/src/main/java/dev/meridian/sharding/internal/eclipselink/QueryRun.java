package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.plan.NotGatherable;
import java.util.List;
import java.util.Vector;
import org.eclipse.persistence.exceptions.QueryException;
import org.eclipse.persistence.internal.databaseaccess.DatabaseCall;
import org.eclipse.persistence.internal.databaseaccess.DatabasePlatform;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ModifyAllQuery;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;

/** Runs a query that stands for a part of another one, on the shards that it needs. */
final class QueryRun {

    private QueryRun() {}

    /** @throws NotGatherable if EclipseLink can prepare the part of a query only together with the rest */
    static ObjectLevelReadQuery prepared(
            ObjectLevelReadQuery query, AbstractRecord arguments, AbstractSession session) {
        try {
            query.checkPrepare(session, arguments, true);
            return query;
        } catch (QueryException unprepared) {
            throw new NotGatherable("EclipseLink cannot prepare a part of it by itself");
        }
    }

    /**
     * @param query not prepared, and nobody else's
     * @param arguments the values of its parameters; not changed
     * @param session that runs it, as it would run any other
     * @param whole the query that it is a part of, and whose timeout it has; its session has the properties that parameters
     *     of the mapping name
     * @return its rows as they are fetched, at the end of each the shard that it came from
     */
    @SuppressWarnings({"unchecked", "JdkObsolete"}) // EclipseLink's own type for rows
    static List<AbstractRecord> rows(
            ObjectLevelReadQuery query, AbstractRecord arguments, AbstractSession session, DatabaseQuery whole) {
        AbstractRecord row = arguments.clone();
        query.setQueryTimeout(whole.getQueryTimeout());
        query.setQueryTimeoutUnit(whole.getQueryTimeoutUnit());
        query.checkPrepare(session, row, true);
        query.setSession(whole.getSession());
        DatabaseCall call = (DatabaseCall) query.getCall().clone();
        call.setQuery(query);
        setWindow(query, row, session);
        query.setTranslationRow(row);
        call.translate(row, null, session);
        return (Vector<AbstractRecord>) session.executeCall(call, row, query);
    }

    /**
     * @param statement not prepared, and nobody else's
     * @param arguments the values of its parameters; not changed
     * @param session that runs it, as it would run any other
     * @param whole the statement that it stands for
     * @return how many rows it changed
     */
    static int count(ModifyAllQuery statement, AbstractRecord arguments, AbstractSession session, DatabaseQuery whole) {
        AbstractRecord row = arguments.clone();
        statement.checkPrepare(session, row, true);
        statement.setSession(whole.getSession());
        statement.setTranslationRow(row);
        DatabaseCall call = (DatabaseCall) statement.getCall().clone();
        call.setQuery(statement);
        call.translate(row, row, session);
        return (Integer) session.executeCall(call, row, statement);
    }

    // EclipseLink looks for the window among the parameters.
    static void setWindow(ObjectLevelReadQuery query, AbstractRecord row, AbstractSession session) {
        DatabasePlatform platform = (DatabasePlatform) session.getPlatform(query.getReferenceClass());
        row.put(DatabaseCall.FIRSTRESULT_FIELD, query.getFirstResult());
        row.put(DatabaseCall.MAXROW_FIELD, platform.computeMaxRowsForSQL(query.getFirstResult(), query.getMaxRows()));
    }
}
