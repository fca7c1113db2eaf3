package dev.meridian.weather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.UserTransaction;
import java.util.Map;
import java.util.Objects;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Transactions over several shards, begun by the application. */
@ExtendWith(ArquillianExtension.class)
class TransactionIT {
    @Inject
    EntityManager entityManager;

    @Inject
    UserTransaction transaction;

    @Inject
    Databases databases;

    @Deployment
    static WebArchive war() {
        return WeatherArchive.forTestsInside(Databases.class, StatementLog.class);
    }

    @BeforeEach
    void clear() throws Exception {
        databases.clear();
    }

    @Test
    void rollback_overTwoShards_leavesNothing() throws Exception {
        transaction.begin();
        entityManager.persist(new WeatherLocation("Asia", "Tokyo", "JP"));
        entityManager.persist(new WeatherLocation("Europe", "London", "GB"));
        entityManager.flush();
        transaction.rollback();

        assertThat(databases.rows("WEATHER_LOCATION")).isEmpty();
    }

    @Test
    void commit_overTwoShards_isInBoth() throws Exception {
        transaction.begin();
        entityManager.persist(new WeatherLocation("Asia", "Tokyo", "JP"));
        entityManager.persist(new WeatherLocation("Europe", "London", "GB"));
        transaction.commit();

        assertThat(databases.rows("WEATHER_LOCATION")).isEqualTo(Map.of("asia", 1, "europe", 1));
    }

    @Test
    void scatter_beforeAnyFlush_seesWhatPlainJdbcWroteInTheTransaction() throws Exception {
        transaction.begin();
        databases.insertInAsia(1_000_000, "Osaka");
        var log = new StatementLog();

        var cities = entityManager
                .createQuery("select l from WeatherLocation l", WeatherLocation.class)
                .getResultList();

        assertThat(cities).extracting(WeatherLocation::getCity).containsExactly("Osaka");
        assertThat(log.perShard())
                .isEqualTo(Map.of("north_america", 1L, "asia", 1L, "europe", 1L, "south_america", 1L));
        transaction.rollback();
        assertThat(databases.rows("WEATHER_LOCATION")).isEmpty();
    }

    @Test
    void schemaDropAndCreate_inATransactionThatRollsBack_areDoneAllTheSame() throws Exception {
        transaction.begin();
        entityManager.persist(new WeatherLocation("Asia", "Tokyo", "JP"));
        entityManager.persist(new WeatherLocation("Europe", "London", "GB"));
        transaction.commit();
        var schema = entityManager.getEntityManagerFactory().getSchemaManager();

        transaction.begin();
        schema.drop(true);
        schema.create(true);
        transaction.rollback();

        assertThat(databases.rows("WEATHER_LOCATION")).isEmpty();
    }

    @Test
    void sharding_ofTheInjectedEntityManager_answersInsideAndOutsideATransaction() throws Exception {
        var tokyo = new WeatherLocation("Asia", "Tokyo", "JP");
        transaction.begin();
        entityManager.persist(tokyo);
        assertThat(Sharding.of(entityManager).shardOf(tokyo)).isEqualTo("asia");
        transaction.commit();

        var sharding = Sharding.of(entityManager);
        assertThat(sharding.shards()).containsExactly("north_america", "asia", "europe", "south_america");
        assertThat(sharding.shardOf(tokyo)).isEqualTo("asia");
        assertThat(sharding.keyOf(tokyo)).isEqualTo(ShardedKey.of("asia", Objects.requireNonNull(tokyo.getId())));
        var found = entityManager.find(WeatherLocation.class, tokyo.getId());
        assertThat(sharding.shardOf(found)).isEqualTo("asia");
    }

    @Test
    void scatter_outsideATransaction_asksEachShardOnce() throws Exception {
        transaction.begin();
        entityManager.persist(new WeatherLocation("Asia", "Tokyo", "JP"));
        entityManager.persist(new WeatherLocation("Europe", "London", "GB"));
        transaction.commit();
        var log = new StatementLog();

        var cities = entityManager
                .createQuery("select l from WeatherLocation l", WeatherLocation.class)
                .getResultList();

        assertThat(cities).extracting(WeatherLocation::getCity).containsExactlyInAnyOrder("Tokyo", "London");
        assertThat(log.perShard())
                .isEqualTo(Map.of("north_america", 1L, "asia", 1L, "europe", 1L, "south_america", 1L));
    }
}
