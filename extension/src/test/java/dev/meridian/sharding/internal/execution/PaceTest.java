package dev.meridian.sharding.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    private final Pace pace = new Pace();

    @Test
    void handsOver_nothingKnown_tries() {
        assertThat(pace.handsOver()).isTrue();
    }

    @Test
    void handsOver_littleToSave_doesNot() {
        pace.record(4 * 40_000, 40_000);
        assertThat(pace.handsOver()).isFalse();
    }

    @Test
    void handsOver_oneShardTakesAllTheTime_doesNot() {
        pace.record(3_000_000_000L, 2_999_900_000L);
        assertThat(pace.handsOver()).isFalse();
    }

    @Test
    void handsOver_muchToSave_does() {
        pace.record(4_000_000, 1_000_000);
        assertThat(pace.handsOver()).isTrue();
    }

    @Test
    void handsOver_oneSlowScatterAmongFastOnes_isSoonForgotten() {
        pace.record(0, 0);
        pace.record(60_000_000_000L, 0);
        assertThat(pace.handsOver()).isTrue();
        for (int scatter = 0; scatter < 10; scatter++) {
            pace.record(100_000, 50_000);
        }
        assertThat(pace.handsOver()).isFalse();
    }

    @Test
    void handsOver_shardsBecomeSlow_learnsIt() {
        pace.record(0, 0);
        for (int scatter = 0; scatter < 10; scatter++) {
            pace.record(2_000_000, 1_000_000);
        }
        assertThat(pace.handsOver()).isTrue();
    }
}
