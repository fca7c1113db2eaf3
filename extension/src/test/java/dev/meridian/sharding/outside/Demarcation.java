package dev.meridian.sharding.outside;

import dev.meridian.sharding.testkit.jta.Transactions;
import jakarta.persistence.EntityManager;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;

/** How the transactions of an EntityManager begin and end. */
interface Demarcation {

    /** Whether one is begun and not ended. */
    boolean isActive();

    void begin();

    void commit();

    void rollback();

    /** By its own transactions, or by those of JTA. */
    static Demarcation of(EntityManager em, boolean jta) {
        return jta ? new Global(em) : new Local(em);
    }

    /** {@link EntityManager#getTransaction}. */
    record Local(EntityManager em) implements Demarcation {
        @Override
        public boolean isActive() {
            return em.getTransaction().isActive();
        }

        @Override
        public void begin() {
            em.getTransaction().begin();
        }

        @Override
        public void commit() {
            em.getTransaction().commit();
        }

        @Override
        public void rollback() {
            em.getTransaction().rollback();
        }
    }

    /** The thread's own, which the EntityManager joins. */
    record Global(EntityManager em) implements Demarcation {
        @Override
        public boolean isActive() {
            try {
                return Transactions.manager().getStatus() != Status.STATUS_NO_TRANSACTION;
            } catch (SystemException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void begin() {
            try {
                Transactions.manager().begin();
            } catch (NotSupportedException | SystemException e) {
                throw new IllegalStateException(e);
            }
            em.joinTransaction();
        }

        @Override
        public void commit() {
            try {
                Transactions.manager().commit();
            } catch (RollbackException | HeuristicMixedException | HeuristicRollbackException | SystemException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void rollback() {
            try {
                Transactions.manager().rollback();
            } catch (SystemException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
