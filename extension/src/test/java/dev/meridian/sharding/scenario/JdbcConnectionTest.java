package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** JDBC connections that the application asks of the entity manager, which cannot say of which shard. */
class JdbcConnectionTest {

    @Nested
    class Refused extends WeatherTest {

        @Test
        void unwrap_inATransaction_isRefused() {
            with(em -> {
                em.getTransaction().begin();
                refused(() -> em.unwrap(Connection.class));
            });
        }

        @Test
        void unwrap_afterAShardWasUsed_isRefused() {
            with(em -> {
                em.getTransaction().begin();
                em.persist(tokyo);
                em.flush();
                refused(() -> em.unwrap(Connection.class));
                em.getTransaction().rollback();
            });
            assertThat(rows("asia", "WEATHER_LOCATION")).isZero();
        }

        @Test
        void runWithConnection_isRefused() {
            with(em -> {
                refused(() -> em.runWithConnection(connection -> {}));
                refused(() -> em.callWithConnection(connection -> 1));
            });
        }

        private void refused(ThrowingCallable asking) {
            assertThatThrownBy(asking)
                    .isInstanceOf(ShardingException.class)
                    .hasMessageStartingWith("MERIDIAN-085")
                    .hasMessageContaining("meridian.native-queries=primary");
        }
    }

    @Nested
    class ToThePrimary extends WeatherTest {

        @Override
        ShardedUnit.Builder configure(ShardedUnit.Builder builder) {
            return builder.property("meridian.native-queries", "primary");
        }

        @Test
        void unwrap_givesThePrimaryShardsConnection_alsoAfterOthersWereUsed() {
            store(tokyo, new WeatherLocation("North America", "New York"));
            with(em -> {
                em.getTransaction().begin();
                assertThat(city(em.unwrap(Connection.class))).isEqualTo("New York");
            });
            with(em -> {
                em.getTransaction().begin();
                em.createQuery("UPDATE WeatherLocation l SET l.population = 1 WHERE l.continent = 'Asia'")
                        .executeUpdate();
                assertThat(city(em.unwrap(Connection.class))).isEqualTo("New York");
            });
        }

        @Test
        void unwrap_isOfTheTransaction() {
            inTransaction(em -> {
                em.persist(new WeatherLocation("North America", "New York"));
                em.flush();
                assertThat(city(em.unwrap(Connection.class))).isEqualTo("New York");
            });
        }

        @Test
        void writesOfAnotherShard_besideAConnection_areRefusedAtCommit() {
            Consumer<EntityManager> work = em -> {
                em.persist(tokyo);
                em.flush();
                em.unwrap(Connection.class);
            };
            assertThatThrownBy(() -> inTransaction(work)).hasStackTraceContaining("MERIDIAN-016");
            assertThat(rows("asia", "WEATHER_LOCATION")).isZero();
        }

        @Test
        void runWithConnection_getsThePrimaryShards() {
            store(tokyo, new WeatherLocation("North America", "New York"));
            with(em -> {
                em.runWithConnection(
                        (Connection connection) -> assertThat(city(connection)).isEqualTo("New York"));
                assertThat(em.<Connection, String>callWithConnection(JdbcConnectionTest::city))
                        .isEqualTo("New York");
            });
        }
    }

    private static String city(Connection connection) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT CITY FROM WEATHER_LOCATION")) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
