package dev.meridian.weather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.UserTransaction;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Seven cities on four continents and three reports, as an application inside Liberty sees them. */
@ExtendWith(ArquillianExtension.class)
class SeedScenarioIT {
    private static final LocalDateTime NOON = LocalDateTime.of(2026, 7, 15, 12, 0);

    @Inject
    EntityManager entityManager;

    @Inject
    UserTransaction transaction;

    @Inject
    Databases databases;

    private final WeatherLocation tokyo = new WeatherLocation("Asia", "Tokyo", "JP");
    private final WeatherLocation newYork = new WeatherLocation("North America", "New York", "US");
    private final WeatherLocation toronto = new WeatherLocation("North America", "Toronto", "CA");
    private final WeatherLocation london = new WeatherLocation("Europe", "London", "GB");
    private final WeatherLocation dublin = new WeatherLocation("Europe", "Dublin", "IE");
    private final WeatherLocation brasilia = new WeatherLocation("South America", "Brasilia", "BR");
    private final WeatherLocation quito = new WeatherLocation("South America", "Quito", "EC");

    @Deployment
    static WebArchive war() {
        return WeatherArchive.forTestsInside(Databases.class, StatementLog.class);
    }

    @BeforeEach
    void storeTheSeed() throws Exception {
        databases.clear();
        transaction.begin();
        report(tokyo, 80.0);
        report(newYork, 75.0);
        report(quito, 85.0);
        List.of(tokyo, newYork, toronto, london, dublin, brasilia, quito).forEach(entityManager::persist);
        transaction.commit();
        entityManager.getEntityManagerFactory().getCache().evictAll();
        // From here on each test reads in one transaction, and so in one persistence context.
        transaction.begin();
    }

    @AfterEach
    void end() throws Exception {
        transaction.rollback();
    }

    @Test
    void commit_ofSevenCitiesAndThreeReports_putsEachInItsShard() throws Exception {
        assertThat(databases.rows("WEATHER_LOCATION"))
                .isEqualTo(Map.of("north_america", 2, "asia", 1, "europe", 2, "south_america", 2));
        assertThat(databases.rows("REPORT")).isEqualTo(Map.of("north_america", 1, "asia", 1, "south_america", 1));
    }

    @Test
    void find_byPlainId_findsTheCityAndLoadsItsReportsFromItsShardAlone() {
        var found = entityManager.find(WeatherLocation.class, tokyo.getId());

        assertThat(found.getCity()).isEqualTo("Tokyo");
        var log = new StatementLog();
        assertThat(found.getReports()).extracting(Report::getTemperature).containsExactly(80.0);
        assertThat(log.perShard()).isEqualTo(Map.of("asia", 1L));
    }

    @Test
    void query_onOneContinent_asksItsShardAlone() {
        var log = new StatementLog();

        var cities = entityManager
                .createQuery("select l from WeatherLocation l where l.continent = :continent", WeatherLocation.class)
                .setParameter("continent", "North America")
                .getResultList();

        assertThat(cities).extracting(WeatherLocation::getCity).containsExactlyInAnyOrder("New York", "Toronto");
        assertThat(log.perShard()).isEqualTo(Map.of("north_america", 1L));
    }

    @Test
    void query_onTwoContinents_asksTheirShardsOnceEach() {
        var log = new StatementLog();

        var cities = entityManager
                .createQuery("select l from WeatherLocation l where l.continent in :continents", WeatherLocation.class)
                .setParameter("continents", List.of("Europe", "Asia"))
                .getResultList();

        assertThat(cities).extracting(WeatherLocation::getCity).containsExactlyInAnyOrder("Tokyo", "London", "Dublin");
        assertThat(log.perShard()).isEqualTo(Map.of("asia", 1L, "europe", 1L));
    }

    @Test
    void reports_ofOneIdInTwoShards_areTwoThings() {
        var sharding = Sharding.of(entityManager);
        var newYorks = onlyReport(newYork);
        var tokyos = onlyReport(tokyo);

        assertThat(sharding.keyOf(newYorks)).isEqualTo(ShardedKey.of("north_america", 1L));
        assertThat(sharding.keyOf(tokyos)).isEqualTo(ShardedKey.of("asia", 1L));
        assertThat(sharding.shardOf(newYorks)).isEqualTo("north_america");
        assertThat(sharding.shardOf(tokyos)).isEqualTo("asia");
        assertThat(newYorks).isNotSameAs(tokyos);
        assertThat(newYorks.getTemperature()).isEqualTo(75.0);
        assertThat(tokyos.getTemperature()).isEqualTo(80.0);
    }

    @Test
    void find_byShardedKey_asksThatShardAlone() {
        var log = new StatementLog();

        var found = entityManager.find(Report.class, ShardedKey.of("asia", 1L));

        assertThat(found.getTemperature()).isEqualTo(80.0);
        assertThat(log.perShard()).isEqualTo(Map.of("asia", 1L));
    }

    @Test
    void lazyLoad_ofAReportsCity_asksItsShardAlone() {
        var found = entityManager.find(Report.class, ShardedKey.of("asia", 1L));
        var log = new StatementLog();

        assertThat(found.getLocation().getCity()).isEqualTo("Tokyo");
        assertThat(log.perShard()).isEqualTo(Map.of("asia", 1L));
    }

    private Report onlyReport(WeatherLocation location) {
        return entityManager
                .find(WeatherLocation.class, location.getId())
                .getReports()
                .get(0);
    }

    private static void report(WeatherLocation location, double temperature) {
        location.getReports().add(new Report(location, temperature, NOON));
    }
}
