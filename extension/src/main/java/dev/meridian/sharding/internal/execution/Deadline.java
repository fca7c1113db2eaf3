package dev.meridian.sharding.internal.execution;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The moment at which an execution has to have ended, or none. Immutable. */
final class Deadline {

    /** There is all the time in the world. */
    static final Deadline NONE = new Deadline(0, 0, () -> 0);

    private final long end;
    private final long limitMillis;
    private final LongSupplier clock;

    private Deadline(long end, long limitMillis, LongSupplier clock) {
        this.end = end;
        this.limitMillis = limitMillis;
        this.clock = clock;
    }

    /**
     * @param millis from now; 0 for none
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    static Deadline in(long millis, LongSupplier clock) {
        return millis == 0
                ? NONE
                : new Deadline(clock.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis), millis, clock);
    }

    boolean isNone() {
        return limitMillis == 0;
    }

    /** Not below zero; the largest number where there is no deadline. */
    long remainingNanos() {
        return isNone() ? Long.MAX_VALUE : Math.max(0, end - clock.getAsLong());
    }

    boolean isPassed() {
        return remainingNanos() == 0;
    }

    /** What is left in whole seconds, at least one, because JDBC knows no shorter limit and takes zero for none. */
    int remainingSeconds() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(remainingNanos() + TimeUnit.SECONDS.toNanos(1) - 1);
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, seconds));
    }

    /** How long it was to last. */
    long limitMillis() {
        return limitMillis;
    }
}
