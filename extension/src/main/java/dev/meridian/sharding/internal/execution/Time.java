package dev.meridian.sharding.internal.execution;

import java.util.concurrent.TimeUnit;

/** What an execution knows of time. Thread-safe. */
public interface Time {

    /** The machine's. */
    Time SYSTEM = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void await(Object lock, long nanos) throws InterruptedException {
            TimeUnit.NANOSECONDS.timedWait(lock, nanos);
        }
    };

    /** A moment, as {@link System#nanoTime}. */
    long nanos();

    /**
     * Waits until somebody notifies the lock, or the time has passed. It may end sooner, so that the caller has to look
     * again.
     *
     * @param lock a lock that the caller's thread holds
     */
    void await(Object lock, long nanos) throws InterruptedException;
}
