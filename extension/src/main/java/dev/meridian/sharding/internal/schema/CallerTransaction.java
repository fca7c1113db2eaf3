package dev.meridian.sharding.internal.schema;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.message.Message;
import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.util.function.Supplier;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.transaction.AbstractTransactionController;
import org.eclipse.persistence.transaction.JTATransactionController;

/** The JTA transaction of the thread that happens to use the unit: what concerns the schema must stay out of it. */
final class CallerTransaction {

    private CallerTransaction() {}

    /** Whether the thread is in a JTA transaction that is not completed; never in RESOURCE_LOCAL. */
    static boolean isActive(AbstractSession session) {
        return session.getExternalTransactionController() instanceof AbstractTransactionController controller
                && !controller.noTransactionOrRolledBackOrCommited();
    }

    /**
     * Runs work while the thread's transaction, if there is one, is suspended.
     *
     * @throws ShardingException if it cannot be suspended, or not resumed
     */
    static <T> T suspendedFor(AbstractSession session, Supplier<T> work) {
        if (!isActive(session)) {
            return work.get();
        }
        if (session.getExternalTransactionController() instanceof JTATransactionController controller
                && controller.getTransactionManager() != null) {
            return suspendedFor(controller.getTransactionManager(), work);
        }
        throw Message.SCHEMA_IN_TRANSACTION.with();
    }

    private static <T> T suspendedFor(TransactionManager manager, Supplier<T> work) {
        try (Suspension ignored = new Suspension(manager)) {
            return work.get();
        }
    }

    private static final class Suspension implements AutoCloseable {
        private final TransactionManager manager;
        private final Transaction transaction;

        Suspension(TransactionManager manager) {
            this.manager = manager;
            try {
                this.transaction = manager.suspend();
            } catch (SystemException failure) {
                throw refusal(failure);
            }
        }

        @Override
        public void close() {
            try {
                manager.resume(transaction);
            } catch (SystemException | InvalidTransactionException failure) {
                throw refusal(failure);
            }
        }

        private static ShardingException refusal(Exception failure) {
            return new ShardingException(
                    Message.SCHEMA_IN_TRANSACTION.code(), Message.SCHEMA_IN_TRANSACTION.text(), failure);
        }
    }
}
