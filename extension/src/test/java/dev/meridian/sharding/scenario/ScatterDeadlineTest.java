package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.QueryTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A query over several shards ends at its deadline, whatever it waits for, and leaves nothing behind. */
class ScatterDeadlineTest extends ScatterTest {

    private static final int CONNECTIONS = 2;
    private static final int LIMIT_MILLIS = 60_000;
    private static final int SOONER_MILLIS = 20_000;

    private final StillTime time = new StillTime();

    @Override
    ShardedUnit.Builder configure(ShardedUnit.Builder builder) {
        for (String pool : List.of("default", "asia", "europe", "south_america")) {
            builder.property("eclipselink.connection-pool." + pool + ".min", String.valueOf(CONNECTIONS))
                    .property("eclipselink.connection-pool." + pool + ".max", String.valueOf(CONNECTIONS));
        }
        return builder.customizer(time.customizer()).property("meridian.scatter.timeout", LIMIT_MILLIS);
    }

    @Test
    void read_shardThatDoesNotAnswer_endsAtTheDeadlineAndFreesAll() {
        for (int round = 0; round <= CONNECTIONS; round++) {
            forget();
            unit.log().beforeNext("asia", ScatterTest::reads, () -> hang("asia"));
            assertTimeout(() -> ask(ScatterTest::all), "the shards asia");
            assertThat(unit.log().cancels("asia")).hasSize(1);
            assertAllConnectionsComeBack();
        }
        assertThat(ask(ScatterTest::all)).isEmpty();
    }

    @Test
    void read_shardThatCanBeCancelled_keepsItsConnection() {
        ask(ScatterTest::all);
        List<Accessor> before = List.copyOf(pool("asia").getConnectionsAvailable());
        unit.log().beforeNext("asia", ScatterTest::reads, () -> {
            awaitTheOthers("asia");
            time.pass(Duration.ofMillis(LIMIT_MILLIS));
            unit.log().awaitCancel("asia");
        });
        assertTimeout(() -> ask(ScatterTest::all), "the shards asia");
        assertAllConnectionsComeBack();
        assertThat(pool("asia").getConnectionsAvailable()).isNotEmpty().containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void read_queryWithASoonerTimeout_endsThen() {
        unit.log().beforeNext("europe", ScatterTest::reads, () -> hang("europe"));
        assertTimeout(
                () -> ask(em -> em.createQuery(ALL)
                        .setHint("jakarta.persistence.query.timeout", SOONER_MILLIS)
                        .getResultList()),
                SOONER_MILLIS + " ms");
        assertAllConnectionsComeBack();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ALL + " WHERE l.population >= (SELECT MAX(x.population) FROM WeatherLocation x)",
                "SELECT l.city FROM WeatherLocation l WHERE l.continent = 'North America'"
                        + " UNION SELECT x.city FROM WeatherLocation x"
            })
    void read_inSteps_eachStepHasTheTimeoutOfTheQuery(String jpql) {
        unit.log().beforeNext("europe", ScatterTest::reads, () -> hang("europe"));
        assertTimeout(
                () -> ask(em -> em.createQuery(jpql)
                        .setHint("jakarta.persistence.query.timeout", SOONER_MILLIS)
                        .getResultList()),
                SOONER_MILLIS + " ms");
        assertAllConnectionsComeBack();
    }

    @Test
    void read_noConnectionOfAShard_endsAtTheDeadlineWithoutHoldingOthers() {
        List<Accessor> held = new ArrayList<>();
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            held.add(pool("europe").acquireConnection());
        }
        time.flow();
        try {
            assertTimeout(() -> ask(ScatterTest::all), "a connection of the shard europe");
            assertThat(lent("asia")).isZero();
            assertThat(lent("south_america")).isZero();
        } finally {
            time.stop();
            held.forEach(pool("europe")::releaseConnection);
        }
        assertThat(ask(ScatterTest::all)).isEmpty();
        assertAllConnectionsComeBack();
    }

    @Test
    void readInATransaction_noConnectionOfAShard_endsAtTheDeadline() {
        List<Accessor> held = new ArrayList<>();
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            held.add(pool("europe").acquireConnection());
        }
        time.flow();
        try {
            assertTimeout(
                    () -> inTransaction(em -> {
                        em.persist(tokyo);
                        em.flush();
                        all(em);
                    }),
                    "a connection of the shard europe");
        } finally {
            time.stop();
            held.forEach(pool("europe")::releaseConnection);
        }
        assertAllConnectionsComeBack();
    }

    private static void assertTimeout(ThrowingCallable query, String awaited) {
        assertThatThrownBy(query)
                .isInstanceOf(QueryTimeoutException.class)
                .hasCauseInstanceOf(ShardingException.class)
                .hasMessageStartingWith("MERIDIAN-071")
                .hasMessageContaining(awaited);
    }

    /** Stands for a driver that waits for an answer, and hears of nothing but an interrupt. */
    private void hang(String shard) throws SQLException {
        awaitTheOthers(shard);
        time.flow();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            throw new SQLException("interrupted", interrupted);
        } finally {
            time.stop();
        }
    }

    private void awaitTheOthers(String shard) {
        ShardedUnit.SHARDS.stream().filter(other -> !other.equals(shard)).forEach(this::awaitAllConnectionsOf);
    }
}
