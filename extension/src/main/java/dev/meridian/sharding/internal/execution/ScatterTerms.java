package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.message.Message;
import jakarta.persistence.QueryTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.jspecify.annotations.Nullable;

/**
 * When one execution of a query must have ended, and what its errors say. Immutable.
 *
 * @param name what the query is called
 */
record ScatterTerms(String name, Deadline deadline) {

    /** PostgreSQL's state of a statement that was cancelled, by its own time limit too. */
    private static final String QUERY_CANCELLED = "57014";

    /**
     * @param timeoutMillis the unit's own limit, 0 for none; the query's limit holds too
     * @param clock nanoseconds
     */
    static ScatterTerms of(DatabaseQuery query, long timeoutMillis, LongSupplier clock) {
        long own = millis(query);
        long limit = own == 0 || timeoutMillis == 0 ? Math.max(own, timeoutMillis) : Math.min(own, timeoutMillis);
        return new ScatterTerms(name(query), Deadline.in(limit, clock));
    }

    static String name(DatabaseQuery query) {
        return query.getDescriptor() != null ? query.getDescriptor().getAlias() : "native SQL";
    }

    // Below zero stands for a default that is not set.
    private static long millis(DatabaseQuery query) {
        TimeUnit unit = query.getQueryTimeoutUnit();
        return query.getQueryTimeout() <= 0
                ? 0
                : Math.max(1, (unit == null ? TimeUnit.MILLISECONDS : unit).toMillis(query.getQueryTimeout()));
    }

    /** The error of a deadline that has passed. */
    QueryTimeoutException timeout(String awaited, @Nullable Throwable cause) {
        long limit = deadline.limitMillis();
        ShardingException coded = cause == null
                ? Message.DEADLINE_PASSED.with(name, limit, awaited)
                : Message.DEADLINE_PASSED.causedBy(cause, name, limit, awaited);
        return new QueryTimeoutException(coded.getMessage(), coded);
    }

    /** The error of a caller that was interrupted while it waited; it stays interrupted. */
    ShardingException interrupted(Exception interruption) {
        Thread.currentThread().interrupt();
        return Message.INTERRUPTED.causedBy(interruption, name);
    }

    /**
     * The failure of one shard, with the shard's name.
     *
     * <p>An EclipseLink {@link DatabaseException} stays one, because Jakarta Persistence's exceptions for locks are made of
     * it; an error that is told already is handed on as it is.
     */
    RuntimeException failed(String shard, RuntimeException failure) {
        if (failure instanceof ShardingException
                || failure instanceof QueryTimeoutException
                || failure instanceof NamedDatabaseException) {
            return failure;
        }
        if (!(failure instanceof DatabaseException database)) {
            return Message.SHARD_FAILED.causedBy(failure, name, shard);
        }
        Throwable cause = database.getInternalException() == null ? failure : database.getInternalException();
        return isTimeLimit(cause)
                ? timeout("the shard " + shard, cause)
                : new NamedDatabaseException(database, Message.SHARD_FAILED.causedBy(cause, name, shard));
    }

    private boolean isTimeLimit(Throwable cause) {
        return !deadline.isNone()
                && (deadline.isPassed()
                        || cause instanceof SQLTimeoutException
                        || (cause instanceof SQLException sql && QUERY_CANCELLED.equals(sql.getSQLState())));
    }

    /** A database's error that means to EclipseLink what it meant before, and tells its shard. */
    private static final class NamedDatabaseException extends DatabaseException {
        private static final long serialVersionUID = 1L;

        NamedDatabaseException(DatabaseException failure, ShardingException named) {
            super(named.getMessage());
            initCause(named);
            setInternalException(failure.getInternalException());
            setErrorCode(failure.getErrorCode());
            setCommunicationFailure(failure.isCommunicationFailure());
            setAccessor(failure.getAccessor());
            setCall(failure.getCall());
            setStackTrace(failure.getStackTrace());
        }
    }
}
