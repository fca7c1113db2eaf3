package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.testkit.ShardedUnit;
import org.junit.jupiter.api.Test;

/** What {@code meridian.cross-shard-writes=best-effort} does, and what it cannot. */
class BestEffortTest extends WeatherTest {

    @Override
    ShardedUnit.Builder configure(ShardedUnit.Builder builder) {
        return builder.property("meridian.cross-shard-writes", "best-effort");
    }

    @Test
    void commit_overTwoShards_writesBoth() {
        inTransaction(em -> {
            em.persist(tokyo);
            em.persist(london);
        });
        assertThat(rows("asia", "WEATHER_LOCATION")).isOne();
        assertThat(rows("europe", "WEATHER_LOCATION")).isOne();
    }

    @Test
    void rollback_overTwoShards_writesNeither() {
        with(em -> {
            em.getTransaction().begin();
            em.persist(tokyo);
            em.persist(london);
            em.flush();
            em.getTransaction().rollback();
        });
        assertThat(rows("asia", "WEATHER_LOCATION")).isZero();
        assertThat(rows("europe", "WEATHER_LOCATION")).isZero();
    }

    @Test
    void commit_thatFailsOnOneShard_isToldAndMayLeaveTheOther() {
        with(em -> {
            em.getTransaction().begin();
            em.persist(tokyo);
            em.persist(london);
            unit.log().failNextCommit("europe");
            assertThatThrownBy(() -> em.getTransaction().commit()).isInstanceOf(RuntimeException.class);
        });
        assertThat(rows("europe", "WEATHER_LOCATION")).isZero();
        assertThat(rows("asia", "WEATHER_LOCATION")).isBetween(0, 1);
    }
}
