package dev.meridian.sharding.internal.schema;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import javax.transaction.xa.XAResource;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.DatabaseSessionImpl;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.Project;
import org.eclipse.persistence.transaction.JTATransactionController;
import org.jspecify.annotations.Nullable;

/** One thread's JTA transaction, which a test begins, and of which nothing is committed. */
public final class FakeTransactions implements TransactionManager {

    private @Nullable Transaction current;
    private boolean stubborn;

    /** A session that asks this for its transactions. */
    AbstractSession session() {
        AbstractSession session = new DatabaseSessionImpl(new Project(new DatabaseLogin()));
        session.setExternalTransactionController(new JTATransactionController(this));
        return session;
    }

    /** From now on, no transaction can be suspended. */
    void refuseToSuspend() {
        stubborn = true;
    }

    @Override
    public void begin() {
        current = new FakeTransaction();
    }

    @Override
    public void commit() {
        current = null;
    }

    @Override
    public void rollback() {
        current = null;
    }

    @Override
    public int getStatus() {
        return current == null ? Status.STATUS_NO_TRANSACTION : Status.STATUS_ACTIVE;
    }

    @Override
    public @Nullable Transaction getTransaction() {
        return current;
    }

    @Override
    public @Nullable Transaction suspend() throws SystemException {
        if (stubborn) {
            throw new SystemException("stubborn");
        }
        Transaction suspended = current;
        current = null;
        return suspended;
    }

    @Override
    public void resume(Transaction suspended) {
        current = suspended;
    }

    @Override
    public void setRollbackOnly() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setTransactionTimeout(int seconds) {
        throw new UnsupportedOperationException();
    }

    private static final class FakeTransaction implements Transaction {

        @Override
        public int getStatus() {
            return Status.STATUS_ACTIVE;
        }

        @Override
        public void commit() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void rollback() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setRollbackOnly() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean enlistResource(XAResource resource) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean delistResource(XAResource resource, int flag) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void registerSynchronization(Synchronization synchronization) {
            throw new UnsupportedOperationException();
        }
    }
}
