package dev.meridian.sharding.internal.execution;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many executions may hold connections of several shards at once: as many as the smallest pool has connections, so
 * that they do not wait for each other with some of them in their hands. First come, first served. Thread-safe.
 */
final class Permits {

    private volatile Semaphore free = new Semaphore(Integer.MAX_VALUE, true);

    /** A permit in use. */
    @FunctionalInterface
    interface Permit {

        /** Gives it back; to be called once. */
        void release();
    }

    /** From now on there are so many. */
    void limitTo(int count) {
        free = new Semaphore(count, true);
    }

    int available() {
        return free.availablePermits();
    }

    /**
     * Waits for a permit.
     *
     * @throws RuntimeException if the deadline passes, or the thread is interrupted
     */
    Permit acquire(ScatterTerms terms) {
        Semaphore taken = free;
        try {
            if (!taken.tryAcquire(terms.deadline().remainingNanos(), TimeUnit.NANOSECONDS)) {
                throw terms.timeout("other queries over several shards", null);
            }
        } catch (InterruptedException interrupted) {
            throw terms.interrupted(interrupted);
        }
        return taken::release;
    }
}
