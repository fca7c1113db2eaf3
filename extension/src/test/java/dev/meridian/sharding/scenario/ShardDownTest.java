package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.sessions.server.ConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.junit.jupiter.api.Test;

/** A shard that gives no connection fails the query that needs it, and harms nothing else. */
class ShardDownTest extends WeatherTest {

    @Test
    void scatter_oneShardWithoutConnection_givesTheOthersBack() {
        store(tokyo);
        ServerSession session = unit.emf().unwrap(ServerSession.class);
        ConnectionPool europe = session.getConnectionPool("europe");
        session.getConnectionPools().put("europe", new DownPool(europe, session));
        try {
            assertThatThrownBy(() -> ask(em ->
                            em.createQuery("SELECT l FROM WeatherLocation l").getResultList()))
                    .hasMessageStartingWith("MERIDIAN-070")
                    .hasMessageContaining("europe")
                    .hasRootCauseMessage("The shard is down");
            assertThat(lent(session, "asia")).isZero();
            assertThat(lent(session, "default")).isZero();
            List<WeatherLocation> others = ask(em -> em.createQuery(
                            "SELECT l FROM WeatherLocation l WHERE l.continent = 'Asia'", WeatherLocation.class)
                    .getResultList());
            assertThat(others).hasSize(1);
        } finally {
            session.getConnectionPools().put("europe", europe);
        }
    }

    @Test
    void scatter_oneShardFailsInItsDatabase_saysWhichAndWhy() {
        store(tokyo);
        unit.log().failNext("europe", sql -> sql.contains("WEATHER_LOCATION"));
        assertThatThrownBy(() -> ask(
                        em -> em.createQuery("SELECT l FROM WeatherLocation l").getResultList()))
                .isInstanceOf(PersistenceException.class)
                .hasCauseInstanceOf(DatabaseException.class)
                .cause()
                .cause()
                .isInstanceOf(ShardingException.class)
                .hasMessageStartingWith("MERIDIAN-070")
                .hasMessageContaining("europe")
                .hasCauseInstanceOf(SQLException.class);
    }

    private static int lent(ServerSession session, String name) {
        ConnectionPool pool = session.getConnectionPool(name);
        return pool.getTotalNumberOfConnections()
                - pool.getConnectionsAvailable().size();
    }

    private static final class DownPool extends ConnectionPool {

        DownPool(ConnectionPool replaced, ServerSession owner) {
            super(replaced.getName(), replaced.getLogin(), owner);
        }

        @Override
        public synchronized Accessor acquireConnection() {
            throw new IllegalStateException("The shard is down");
        }
    }
}
