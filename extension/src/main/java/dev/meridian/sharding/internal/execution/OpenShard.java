package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.internal.execution.ScatterProgram.ShardCall;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Vector;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.databaseaccess.DatabaseAccessor;
import org.eclipse.persistence.internal.databaseaccess.DatabaseCall;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.jspecify.annotations.Nullable;

/**
 * The cursor of one shard, which fetches its rows one by one and closes itself behind the last. For one thread at a time.
 *
 * <p>On a connection of its own auto-commit is off as long as the cursor is open, because some drivers (PostgreSQL's) read
 * the whole result into memory otherwise, and it has a fetch size for the same reason.
 */
final class OpenShard implements Iterator<AbstractRecord> {

    /** Where the query sets none. */
    private static final int FETCH_SIZE = 100;

    private final String shard;
    private final DatabaseAccessor connection;
    private final AbstractSession session;
    private final ShardPools pools;
    private final ScatterTerms terms;
    private @Nullable DatabaseCall call;
    private @Nullable AbstractRecord ahead;
    private boolean autoCommitOff;
    private boolean closed;

    /**
     * @param connection taken for this cursor; {@link #close} gives it back
     * @param name what the query is called in errors
     */
    OpenShard(String shard, Accessor connection, AbstractSession session, ShardPools pools, String name) {
        this.shard = shard;
        this.connection = (DatabaseAccessor) connection;
        this.session = session;
        this.pools = pools;
        this.terms = new ScatterTerms(name, Deadline.NONE);
    }

    String shard() {
        return shard;
    }

    void open(ShardCall prepared, Deadline deadline) {
        DatabaseCall forward = (DatabaseCall) prepared.call();
        forward.setIsResultSetScrollable(false);
        if (forward.getResultSetFetchSize() == 0) {
            forward.setResultSetFetchSize(FETCH_SIZE);
        }
        turnAutoCommitOff();
        if (connection instanceof ShardAccessor own) {
            own.begin(deadline);
        }
        try {
            call = (DatabaseCall) connection.executeCall(forward, prepared.arguments(), session);
        } finally {
            if (connection instanceof ShardAccessor own) {
                own.end();
            }
        }
    }

    private void turnAutoCommitOff() {
        if (pools.isInTransaction(session) || connection.usesExternalTransactionController()) {
            return;
        }
        try {
            Connection jdbc = connection.getConnection();
            if (jdbc.getAutoCommit()) {
                jdbc.setAutoCommit(false);
                autoCommitOff = true;
            }
        } catch (SQLException failure) {
            throw DatabaseException.sqlException(failure, connection, session, false);
        }
    }

    /** The fields of the rows. */
    Vector<DatabaseField> fields() {
        return opened().getFields();
    }

    @Override
    public boolean hasNext() {
        if (ahead == null && !closed) {
            try {
                ahead = connection.cursorRetrieveNextRow(fields(), opened().getResult(), session);
                if (ahead == null) {
                    close();
                }
            } catch (RuntimeException failure) {
                throw terms.failed(shard, failure);
            }
        }
        return ahead != null;
    }

    @Override
    public AbstractRecord next() {
        if (!hasNext() || ahead == null) {
            throw new NoSuchElementException();
        }
        AbstractRecord row = ahead;
        ahead = null;
        return row;
    }

    private DatabaseCall opened() {
        if (call == null) {
            throw new IllegalStateException("not open");
        }
        return call;
    }

    /** Frees all that the cursor holds; a second call does nothing. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (call != null) {
                closeStatement(call.getResult(), call.getStatement());
            }
            turnAutoCommitOn();
        } catch (SQLException failure) {
            connection.setIsValid(false);
            throw DatabaseException.sqlException(failure, connection, session, false);
        } finally {
            ShardPools.release(connection, session);
        }
    }

    private void closeStatement(ResultSet resultSet, Statement statement) throws SQLException {
        try {
            resultSet.close();
        } finally {
            connection.closeStatement(statement, session, call);
        }
    }

    // Reads leave nothing to undo; a commit ends them as auto-commit would have.
    private void turnAutoCommitOn() throws SQLException {
        if (autoCommitOff) {
            connection.getConnection().commit();
            connection.getConnection().setAutoCommit(true);
        }
    }

    /** Closes all, also if one cannot be; the first failure is thrown. */
    static void closeAll(Collection<OpenShard> shards) {
        RuntimeException first = null;
        for (OpenShard shard : shards) {
            try {
                shard.close();
            } catch (RuntimeException failure) {
                first = first == null ? shard.terms.failed(shard.shard, failure) : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
