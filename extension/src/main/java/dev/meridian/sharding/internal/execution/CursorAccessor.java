package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.internal.message.Message;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Vector;
import org.eclipse.persistence.internal.databaseaccess.DatabaseCall;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.Call;
import org.eclipse.persistence.queries.CursoredStreamPolicy;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ReadAllQuery;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/** A connection that EclipseLink's cursors can read from. It serves one execution of one query. */
public abstract class CursorAccessor extends VirtualAccessor {
    private static final long serialVersionUID = 1L;

    private final transient DatabaseQuery query;
    private transient @Nullable ScatterCursor cursor;

    /**
     * @param owner the server session
     * @param query the query that is run
     */
    protected CursorAccessor(ServerSession owner, DatabaseQuery query) {
        super(owner);
        this.query = query;
    }

    /** The answer to a call whose rows are all there: these, or a cursor over them if that is asked for. */
    protected final Object answer(Vector<AbstractRecord> rows, Call call) {
        if (call instanceof DatabaseCall wanted && wanted.isCursorReturned()) {
            return opened(ScatterCursor.over(List.copyOf(rows), query, wanted), wanted);
        }
        return rows;
    }

    /** EclipseLink's cursor reads its rows, and closes what it reads from, through the accessor. */
    final DatabaseCall opened(ScatterCursor open, DatabaseCall call) {
        refuseSize();
        cursor = open;
        call.setResult(open.resultSet());
        call.setFields(open.fields());
        return call;
    }

    // A count of EclipseLink's own would ask one database alone.
    private void refuseSize() {
        if (query instanceof ReadAllQuery all
                && all.getContainerPolicy() instanceof CursoredStreamPolicy policy
                && !policy.hasSizeQuery()) {
            policy.setSizeQuery(new RefusedSize(all));
        }
    }

    @Override
    public @Nullable AbstractRecord cursorRetrieveNextRow(
            Vector<DatabaseField> fields, ResultSet resultSet, AbstractSession session) {
        return Objects.requireNonNull(cursor).next();
    }

    @Override
    public AbstractRecord cursorRetrievePreviousRow(
            Vector<DatabaseField> fields, ResultSet resultSet, AbstractSession session) {
        throw Message.CURSOR_FORWARD_ONLY.with(ScatterTerms.name(query));
    }

    @Override
    public void closeCursor(ResultSet resultSet, AbstractSession session) {
        if (cursor != null) {
            cursor.close();
        }
    }

    @Override
    public void closeStatement(Statement statement, AbstractSession session, @Nullable DatabaseCall call) {
        // The cursor has closed the shards' own.
    }
}
