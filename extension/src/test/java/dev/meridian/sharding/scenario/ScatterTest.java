package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.StatementLog;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.persistence.sessions.server.ConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;

/** Queries over all four shards. */
abstract class ScatterTest extends WeatherTest {

    /** How long a test waits for what must happen, however slow the machine is. */
    static final int PATIENCE_SECONDS = 120;

    static final String ALL = "SELECT l FROM WeatherLocation l";

    static List<WeatherLocation> all(EntityManager em) {
        return em.createQuery(ALL, WeatherLocation.class).getResultList();
    }

    static boolean reads(String sql) {
        return sql.startsWith("SELECT") && sql.contains("FROM WEATHER_LOCATION");
    }

    Set<String> threads() {
        Set<String> threads = new HashSet<>();
        unit.log().all().stream().map(StatementLog.Entry::thread).forEach(threads::add);
        return threads;
    }

    ConnectionPool pool(String shard) {
        ServerSession session = unit.emf().unwrap(ServerSession.class);
        return session.getConnectionPool(shard.equals("north_america") ? "default" : shard);
    }

    /** Connections of a cancelled execution come back when its threads have ended with them. */
    void assertAllConnectionsComeBack() {
        ShardedUnit.SHARDS.forEach(this::awaitAllConnectionsOf);
    }

    void awaitAllConnectionsOf(String shard) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (lent(shard) > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(lent(shard)).as(shard).isZero();
    }

    int lent(String shard) {
        ConnectionPool pool = pool(shard);
        synchronized (pool) {
            return pool.getTotalNumberOfConnections()
                    - pool.getConnectionsAvailable().size();
        }
    }
}
