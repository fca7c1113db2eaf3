package dev.meridian.sharding.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardingException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkersTest {

    private final Workers workers = new Workers(Optional.empty(), 2);

    @Test
    void execute_beforeTheLoginAndAfterTheLogout_isRejected() {
        assertThatThrownBy(() -> workers.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        workers.start();
        workers.stop();
        assertThatThrownBy(() -> workers.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void execute_withoutAContainer_runsOnAnotherThread() throws InterruptedException {
        SynchronousQueue<Thread> threads = new SynchronousQueue<>();
        workers.start();
        try {
            workers.execute(() -> put(threads));
            assertThat(threads.poll(20, TimeUnit.SECONDS)).isNotNull().isNotEqualTo(Thread.currentThread());
        } finally {
            workers.stop();
        }
    }

    @Test
    void platformThreads_theirPoolEnds_endWithIt() throws InterruptedException {
        SynchronousQueue<Thread> threads = new SynchronousQueue<>();
        ExecutorService pool = workers.platformThreads();
        pool.execute(() -> put(threads));
        Thread thread = threads.poll(20, TimeUnit.SECONDS);
        assertThat(thread.isDaemon()).isTrue();
        pool.shutdownNow();
        thread.join(20_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void start_nameThatJndiDoesNotHave_isRefused() {
        assertThatThrownBy(() -> new Workers(Optional.of("concurrent/none"), 2).start())
                .isInstanceOf(ShardingException.class)
                .hasMessageStartingWith("MERIDIAN-073")
                .hasMessageContaining("concurrent/none");
    }

    private static void put(SynchronousQueue<Thread> threads) {
        try {
            threads.put(Thread.currentThread());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
