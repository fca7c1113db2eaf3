package dev.meridian.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.UserTransaction;
import java.time.LocalDateTime;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A city that changes its continent moves over XA data sources, in a transaction that the application began. */
@ExtendWith(ArquillianExtension.class)
class MoveIT {
    @Inject
    EntityManager entityManager;

    @Inject
    UserTransaction transaction;

    @Inject
    Databases databases;

    private final WeatherLocation tokyo = new WeatherLocation("Asia", "Tokyo", "JP");
    private final Forecast warm = new Forecast(tokyo, 30);
    private final Forecast cold = new Forecast(tokyo, -5);

    @Deployment
    static WebArchive war() {
        return WeatherArchive.withEntity(
                WeatherArchive.forTestsInside(Databases.class, StatementLog.class), Forecast.class);
    }

    @BeforeEach
    void store() throws Exception {
        databases.clear();
        databases.empty("FORECAST");
        transaction.begin();
        entityManager.persist(tokyo);
        entityManager.persist(warm);
        entityManager.persist(cold);
        transaction.commit();
        entityManager.getEntityManagerFactory().getCache().evictAll();
    }

    @Test
    void commit_movesTheCityAndWhatIsStoredWithIt_idsAndAll() throws Exception {
        transaction.begin();
        var found = entityManager.find(WeatherLocation.class, tokyo.getId());
        found.setContinent("Europe");
        entityManager.flush();
        assertThat(Sharding.of(entityManager).shardOf(found)).isEqualTo("europe");
        transaction.commit();

        assertThat(databases.rows("WEATHER_LOCATION")).isEqualTo(Map.of("europe", 1));
        assertThat(databases.rows("FORECAST")).isEqualTo(Map.of("europe", 2));
        var log = new StatementLog();
        assertThat(entityManager
                        .find(Forecast.class, ShardedKey.of("europe", warm.getId()))
                        .getTemperature())
                .isEqualTo(30);
        assertThat(entityManager
                        .createQuery(
                                "select f.id from Forecast f where f.location.continent = 'Europe' order by f.temperature",
                                Long.class)
                        .getResultList())
                .containsExactly(cold.getId(), warm.getId());
        assertThat(log.perShard()).containsOnlyKeys("europe");
        assertThat(entityManager.find(WeatherLocation.class, tokyo.getId()).getContinent())
                .isEqualTo("Europe");
    }

    @Test
    void rollback_afterTheFlush_leavesAllWhereItWas() throws Exception {
        transaction.begin();
        var found = entityManager.find(WeatherLocation.class, tokyo.getId());
        found.setContinent("Europe");
        entityManager.flush();
        transaction.rollback();

        assertThat(databases.rows("WEATHER_LOCATION")).isEqualTo(Map.of("asia", 1));
        assertThat(databases.rows("FORECAST")).isEqualTo(Map.of("asia", 2));
        assertThat(Sharding.of(entityManager).shardOf(found)).isEqualTo("asia");
        assertThat(entityManager.find(WeatherLocation.class, tokyo.getId()).getContinent())
                .isEqualTo("Asia");
        assertThat(entityManager
                        .find(Forecast.class, ShardedKey.of("asia", cold.getId()))
                        .getTemperature())
                .isEqualTo(-5);
    }

    @Test
    void city_withReports_whoseIdsAreTheirShards_stays() throws Exception {
        transaction.begin();
        entityManager.persist(new Report(
                entityManager.find(WeatherLocation.class, tokyo.getId()), 20, LocalDateTime.of(2026, 7, 15, 12, 0)));
        transaction.commit();

        transaction.begin();
        entityManager.find(WeatherLocation.class, tokyo.getId()).setContinent("Europe");
        assertThatThrownBy(entityManager::flush)
                .hasStackTraceContaining(
                        "MERIDIAN-090 Cannot move WeatherLocation from the shard asia to europe: Report has shard-local ids");
        transaction.rollback();

        assertThat(databases.rows("WEATHER_LOCATION")).isEqualTo(Map.of("asia", 1));
        assertThat(databases.rows("REPORT")).isEqualTo(Map.of("asia", 1));
        assertThat(databases.rows("FORECAST")).isEqualTo(Map.of("asia", 2));
    }
}
