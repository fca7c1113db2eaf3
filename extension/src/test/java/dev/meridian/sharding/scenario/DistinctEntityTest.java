package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.weather.Report;
import org.junit.jupiter.api.Test;

/** Entities that a DISTINCT selects are told apart by their keys. */
class DistinctEntityTest extends WeatherTest {

    @Test
    void entitiesOfAnOuterJoin_onOneShard_areAllReturned() {
        london.report(21);
        store(london);
        with(em -> assertThat(em.createQuery(
                                "SELECT DISTINCT r FROM WeatherLocation l LEFT JOIN l.reports r WHERE l.continent = 'Europe'",
                                Report.class)
                        .getResultList())
                .hasSize(2));
    }
}
