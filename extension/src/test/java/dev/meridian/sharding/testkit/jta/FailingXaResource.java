package dev.meridian.sharding.testkit.jta;

import dev.meridian.sharding.testkit.jta.TwoPhaseFailures.Phase;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** A database's part in a transaction, of which a phase fails when a test wants it. */
final class FailingXaResource implements XAResource {

    private final XAResource real;
    private final String shard;
    private final TwoPhaseFailures failures;

    FailingXaResource(XAResource real, String shard, TwoPhaseFailures failures) {
        this.real = real;
        this.shard = shard;
        this.failures = failures;
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        if (failures.takes(shard, Phase.PREPARE)) {
            real.rollback(xid);
            throw TwoPhaseFailures.failure(Phase.PREPARE);
        }
        return real.prepare(xid);
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        if (failures.takes(shard, Phase.COMMIT)) {
            throw TwoPhaseFailures.failure(Phase.COMMIT);
        }
        real.commit(xid, onePhase);
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        real.end(xid, flags);
    }

    @Override
    public void forget(Xid xid) throws XAException {
        real.forget(xid);
    }

    @Override
    public int getTransactionTimeout() throws XAException {
        return real.getTransactionTimeout();
    }

    @Override
    public boolean isSameRM(XAResource other) throws XAException {
        return other instanceof FailingXaResource wrapped ? real.isSameRM(wrapped.real) : real.isSameRM(other);
    }

    @Override
    public Xid[] recover(int flag) throws XAException {
        return real.recover(flag);
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        real.rollback(xid);
    }

    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        return real.setTransactionTimeout(seconds);
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        real.start(xid, flags);
    }
}
