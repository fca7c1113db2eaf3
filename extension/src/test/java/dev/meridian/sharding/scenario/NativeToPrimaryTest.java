package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.ShardingHints;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import java.sql.SQLException;
import java.util.Map;
import org.eclipse.persistence.queries.ValueReadQuery;
import org.eclipse.persistence.sessions.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code meridian.native-queries=primary} does: New York is on the primary shard, Tokyo is not. */
@Tag("weaving")
class NativeToPrimaryTest extends WeatherTest {

    private WeatherLocation newYork;

    @Override
    ShardedUnit.Builder configure(ShardedUnit.Builder builder) {
        return builder.mappingFiles("META-INF/native-orm.xml").property("meridian.native-queries", "primary");
    }

    @BeforeAll
    void createProcedures() throws SQLException {
        Procedures.create(unit);
    }

    @AfterAll
    void dropProcedures() throws SQLException {
        Procedures.drop(unit);
    }

    @BeforeEach
    void store() {
        newYork = new WeatherLocation("North America", "New York");
        store(tokyo, newYork);
    }

    @Test
    void queries_thatAreNotPinned_seeThePrimaryShardAlone() {
        with(em -> {
            assertThat(em.createNativeQuery("SELECT CITY FROM WEATHER_LOCATION").getSingleResult())
                    .isEqualTo("New York");
            assertThat(em.createNamedQuery("cities").getSingleResult()).isEqualTo("New York");
        });
        assertThat(unit.log().counts()).isEqualTo(Map.of("north_america", 2));
    }

    @Test
    void queries_throughEclipseLinksSession_seeThePrimaryShardAlone() {
        ValueReadQuery city = new ValueReadQuery("SELECT CITY FROM WEATHER_LOCATION");
        with(em -> assertThat(em.unwrap(Session.class).executeQuery(city)).isEqualTo("New York"));
        inTransaction(
                em -> assertThat(em.unwrap(Session.class).executeQuery(city)).isEqualTo("New York"));
        assertThat(unit.log().counts()).isEqualTo(Map.of("north_america", 2));
    }

    @Test
    void entities_ofQueriesThatAreNotPinned_bearThePrimaryShard() {
        ShardedKey key = ShardedKey.of("north_america", 1L);
        with(em -> {
            Sharding sharding = Sharding.of(em);
            assertThat(sharding.keyOf(em.createNamedQuery("reports").getSingleResult()))
                    .isEqualTo(key);
            Object[] row = (Object[]) em.createNativeQuery(
                            "SELECT r.*, l.CITY FROM REPORT r JOIN WEATHER_LOCATION l ON r.LOCATION_ID = l.ID",
                            "reportWithCity")
                    .getSingleResult();
            assertThat(sharding.keyOf(row[0])).isEqualTo(key);
            assertThat(sharding.keyOf(em.createStoredProcedureQuery("ALL_REPORTS", Report.class)
                            .getSingleResult()))
                    .isEqualTo(key);
            assertThat(em.find(Report.class, key)).isSameAs(row[0]);
        });
    }

    @Test
    void statements_thatAreNotPinned_writeToThePrimaryShard() {
        inTransaction(em -> {
            assertThat(em.createNativeQuery("UPDATE REPORT SET TEMPERATURE = 3").executeUpdate())
                    .isEqualTo(1);
            Procedures.warm(em).execute();
        });

        with(em -> {
            assertThat(em.find(Report.class, ShardedKey.of("north_america", 1L)).getTemperature())
                    .isEqualTo(8);
            assertThat(em.find(Report.class, ShardedKey.of("asia", 1L)).getTemperature())
                    .isEqualTo(20);
        });
    }

    @Test
    void queries_thatArePinned_runOnTheirShard() {
        with(em -> assertThat(em.createNativeQuery("SELECT CITY FROM WEATHER_LOCATION")
                        .setHint(ShardingHints.SHARD, "asia")
                        .getSingleResult())
                .isEqualTo("Tokyo"));
    }

    @Test
    void explain_tellsWhyItIsThePrimaryShard() {
        with(em -> assertThat(Sharding.of(em)
                        .explain(em.createNativeQuery("SELECT CITY FROM WEATHER_LOCATION"))
                        .toString())
                .isEqualTo("north_america: native queries go to the primary shard"));
    }
}
