package dev.meridian.sharding.scenario;

import dev.meridian.sharding.internal.eclipselink.ShardingInstaller;
import dev.meridian.sharding.internal.execution.Time;
import dev.meridian.sharding.internal.gather.ShardGatherer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.persistence.sessions.SessionCustomizer;
import org.eclipse.persistence.sessions.server.ServerSession;

/** A time that passes when a test says so, however fast the machine is. Thread-safe. */
final class StillTime implements Time {

    private final AtomicLong now = new AtomicLong();
    private volatile boolean flows;

    /** Switches Meridian on with this time. */
    SessionCustomizer customizer() {
        return session -> ShardingInstaller.install((ServerSession) session, ShardGatherer::new, this);
    }

    void pass(Duration duration) {
        now.addAndGet(duration.toNanos());
    }

    /** From now on whoever waits for time to pass has waited long enough. */
    void flow() {
        flows = true;
    }

    void stop() {
        flows = false;
    }

    @Override
    public long nanos() {
        return now.get();
    }

    @Override
    public void await(Object lock, long nanos) throws InterruptedException {
        if (flows) {
            now.addAndGet(nanos);
        } else {
            // Nobody notifies the lock when the time passes.
            TimeUnit.MILLISECONDS.timedWait(lock, 1);
        }
    }
}
