package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.message.Message;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.eclipse.persistence.queries.DatabaseQuery;

/** What the failure of one shard means for the query. */
final class ShardFailure {

    private ShardFailure() {}

    /**
     * The failure with the shard's name.
     *
     * <p>An EclipseLink {@link DatabaseException} stays one, because Jakarta Persistence's exceptions for locks are made of
     * it; an error of Meridian's own is handed on as it is.
     */
    static RuntimeException of(RuntimeException failure, String shard, DatabaseQuery query) {
        if (failure instanceof ShardingException || failure instanceof NamedDatabaseException) {
            return failure;
        }
        if (failure instanceof DatabaseException database) {
            Throwable cause = database.getInternalException() == null ? failure : database.getInternalException();
            return new NamedDatabaseException(database, Message.SHARD_FAILED.causedBy(cause, name(query), shard));
        }
        return Message.SHARD_FAILED.causedBy(failure, name(query), shard);
    }

    static String name(DatabaseQuery query) {
        return query.getDescriptor() != null ? query.getDescriptor().getAlias() : "native SQL";
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
