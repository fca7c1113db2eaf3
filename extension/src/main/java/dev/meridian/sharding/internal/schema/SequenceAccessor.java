package dev.meridian.sharding.internal.schema;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.message.Message;
import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.eclipse.persistence.internal.databaseaccess.DatabaseAccessor;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.jspecify.annotations.Nullable;

/**
 * A connection that ids are allocated on, which must commit at once, whatever the caller's transaction does.
 *
 * <p>In a JTA transaction it first asks for auto-commit, which JDBC forbids to a connection that takes part in a global
 * transaction: the driver or the server's pool throws, or does not do it. A commit that is refused there tells the same.
 */
final class SequenceAccessor extends DatabaseAccessor {
    private static final long serialVersionUID = 1L;

    @Override
    public void basicBeginTransaction(AbstractSession session) {
        if (CallerTransaction.isActive(session)) {
            requireOwnTransaction();
        }
        super.basicBeginTransaction(session);
    }

    @Override
    public void basicCommitTransaction(AbstractSession session) {
        try {
            super.basicCommitTransaction(session);
        } catch (DatabaseException failure) {
            if (CallerTransaction.isActive(session) && !failure.isCommunicationFailure()) {
                throw enlisted(failure);
            }
            throw failure;
        }
    }

    private void requireOwnTransaction() {
        Connection connection = getConnection();
        boolean own;
        try {
            connection.setAutoCommit(true);
            own = connection.getAutoCommit();
        } catch (SQLException forbidden) {
            throw enlisted(forbidden);
        }
        if (!own) {
            throw enlisted(null);
        }
    }

    private static ShardingException enlisted(@Nullable Exception sign) {
        ShardingException refusal = Message.SEQUENCE_ENLISTED.with();
        if (sign != null) {
            refusal.initCause(sign);
        }
        return refusal;
    }
}
