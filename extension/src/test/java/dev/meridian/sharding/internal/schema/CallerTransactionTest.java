package dev.meridian.sharding.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardingException;
import jakarta.transaction.Transaction;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.DatabaseSessionImpl;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.Project;
import org.junit.jupiter.api.Test;

class CallerTransactionTest {

    private final FakeTransactions transactions = new FakeTransactions();
    private final AbstractSession session = transactions.session();

    @Test
    void suspendedFor_withoutATransaction_runsTheWork() {
        assertThat(CallerTransaction.suspendedFor(session, () -> 1)).isEqualTo(1);
        assertThat(CallerTransaction.isActive(session)).isFalse();
    }

    @Test
    void suspendedFor_inATransaction_runsTheWorkOutsideItAndResumesIt() {
        transactions.begin();
        Transaction mine = transactions.getTransaction();

        boolean inside = CallerTransaction.suspendedFor(session, () -> CallerTransaction.isActive(session));

        assertThat(inside).isFalse();
        assertThat(transactions.getTransaction()).isSameAs(mine);
    }

    @Test
    void suspendedFor_workThatFails_resumesTheTransaction() {
        transactions.begin();
        Transaction mine = transactions.getTransaction();

        assertThatThrownBy(() -> CallerTransaction.suspendedFor(session, () -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(transactions.getTransaction()).isSameAs(mine);
    }

    @Test
    void suspendedFor_transactionThatCannotBeSuspended_isRefused() {
        transactions.begin();
        transactions.refuseToSuspend();

        assertThatThrownBy(() -> CallerTransaction.suspendedFor(session, () -> 1))
                .isInstanceOf(ShardingException.class)
                .hasMessageStartingWith("MERIDIAN-063 ");
    }

    @Test
    void isActive_inResourceLocal_isFalse() {
        assertThat(CallerTransaction.isActive(new DatabaseSessionImpl(new Project(new DatabaseLogin()))))
                .isFalse();
    }
}
