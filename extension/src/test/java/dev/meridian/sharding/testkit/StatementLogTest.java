package dev.meridian.sharding.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class StatementLogTest {

    private final StatementLog log = new StatementLog();

    @Test
    void counts_ofReachedShards_areSortedByName() throws SQLException {
        log.executing("europe", "SELECT 1");
        log.executing("asia", "SELECT 2");
        log.executing("europe", "SELECT 3");

        assertThat(log.counts().toString()).isEqualTo("{asia=1, europe=2}");
        assertThat(log.count("africa")).isZero();
        assertThat(log.statements("europe")).containsExactly("SELECT 1", "SELECT 3");
        assertThat(log.all()).extracting(StatementLog.Entry::shard).containsExactly("europe", "asia", "europe");
    }

    @Test
    void clear_withEntries_forgetsThem() throws SQLException {
        log.executing("asia", "SELECT 1");
        log.committed("asia");
        log.rolledBack("asia");

        log.clear();

        assertThat(log.counts()).isEmpty();
        assertThat(log.commits("asia")).isEmpty();
        assertThat(log.rollbacks("asia")).isEmpty();
    }

    @Test
    void failNext_ofOneShard_failsTheNextMatchOnly() throws SQLException {
        log.failNext("asia", sql -> sql.startsWith("INSERT"));

        log.executing("asia", "SELECT 1");
        log.executing("europe", "INSERT 1");
        assertThatThrownBy(() -> log.executing("asia", "INSERT 2")).isInstanceOf(InjectedFailure.class);
        assertThatCode(() -> log.executing("asia", "INSERT 3")).doesNotThrowAnyException();
        assertThat(log.statements("asia")).containsExactly("SELECT 1", "INSERT 2", "INSERT 3");
    }

    @Test
    void beforeNext_withHook_runsItOnceOnTheCallersThread() throws SQLException {
        List<String> threads = new ArrayList<>();
        log.beforeNext(
                "asia", sql -> true, () -> threads.add(Thread.currentThread().getName()));

        log.executing("asia", "SELECT 1");
        log.executing("asia", "SELECT 2");

        assertThat(threads).containsExactly(Thread.currentThread().getName());
    }

    @Test
    void all_fromManyThreads_losesNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int worker = 0; worker < 4; worker++) {
                String shard = "s" + worker;
                running.add(threads.submit(() -> executeMany(shard)));
            }
            for (Future<?> future : running) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(log.all()).hasSize(4000);
        assertThat(log.counts().values()).containsOnly(1000);
    }

    private Void executeMany(String shard) throws SQLException {
        for (int i = 0; i < 1000; i++) {
            log.executing(shard, "SELECT " + i);
        }
        return null;
    }
}
