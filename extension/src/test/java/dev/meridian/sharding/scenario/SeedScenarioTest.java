package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scenario that the project started from, assertion by assertion. */
@Tag("weaving")
class SeedScenarioTest {

    enum Commits {
        ALL_AT_ONCE,
        SHARD_BY_SHARD
    }

    private final WeatherLocation tokyo = new WeatherLocation("Asia", "Tokyo");
    private final WeatherLocation newYork = new WeatherLocation("North America", "New York");
    private final WeatherLocation toronto = new WeatherLocation("North America", "Toronto");
    private final WeatherLocation london = new WeatherLocation("Europe", "London");
    private final WeatherLocation dublin = new WeatherLocation("Europe", "Dublin");
    private final WeatherLocation brasilia = new WeatherLocation("South America", "Brasilia");
    private final WeatherLocation quito = new WeatherLocation("South America", "Quito");

    private ShardedUnit unit;

    @AfterEach
    void closeUnit() {
        if (unit != null) {
            unit.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Commits.class)
    void sevenCities_threeReports_actAsInTheSeed(Commits commits) {
        play(DatabaseKind.DERBY, commits);
    }

    @ParameterizedTest
    @EnumSource(
            value = DatabaseKind.class,
            names = {"POSTGRESQL", "POSTGRESQL_ICU"})
    void sevenCities_onPostgreSql_actAsInTheSeed(DatabaseKind databases) {
        play(databases, Commits.ALL_AT_ONCE);
    }

    private void play(DatabaseKind databases, Commits commits) {
        unit = ShardedUnit.with(WeatherLocation.class, Report.class)
                .on(databases)
                .createTables()
                .property("meridian.cross-shard-writes", "best-effort")
                .open();
        store(commits);
        unit.emf().getCache().evictAll();
        unit.log().clear();

        findById_asksEveryShard_andLazyLoadOne();
        oneContinent_asksOneShard();
        twoContinents_askTwoShards();
        reportsWithOneId_areDifferentObjects();
    }

    private void store(Commits commits) {
        tokyo.report(80.0);
        newYork.report(75.0);
        quito.report(85.0);
        List<List<WeatherLocation>> byShard =
                List.of(List.of(tokyo), List.of(newYork, toronto), List.of(london, dublin), List.of(brasilia, quito));
        if (commits == Commits.SHARD_BY_SHARD) {
            byShard.forEach(cities -> inTransaction(em -> cities.forEach(em::persist)));
        } else {
            inTransaction(em -> byShard.forEach(cities -> cities.forEach(em::persist)));
        }
    }

    private void findById_asksEveryShard_andLazyLoadOne() {
        withEntityManager(em -> {
            WeatherLocation found = em.find(WeatherLocation.class, tokyo.getId());
            assertThat(found.getCity()).isEqualTo("Tokyo");
            assertThat(unit.log().counts())
                    .isEqualTo(Map.of("north_america", 1, "asia", 1, "europe", 1, "south_america", 1));
            unit.log().clear();
            assertThat(found.getReports()).hasSize(1);
            assertThat(found.getReports().get(0).getTemperature()).isEqualTo(80.0);
            assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 1));
        });
    }

    private void oneContinent_asksOneShard() {
        unit.log().clear();
        withEntityManager(em -> {
            List<WeatherLocation> cities = em.createQuery(
                            "SELECT l FROM WeatherLocation l WHERE l.continent = 'North America'",
                            WeatherLocation.class)
                    .getResultList();
            assertThat(cities).extracting(WeatherLocation::getCity).containsExactlyInAnyOrder("New York", "Toronto");
            assertThat(unit.log().counts()).isEqualTo(Map.of("north_america", 1));
        });
    }

    private void twoContinents_askTwoShards() {
        unit.log().clear();
        withEntityManager(em -> {
            List<WeatherLocation> cities = em.createQuery(
                            "SELECT l FROM WeatherLocation l WHERE l.continent IN :continents", WeatherLocation.class)
                    .setParameter("continents", List.of("Europe", "Asia"))
                    .getResultList();
            assertThat(cities)
                    .extracting(WeatherLocation::getCity)
                    .containsExactlyInAnyOrder("Tokyo", "London", "Dublin");
            assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 1, "europe", 1));
        });
    }

    private void reportsWithOneId_areDifferentObjects() {
        withEntityManager(em -> {
            Sharding sharding = Sharding.of(em);
            Report newYorkReport =
                    em.find(WeatherLocation.class, newYork.getId()).getReports().get(0);
            Report tokyoReport =
                    em.find(WeatherLocation.class, tokyo.getId()).getReports().get(0);
            assertThat(sharding.keyOf(newYorkReport)).isEqualTo(ShardedKey.of("north_america", 1L));
            assertThat(sharding.keyOf(tokyoReport)).isEqualTo(ShardedKey.of("asia", 1L));
            assertThat(sharding.shardOf(newYorkReport)).isEqualTo("north_america");
            assertThat(sharding.shardOf(tokyoReport)).isEqualTo("asia");
            assertThat(em.find(Report.class, ShardedKey.of("asia", 1L))).isSameAs(tokyoReport);
            assertThat(em.find(Report.class, ShardedKey.of("north_america", 1L)))
                    .isSameAs(newYorkReport);
        });
    }

    private void inTransaction(Consumer<EntityManager> work) {
        withEntityManager(em -> {
            em.getTransaction().begin();
            work.accept(em);
            em.getTransaction().commit();
        });
    }

    private void withEntityManager(Consumer<EntityManager> work) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            work.accept(em);
        }
    }
}
