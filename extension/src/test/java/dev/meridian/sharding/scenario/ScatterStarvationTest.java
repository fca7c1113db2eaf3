package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import jakarta.persistence.QueryTimeoutException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Many threads, few connections: each query over several shards ends, or fails with a code, in time. */
class ScatterStarvationTest extends ScatterTest {

    private static final int THREADS = 32;
    private static final int ROUNDS = 4;
    private static final int CONNECTIONS = 2;

    /** Nobody comes near it unless he waits for ever; the writers' is soon over, and lets go what others wait for. */
    private static final int LIMIT_SECONDS = 240;

    private static final int WRITERS_MILLIS = 500;

    @Override
    ShardedUnit.Builder configure(ShardedUnit.Builder builder) {
        for (String pool : List.of("default", "asia", "europe", "south_america")) {
            builder.property("eclipselink.connection-pool." + pool + ".min", String.valueOf(CONNECTIONS))
                    .property("eclipselink.connection-pool." + pool + ".max", String.valueOf(CONNECTIONS));
        }
        return builder.property("meridian.scatter.timeout", LIMIT_SECONDS * 1_000);
    }

    @Test
    void scatters_outsideTransactions_allSucceed() throws Exception {
        store(tokyo, london);
        assertThat(outcomes(number -> this::read))
                .allSatisfy(ofThread -> assertThat(ofThread).containsOnly("2"));
        assertAllConnectionsComeBack();
    }

    @Test
    void scatters_someAfterAWriteInATransaction_eachEndsOrFailsWithACode() throws Exception {
        store(tokyo, london);
        List<List<String>> outcomes = outcomes(number -> number % 2 == 0 ? this::read : () -> writeAndRead(number));
        for (int number = 0; number < THREADS; number++) {
            assertThat(outcomes.get(number))
                    .hasSize(ROUNDS)
                    .allMatch(number % 2 == 0 ? "2"::equals : outcome -> outcome.matches("2|MERIDIAN-07[12]"));
        }
        assertAllConnectionsComeBack();
        assertThat(read()).isEqualTo("2");
    }

    @Test
    void scatter_noShardAnswers_endsAtTheDeadlineOfTheMachinesClock() {
        AtomicBoolean silent = new AtomicBoolean(true);
        for (String shard : ShardedUnit.SHARDS) {
            unit.log().beforeNext(shard, sql -> silent.get() && reads(sql), ScatterStarvationTest::hang);
        }
        try {
            assertThatThrownBy(() -> ask(em -> cities(em, 100)))
                    .isInstanceOf(QueryTimeoutException.class)
                    .hasMessageStartingWith("MERIDIAN-071");
        } finally {
            silent.set(false);
        }
        assertAllConnectionsComeBack();
    }

    private static void hang() throws SQLException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            throw new SQLException("interrupted", interrupted);
        }
    }

    @FunctionalInterface
    private interface Job {
        Callable<String> of(int number);
    }

    /** By thread. */
    private List<List<String>> outcomes(Job job) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch start = new CountDownLatch(THREADS);
            List<Future<List<String>>> running = new ArrayList<>();
            for (int number = 0; number < THREADS; number++) {
                Callable<String> work = job.of(number);
                running.add(threads.submit(() -> {
                    start.countDown();
                    start.await();
                    List<String> outcomes = new ArrayList<>();
                    for (int round = 0; round < ROUNDS; round++) {
                        outcomes.add(outcome(work));
                    }
                    return outcomes;
                }));
            }
            List<List<String>> outcomes = new ArrayList<>();
            for (Future<List<String>> one : running) {
                outcomes.add(one.get(LIMIT_SECONDS + 60, TimeUnit.SECONDS));
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }

    private static String outcome(Callable<String> work) throws Exception {
        try {
            return work.call();
        } catch (RuntimeException failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof ShardingException coded) {
                    return coded.code();
                }
            }
            throw failure;
        }
    }

    private String read() {
        return ask(em -> cities(em, LIMIT_SECONDS * 1_000));
    }

    // The reports' rows are locked until the rollback, and nobody reads them.
    private String writeAndRead(int number) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            em.getTransaction().begin();
            try {
                WeatherLocation location =
                        em.getReference(WeatherLocation.class, (number % 4 == 1 ? tokyo : london).getId());
                location.report(number);
                em.flush();
                return cities(em, WRITERS_MILLIS);
            } finally {
                em.getTransaction().rollback();
            }
        }
    }

    private static String cities(EntityManager em, int millis) {
        return String.valueOf(em.createQuery("SELECT l.city FROM WeatherLocation l")
                .setHint("jakarta.persistence.query.timeout", millis)
                .getResultList()
                .size());
    }
}
