package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardingCustomizer;
import dev.meridian.sharding.internal.schema.FakeTransactions;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.persistence.queries.ReadAllQuery;
import org.eclipse.persistence.sessions.DatasourceLogin;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.eclipse.persistence.transaction.JTATransactionController;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Outside a transaction the shards work at once; what becomes of the others when one fails. */
class ParallelScatterTest extends ScatterTest {

    private static final Set<String> CALLER = Set.of(Thread.currentThread().getName());

    /** Each test's unit is new: it knows nothing of how fast its shards are. */
    @BeforeEach
    void forgetThePace() {
        unit.restart();
        unit.log().clear();
    }

    @Test
    void read_outsideATransaction_runsOnAllShardsAtOnce() {
        store(tokyo, london);
        CyclicBarrier all = new CyclicBarrier(ShardedUnit.SHARDS.size());
        for (String shard : ShardedUnit.SHARDS) {
            unit.log().beforeNext(shard, ScatterTest::reads, () -> meet(all));
        }
        assertThat(ask(ScatterTest::all)).extracting(WeatherLocation::getCity).containsExactly("Tokyo", "London");
        // All met at the barrier; virtual threads bear no names by which they could be told apart.
        assertThat(threads())
                .hasSizeGreaterThan(1)
                .contains(Thread.currentThread().getName());
    }

    @Test
    void read_inATransaction_runsOnTheCallersThreadAlone() {
        inTransaction(em -> {
            em.persist(tokyo);
            em.flush();
            assertThat(all(em)).hasSize(1);
        });
        assertThat(threads()).isEqualTo(CALLER);
    }

    @Test
    void read_jtaTransactionBeforeItsFirstWrite_runsOnTheCallersThreadAlone() {
        ServerSession session = unit.emf().unwrap(ServerSession.class);
        FakeTransactions transactions = new FakeTransactions();
        transactions.begin();
        session.setExternalTransactionController(new JTATransactionController(transactions));
        session.executeQuery(new ReadAllQuery(WeatherLocation.class));
        assertThat(threads()).isEqualTo(CALLER);
        assertThat(unit.log().counts()).hasSize(4);
        assertAllConnectionsComeBack();
    }

    @Test
    void read_connectionsThatJtaWouldEnlist_runsOnTheCallersThreadAlone() {
        ((DatasourceLogin) pool("asia").getLogin()).useExternalTransactionController();
        ask(ScatterTest::all);
        assertThat(threads()).isEqualTo(CALLER);
        assertThat(unit.log().counts()).hasSize(4);
    }

    @Test
    void read_outsideATransaction_tellsListenersOfEachConnection() {
        AtomicInteger acquired = new AtomicInteger();
        AtomicInteger released = new AtomicInteger();
        unit.emf().unwrap(ServerSession.class).getEventManager().addListener(new SessionEventAdapter() {
            @Override
            public void postAcquireConnection(SessionEvent event) {
                acquired.incrementAndGet();
            }

            @Override
            public void preReleaseConnection(SessionEvent event) {
                released.incrementAndGet();
            }
        });
        ask(ScatterTest::all);
        assertThat(acquired).hasValue(4);
        assertThat(released).hasValue(4);
    }

    @Test
    void read_fastShards_thenRunsOnTheCallersThreadAlone() {
        // They answer in no time.
        unit.restart("eclipselink.session.customizer", new StillTime().customizer());
        try {
            ask(ScatterTest::all);
            unit.log().clear();
            ask(ScatterTest::all);
        } finally {
            unit.restart("eclipselink.session.customizer", new ShardingCustomizer());
        }
        assertThat(threads()).isEqualTo(CALLER);
        assertThat(unit.log().counts()).hasSize(4);
    }

    @Test
    void read_parallelismOfOne_runsOnTheCallersThreadAlone() {
        unit.restart("meridian.scatter.parallelism", 1);
        try {
            unit.log().clear();
            ask(ScatterTest::all);
            assertThat(threads()).isEqualTo(CALLER);
        } finally {
            unit.restart("meridian.scatter.parallelism", 4);
        }
    }

    @Test
    void read_oneShardFails_cancelsTheOthersAndSaysWhich() {
        // All of them run when one fails: what has not begun would not be cancelled, but left out.
        CyclicBarrier running = new CyclicBarrier(3);
        for (String slow : List.of("north_america", "asia")) {
            unit.log().beforeNext(slow, ScatterTest::reads, () -> {
                meet(running);
                unit.log().awaitCancel(slow);
            });
        }
        unit.log().beforeNext("europe", ScatterTest::reads, () -> {
            meet(running);
            throw new SQLException("injected");
        });
        assertThatThrownBy(() -> ask(ScatterTest::all))
                .hasStackTraceContaining("MERIDIAN-070")
                .hasStackTraceContaining("the shard europe");
        // The caller hears of the failure while the others are still being cancelled.
        assertAllConnectionsComeBack();
        assertThat(unit.log().cancels("north_america")).hasSize(1);
        assertThat(unit.log().cancels("asia")).hasSize(1);
    }

    @Test
    void read_failsMoreOftenThanAPoolHasConnections_losesNone() {
        for (int failure = 0; failure <= pool("asia").getMaxNumberOfConnections(); failure++) {
            unit.log().failNext(ShardedUnit.SHARDS.get(failure % 4), ScatterTest::reads);
            assertThatThrownBy(() -> ask(ScatterTest::all)).hasStackTraceContaining("MERIDIAN-070");
        }
        assertAllConnectionsComeBack();
        assertThat(ask(ScatterTest::all)).isEqualTo(List.of());
    }

    private static void meet(CyclicBarrier barrier) throws SQLException {
        try {
            barrier.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception alone) {
            throw new SQLException("the shards do not work at once", alone);
        }
    }
}
