package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.Settings.NativeQueries;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Vector;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.databaseaccess.DatabaseCall;
import org.eclipse.persistence.internal.databaseaccess.DatasourceCall;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.queries.Call;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.SQLCall;
import org.eclipse.persistence.sessions.server.ClientSession;
import org.jspecify.annotations.Nullable;

/**
 * A connection of one shard: each row that it fetches for objects bears the shard's token, it knows whether the transaction
 * has written through it, and what it runs can be cancelled. Used by one thread at a time, as EclipseLink's accessors are.
 */
public class ShardAccessor extends TaggingAccessor {
    private static final long serialVersionUID = 1L;

    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private static final String ENTITY_MANAGER = "org.eclipse.persistence.internal.jpa.EntityManagerImpl";

    private static final Pattern READS = Pattern.compile("[\\s(]*(SELECT|VALUES)\\b", Pattern.CASE_INSENSITIVE);

    private final NativeQueries nativeQueries;
    private transient @Nullable Supplier<Accessor> primary;
    private boolean wrote;
    private boolean lastInserted;
    private transient @Nullable DatabaseCall generating;
    private transient @Nullable ColumnLookup columnLookup;
    private transient RunningStatement running = new RunningStatement();
    private transient Deadline deadline = Deadline.NONE;

    /** Answers what EclipseLink asks of a table's columns, which concerns more than one shard. */
    @FunctionalInterface
    public interface ColumnLookup {

        /** The columns as JDBC's metadata tell them; empty if the table is not known, and the connection is to be asked. */
        Optional<Vector<AbstractRecord>> columns(String table, @Nullable String column, AbstractSession session);
    }

    /**
     * @param shard the shard's name
     * @param nativeQueries whether the application may have the JDBC connection of the primary shard
     */
    public ShardAccessor(String shard, NativeQueries nativeQueries) {
        super(shard);
        this.nativeQueries = nativeQueries;
    }

    /** Whether the current transaction sent an INSERT, UPDATE, DELETE or anything else that is not a query. */
    public boolean hasWritten() {
        return wrote;
    }

    /** Lets look-ups of columns be answered elsewhere. */
    public void lookUpColumnsWith(ColumnLookup lookup) {
        columnLookup = lookup;
    }

    @Override
    public Vector<AbstractRecord> getColumnInfo(String table, @Nullable String column, AbstractSession session) {
        Optional<Vector<AbstractRecord>> known =
                columnLookup == null ? Optional.empty() : columnLookup.columns(table, column, session);
        return known.isPresent() ? known.get() : super.getColumnInfo(table, column, session);
    }

    /** In the same transaction: tells how to come by the primary shard's connection. */
    void standBeside(Supplier<Accessor> primaryOfTransaction) {
        primary = primaryOfTransaction;
    }

    // The application, which cannot say which shard it means, gets whichever connection the transaction took first.
    @Override
    public @Nullable Connection getConnection() {
        boolean asked = callCount == 0 && isApplication(CALLERS.getCallerClass());
        return asked ? handOut() : super.getConnection();
    }

    @Override
    public @Nullable Object getDatasourceConnection() {
        boolean asked = callCount == 0 && isApplication(CALLERS.getCallerClass());
        return asked ? handOut() : super.getDatasourceConnection();
    }

    private static boolean isApplication(Class<?> caller) {
        return caller.getName().equals(ENTITY_MANAGER);
    }

    private @Nullable Connection handOut() {
        if (nativeQueries == NativeQueries.REFUSE) {
            throw Message.CONNECTION_REFUSED.with();
        }
        if (primary == null) {
            // Nobody sees what is done with it.
            wrote = true;
            return super.getConnection();
        }
        ShardAccessor own = (ShardAccessor) primary.get();
        own.wrote = true;
        return own.getConnection();
    }

    boolean isLastInserted() {
        return lastInserted;
    }

    void setLastInserted(boolean lastInserted) {
        this.lastInserted = lastInserted;
    }

    @Override
    public void beginTransaction(AbstractSession session) {
        super.beginTransaction(session);
        wrote = false;
    }

    @Override
    public void reset() {
        super.reset();
        primary = null;
        generating = null;
        wrote = false;
    }

    /** Prepares for the statements of one execution, which must have ended at the deadline. */
    void begin(Deadline end) {
        running.reset();
        deadline = end;
    }

    /** Ends what {@link #begin} began, a cancellation too: the connection's next statement may be of another query. */
    void end() {
        running.reset();
        deadline = Deadline.NONE;
    }

    /** Cancels the execution; from another thread, while the execution is known not to have ended. */
    void cancel() {
        running.cancel();
    }

    @Override
    public ResultSet executeSelect(DatabaseCall call, Statement statement, AbstractSession session)
            throws SQLException {
        running.enter(statement);
        limit(call, statement);
        return super.executeSelect(call, statement, session);
    }

    // The call is told as well, so that the limit is taken off a statement that is kept for another time.
    private void limit(DatabaseCall call, Statement statement) throws SQLException {
        if (!deadline.isNone()) {
            call.setQueryTimeout(deadline.remainingSeconds());
            call.setQueryTimeoutUnit(TimeUnit.SECONDS);
            statement.setQueryTimeout(deadline.remainingSeconds());
        }
    }

    @Override
    public Object basicExecuteCall(Call call, AbstractRecord row, AbstractSession session, boolean batch) {
        DatabaseQuery query = ((DatasourceCall) call).getQuery();
        wrote |= query == null || !query.isReadQuery() || mayWrite((DatasourceCall) call);
        try {
            Object result = super.basicExecuteCall(call, row, session, batch);
            if (result instanceof DatabaseCall insert && insert.shouldReturnGeneratedKeys()) {
                generating = insert;
            }
            return result;
        } finally {
            running.leave();
        }
    }

    // EclipseLink gives the statement of a generated id back to the transaction's first connection, which would keep
    // it.
    @Override
    public void releaseStatement(Statement statement, String sql, @Nullable DatabaseCall call, AbstractSession session)
            throws SQLException {
        ShardAccessor own = call != null && call.shouldReturnGeneratedKeys() ? executorOf(call, session) : this;
        own.generating = null;
        own.keep(statement, sql, call, session);
    }

    private void keep(Statement statement, String sql, @Nullable DatabaseCall call, AbstractSession session)
            throws SQLException {
        super.releaseStatement(statement, sql, call, session);
    }

    @SuppressWarnings("ReferenceEquality") // the call itself is meant
    private ShardAccessor executorOf(DatabaseCall call, AbstractSession session) {
        AbstractSession transaction = session;
        while (transaction instanceof UnitOfWorkImpl unitOfWork) {
            transaction = unitOfWork.getParent();
        }
        if (generating != call && transaction instanceof ClientSession client) {
            for (Accessor accessor : client.getWriteConnections().values()) {
                if (accessor instanceof ShardAccessor other && other.generating == call) {
                    return other;
                }
            }
        }
        return this;
    }

    // A native query or a stored procedure may do more than read. EclipseLink's own reads are a SELECT, or ask for an
    // id.
    private static boolean mayWrite(DatasourceCall call) {
        return !(call instanceof SQLCall sql)
                || call.isStoredProcedureCall()
                || sql.getSQLString() == null
                || !READS.matcher(sql.getSQLString()).lookingAt();
    }

    @Override
    public Object clone() {
        ShardAccessor copy = (ShardAccessor) super.clone();
        copy.generating = null;
        copy.running = new RunningStatement();
        return copy;
    }
}
