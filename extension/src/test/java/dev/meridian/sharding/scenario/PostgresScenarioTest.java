package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What does not depend on the database does not depend on Derby. */
class PostgresScenarioTest extends WeatherTest {

    @Override
    ShardedUnit.Builder configure(ShardedUnit.Builder builder) {
        return builder.on(DatabaseKind.POSTGRESQL);
    }

    @Test
    void ids_fromATable_areUniqueOverShards_andTheChildrensRepeat() {
        store(tokyo, london);

        assertThat(tokyo.getId()).isNotEqualTo(london.getId());
        with(em -> {
            assertThat(em.find(Report.class, ShardedKey.of("asia", 1L))
                            .getLocation()
                            .getCity())
                    .isEqualTo("Tokyo");
            assertThat(em.find(Report.class, ShardedKey.of("europe", 1L))
                            .getLocation()
                            .getCity())
                    .isEqualTo("London");
        });
    }

    @Test
    void persist_writesToTheShardAlone() {
        inTransaction(em -> {
            tokyo.report(20);
            em.persist(tokyo);
        });

        assertThat(rows("asia", "WEATHER_LOCATION")).isEqualTo(1);
        assertThat(rows("asia", "REPORT")).isEqualTo(1);
        assertThat(rows("north_america", "WEATHER_LOCATION")).isZero();
    }

    @Test
    void find_byPlainId_asksEveryShard() {
        store(tokyo);

        with(em -> {
            WeatherLocation found = em.find(WeatherLocation.class, tokyo.getId());
            assertThat(Sharding.of(em).shardOf(found)).isEqualTo("asia");
        });

        assertThat(unit.log().counts())
                .isEqualTo(Map.of("north_america", 1, "asia", 1, "europe", 1, "south_america", 1));
    }

    @Test
    void query_byParentsKey_asksOneShard() {
        store(tokyo, london);

        with(em -> assertThat(
                        em.createQuery("SELECT r.id FROM Report r WHERE r.location.continent = :continent", Long.class)
                                .setParameter("continent", "Asia")
                                .getResultList())
                .containsExactly(1L));

        assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 1));
    }

    @Test
    void remove_deletesInTheShard() {
        store(tokyo, london);

        inTransaction(em -> em.remove(em.find(WeatherLocation.class, tokyo.getId())));

        assertThat(rows("asia", "WEATHER_LOCATION")).isZero();
        assertThat(rows("asia", "REPORT")).isZero();
        assertThat(rows("europe", "WEATHER_LOCATION")).isEqualTo(1);
    }
}
