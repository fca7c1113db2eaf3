package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardingHints;
import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A unit that forbids native SQL: what Meridian asks the databases for itself is not the application's. */
class NativeForbiddenTest {

    @ParameterizedTest
    @EnumSource(
            value = DatabaseKind.class,
            names = {"DERBY", "POSTGRESQL_ICU"})
    void queries_thatNeedToKnowTheCollation_areAnswered(DatabaseKind kind) {
        try (BesideOneDatabase both = new BesideOneDatabase(
                kind,
                unit -> unit.property("eclipselink.jdbc.allow-native-sql-queries", "false"),
                WeatherLocation.class,
                Report.class)) {
            both.write(em -> {
                em.persist(new WeatherLocation("Asia", "osaka"));
                em.persist(new WeatherLocation("Asia", "Tokyo"));
                em.persist(new WeatherLocation("Europe", "Oslo"));
                em.persist(new WeatherLocation("Africa", "Accra"));
            });
            assertThat(both.ask("SELECT l.city FROM WeatherLocation l ORDER BY l.city"))
                    .hasSize(4);
            assertThat(both.ask("SELECT MAX(l.city), COUNT(l) FROM WeatherLocation l"))
                    .hasSize(1);
            try (EntityManager em = both.sharded().emf().createEntityManager()) {
                assertThatThrownBy(() -> em.createNativeQuery("SELECT CITY FROM WEATHER_LOCATION")
                                .setHint(ShardingHints.SHARD, "asia")
                                .getResultList())
                        .hasMessageContaining("Native SQL queries have been disabled");
            }
        }
    }
}
