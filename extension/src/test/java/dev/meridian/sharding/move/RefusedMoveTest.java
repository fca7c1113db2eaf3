package dev.meridian.sharding.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.jta.Transactions;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.Test;

/** Ids that may repeat between shards do not move. */
class RefusedMoveTest {

    @Test
    void keyChange_withChildrenOfLocalIds_isRefused_withoutThemItMoves() throws Exception {
        try (ShardedUnit unit = ShardedUnit.with(WeatherLocation.class, Report.class)
                .jta()
                .createTables()
                .open()) {
            WeatherLocation bare = new WeatherLocation("Asia", "Osaka");
            WeatherLocation reported = new WeatherLocation("Asia", "Tokyo");
            reported.report(20);
            in(unit, em -> {
                em.persist(bare);
                em.persist(reported);
            });
            assertThatThrownBy(() -> in(unit, em -> {
                        em.find(WeatherLocation.class, reported.getId()).setContinent("Europe");
                        em.flush();
                    }))
                    .hasStackTraceContaining("MERIDIAN-090 Cannot move WeatherLocation from the shard asia to europe:"
                            + " Report has shard-local ids");
            in(unit, em -> em.find(WeatherLocation.class, bare.getId()).setContinent("Europe"));
            try (EntityManager em = unit.emf().createEntityManager()) {
                assertThat(em.createQuery(
                                        "SELECT l.city FROM WeatherLocation l WHERE l.continent = 'Europe'",
                                        String.class)
                                .getResultList())
                        .containsExactly("Osaka");
                assertThat(em.createQuery(
                                        "SELECT l.city FROM WeatherLocation l WHERE l.continent = 'Asia'", String.class)
                                .getResultList())
                        .containsExactly("Tokyo");
            }
        } finally {
            Transactions.end();
        }
    }

    private static void in(ShardedUnit unit, MoveScenario.Work work) throws Exception {
        Transactions.in(() -> {
            try (EntityManager em = unit.emf().createEntityManager()) {
                work.with(em);
            }
            return 0;
        });
    }
}
