package dev.meridian.sharding.internal.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Vector;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.databaseaccess.DatabaseAccessor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.helper.NonSynchronizedVector;
import org.eclipse.persistence.internal.sequencing.Sequencing;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.DatabaseSessionImpl;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.sessions.DatabaseRecord;
import org.jspecify.annotations.Nullable;

/**
 * A session without a database, which remembers the statements that EclipseLink would send. So they are known as its
 * platform words them, without reading SQL.
 */
final class StatementRecorder extends DatabaseSessionImpl {
    private static final long serialVersionUID = 1L;

    /** More than any block of ids. */
    private static final BigDecimal SOME_ID = BigDecimal.valueOf(1L << 40);

    private final List<String> statements = new ArrayList<>();
    private final transient AbstractSession unit;
    private final boolean tablesExist;

    /**
     * @param unit the session whose statements are wanted
     * @param tablesExist what to answer to one who asks for rows: some, or none
     */
    StatementRecorder(AbstractSession unit, boolean tablesExist) {
        super(unit.getProject());
        setSessionLog(unit.getSessionLog());
        this.unit = unit;
        this.tablesExist = tablesExist;
    }

    /** The statements that some work sends, in their order. */
    List<String> record(Runnable work) {
        statements.clear();
        work.run();
        return List.copyOf(statements);
    }

    @Override
    public Object executeQuery(DatabaseQuery query) {
        String sql = query.getSQLString();
        if (sql != null) {
            statements.add(sql);
        }
        if (query.isValueReadQuery()) {
            return SOME_ID;
        }
        return query.isReadQuery() ? rows() : (Object) 0;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Object executeQuery(DatabaseQuery query, List arguments) {
        return executeQuery(query);
    }

    private Vector<AbstractRecord> rows() {
        List<AbstractRecord> rows = tablesExist ? List.of(new DatabaseRecord()) : List.of();
        return NonSynchronizedVector.newInstance(rows);
    }

    // Tells EclipseLink which columns are IDENTITY.
    @Override
    public Sequencing getSequencing() {
        return unit.getSequencing();
    }

    // Every table is there, with no column that the model knows.
    @Override
    public Accessor getAccessor() {
        return new DatabaseAccessor() {
            private static final long serialVersionUID = 1L;

            @Override
            public Vector<AbstractRecord> getColumnInfo(
                    String tableName, @Nullable String columnName, AbstractSession session) {
                AbstractRecord nameless = new DatabaseRecord();
                nameless.put(new DatabaseField("COLUMN_NAME"), "");
                return NonSynchronizedVector.newInstance(List.of(nameless));
            }
        };
    }

    @Override
    public boolean isConnected() {
        return false;
    }
}
