package dev.meridian.sharding.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void none_neverPasses() {
        assertThat(Deadline.in(0, now::get).isNone()).isTrue();
        assertThat(Deadline.NONE.isPassed()).isFalse();
    }

    @Test
    void deadline_clockThatTurnsOver_passesAfterItsTime() {
        Deadline deadline = Deadline.in(1, now::get);
        now.addAndGet(999_999);
        assertThat(deadline.isPassed()).isFalse();
        assertThat(deadline.remainingNanos()).isEqualTo(1);
        now.addAndGet(1);
        assertThat(deadline.isPassed()).isTrue();
    }

    @Test
    void remainingSeconds_partsOfASecond_areRoundedUp() {
        Deadline deadline = Deadline.in(1_001, now::get);
        assertThat(deadline.remainingSeconds()).isEqualTo(2);
        now.addAndGet(1_000_000);
        assertThat(deadline.remainingSeconds()).isEqualTo(1);
        now.addAndGet(5_000_000_000L);
        assertThat(deadline.remainingSeconds()).isEqualTo(1);
    }
}
