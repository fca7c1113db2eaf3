package dev.meridian.sharding.internal.execution;

import java.util.Vector;
import org.eclipse.persistence.internal.databaseaccess.DatasourceCall;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.Call;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/** Answers a statement whose route is none: no SQL, and the result that no rows give. */
public final class NoRowsAccessor extends VirtualAccessor {
    private static final long serialVersionUID = 1L;

    public NoRowsAccessor(ServerSession owner) {
        super(owner);
    }

    @Override
    @SuppressWarnings("JdkObsolete") // EclipseLink's own type for rows
    public @Nullable Object executeCall(Call call, AbstractRecord row, AbstractSession session) {
        DatasourceCall datasourceCall = (DatasourceCall) call;
        if (datasourceCall.isNothingReturned()) {
            return 0;
        }
        return datasourceCall.isOneRowReturned() ? null : new Vector<>();
    }
}
