package dev.meridian.sharding.testkit.jta;

import java.util.ArrayList;
import java.util.List;
import javax.transaction.xa.XAException;

/** Failures of the phases of two-phase commit that a test wants, each once. Thread-safe. */
public final class TwoPhaseFailures {

    /** A phase of which a database can say that it has failed. */
    public enum Phase {
        /** The database refuses, and has rolled back. */
        PREPARE(XAException.XA_RBROLLBACK),
        /** The database is not reached; what it has prepared waits for recovery. */
        COMMIT(XAException.XAER_RMFAIL);

        private final int code;

        Phase(int code) {
            this.code = code;
        }
    }

    private record Armed(String shard, Phase phase) {}

    private final List<Armed> armed = new ArrayList<>();

    /** The next such phase on the shard fails. */
    public synchronized void failNext(String shard, Phase phase) {
        armed.add(new Armed(shard, phase));
    }

    synchronized boolean takes(String shard, Phase phase) {
        return armed.remove(new Armed(shard, phase));
    }

    static XAException failure(Phase phase) {
        return new XAException(phase.code);
    }
}
