package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.Settings.NativeQueries;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.Vector;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.databaseaccess.DatabaseAccessor;
import org.eclipse.persistence.internal.databaseaccess.DatabaseCall;
import org.eclipse.persistence.internal.databaseaccess.DatabasePlatform;
import org.eclipse.persistence.internal.databaseaccess.DatasourceCall;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.helper.NonSynchronizedVector;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.ArrayRecord;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.queries.Call;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.SQLCall;
import org.eclipse.persistence.sessions.server.ClientSession;
import org.jspecify.annotations.Nullable;

/**
 * A connection of one shard: each row that it fetches for objects bears the shard's token, and it knows whether the
 * transaction has written through it.
 *
 * <p>Rows of queries for raw data (native queries without an entity) are left as they are, since their columns are the
 * result; so are those of a native query with a mapping of its own, which is told the shard instead. Used by one thread at a time, as EclipseLink's accessors are.
 */
public class ShardAccessor extends DatabaseAccessor {
    private static final long serialVersionUID = 1L;

    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private static final String ENTITY_MANAGER = "org.eclipse.persistence.internal.jpa.EntityManagerImpl";

    private static final Pattern READS = Pattern.compile("[\\s(]*(SELECT|VALUES)\\b", Pattern.CASE_INSENSITIVE);

    private final String shard;
    private final NativeQueries nativeQueries;
    private transient @Nullable Supplier<Accessor> primary;
    private boolean tagging;
    private boolean wrote;
    private boolean lastInserted;
    private transient @Nullable DatabaseCall generating;
    private transient Set<Object> rawCursors = newIdentitySet();
    private transient @Nullable Vector<DatabaseField> plainFields;
    private transient Vector<DatabaseField> taggedFields = NonSynchronizedVector.newInstance();
    private transient DatabaseField[] taggedArray = {};
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
        this.shard = shard;
        this.nativeQueries = nativeQueries;
    }

    /** The shard's name. */
    public String shard() {
        return shard;
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
        rawCursors.clear();
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
        boolean mapped = query != null && query.isResultSetMappingQuery();
        if (mapped) {
            RowToken.putAll(query, shard);
        }
        boolean raw = query == null || mapped || query.isDataReadQuery();
        wrote |= query == null || !query.isReadQuery() || mayWrite((DatasourceCall) call);
        boolean before = tagging;
        tagging = !raw;
        try {
            Object result = super.basicExecuteCall(call, row, session, batch);
            if (result instanceof DatabaseCall insert && insert.shouldReturnGeneratedKeys()) {
                generating = insert;
            }
            if (raw && result instanceof DatabaseCall cursor && cursor.isCursorReturned()) {
                rawCursors.add(cursor.getFields());
            }
            return result;
        } finally {
            running.leave();
            tagging = before;
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
    public AbstractRecord cursorRetrieveNextRow(
            Vector<DatabaseField> fields, ResultSet resultSet, AbstractSession session) {
        return taggingUnless(
                rawCursors.contains(fields), () -> super.cursorRetrieveNextRow(fields, resultSet, session));
    }

    @Override
    public AbstractRecord cursorRetrievePreviousRow(
            Vector<DatabaseField> fields, ResultSet resultSet, AbstractSession session) {
        return taggingUnless(
                rawCursors.contains(fields), () -> super.cursorRetrievePreviousRow(fields, resultSet, session));
    }

    private AbstractRecord taggingUnless(boolean raw, Supplier<AbstractRecord> fetch) {
        boolean before = tagging;
        tagging = !raw;
        try {
            return fetch.get();
        } finally {
            tagging = before;
        }
    }

    @Override
    protected AbstractRecord fetchRow(
            Vector<DatabaseField> fields, ResultSet resultSet, ResultSetMetaData metaData, AbstractSession session) {
        return tagging
                ? fetchRow(fields, fields.toArray(DatabaseField[]::new), resultSet, metaData, session)
                : super.fetchRow(fields, resultSet, metaData, session);
    }

    @Override
    public AbstractRecord fetchRow(
            Vector<DatabaseField> fields,
            DatabaseField[] array,
            ResultSet resultSet,
            ResultSetMetaData metaData,
            AbstractSession session) {
        if (!tagging) {
            return super.fetchRow(fields, array, resultSet, metaData, session);
        }
        extend(fields, array);
        DatabasePlatform platform = getPlatform();
        boolean optimize = platform.shouldOptimizeDataConversion();
        Object[] values = new Object[array.length + 1];
        for (int index = 0; index < array.length; index++) {
            DatabaseField field = array[index];
            // A field that the fetch group leaves out is null.
            values[index] = field == null
                    ? null
                    : getObject(resultSet, field, metaData, index + 1, platform, optimize, session);
        }
        values[array.length] = shard;
        return new ArrayRecord(taggedFields, taggedArray, values);
    }

    // All rows of a result share their fields, and so does mostly the next execution of the same query.
    @SuppressWarnings("ReferenceEquality")
    private void extend(Vector<DatabaseField> fields, DatabaseField[] array) {
        if (plainFields == fields) {
            return;
        }
        taggedArray = Arrays.copyOf(array, array.length + 1);
        taggedArray[array.length] = RowToken.field();
        taggedFields = NonSynchronizedVector.newInstance(taggedArray.length);
        taggedFields.addAll(Arrays.asList(taggedArray));
        plainFields = fields;
    }

    @Override
    public Object clone() {
        ShardAccessor copy = (ShardAccessor) super.clone();
        copy.rawCursors = newIdentitySet();
        copy.plainFields = null;
        copy.generating = null;
        copy.running = new RunningStatement();
        return copy;
    }

    private static Set<Object> newIdentitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
