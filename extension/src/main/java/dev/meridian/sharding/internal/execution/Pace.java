package dev.meridian.sharding.internal.execution;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether it pays to let several threads work on a scatter. Thread-safe.
 *
 * <p>All at once saves what one after the other takes beyond the slowest shard. Where the unit's recent scatters had
 * little to save, because their shards answered in microseconds, handing over to other threads would cost more than that.
 * Old scatters count less and less; a single slow one counts no more than {@link #LARGEST}, so that one hiccup is soon
 * forgotten. Nothing is known at first: then it hands over.
 */
final class Pace {

    /** What a scatter must have to save, in nanoseconds: more than it costs to wake some threads. */
    static final long WORTHWHILE = 250_000;

    /** What one scatter can at most bring into the average. */
    static final long LARGEST = 16 * WORTHWHILE;

    private static final long UNKNOWN = -1;
    private static final int WEIGHT = 8;

    private final AtomicLong average = new AtomicLong(UNKNOWN);

    boolean handsOver() {
        long known = average.get();
        return known == UNKNOWN || known >= WORTHWHILE;
    }

    /**
     * Takes a finished scatter into account.
     *
     * @param total the nanoseconds that its shards took, added up
     * @param longest those of the slowest shard
     */
    void record(long total, long longest) {
        long saving = Math.min(LARGEST, Math.max(0, total - longest));
        average.updateAndGet(known -> known == UNKNOWN ? saving : known + (saving - known) / WEIGHT);
    }
}
