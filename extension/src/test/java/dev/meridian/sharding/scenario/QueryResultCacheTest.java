package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.ShardingHints;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.config.QueryHints;
import org.eclipse.persistence.jpa.JpaCache;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Results of named queries that are kept: Tokyo and London, with one report each, both with the id 1. */
class QueryResultCacheTest {

    @Nested
    @Tag("weaving")
    class Kept extends WeatherTest {

        @BeforeEach
        void storeBoth() {
            store(tokyo, london);
            keep("all", "SELECT r FROM Report r");
            keep("of", "SELECT r FROM Report r WHERE r.location.continent = :continent");
            keep("count", "SELECT COUNT(l), MAX(l.city) FROM WeatherLocation l");
            keep("cities", "SELECT l.city FROM WeatherLocation l WHERE l.city LIKE :like ORDER BY l.city DESC");
            keep("same", "SELECT r.location.city FROM Report r WHERE r = :report");
            try (EntityManager em = unit.emf().createEntityManager()) {
                Query sql = em.createNativeQuery("SELECT CITY FROM WEATHER_LOCATION");
                sql.setHint(QueryHints.QUERY_RESULTS_CACHE, true);
                unit.emf().addNamedQuery("sql", sql);
            }
            unit.emf().getCache().unwrap(JpaCache.class).clearQueryCache();
        }

        @Test
        void scatter_againIsAnsweredWithoutSql_inTheSameOrder() {
            List<ShardedKey> first = all();
            assertThat(unit.log().counts().keySet()).contains("asia", "europe", "north_america", "south_america");
            unit.log().clear();
            assertThat(all())
                    .isEqualTo(first)
                    .containsExactlyInAnyOrder(ShardedKey.of("asia", 1L), ShardedKey.of("europe", 1L));
            assertThat(unit.log().counts()).isEmpty();
        }

        @Test
        void parameters_tellResultsApart() {
            for (int turn = 0; turn < 2; turn++) {
                unit.log().clear();
                assertThat(of("Asia")).containsExactly(ShardedKey.of("asia", 1L));
                assertThat(of("Europe")).containsExactly(ShardedKey.of("europe", 1L));
                assertThat(of("Atlantis")).isEmpty();
                if (turn == 1) {
                    assertThat(unit.log().counts()).isEmpty();
                }
            }
        }

        @Test
        void gatheredRows_areKept() {
            for (int turn = 0; turn < 2; turn++) {
                unit.log().clear();
                with(em -> {
                    assertThat(em.createNamedQuery("count", Object[].class).getSingleResult())
                            .containsExactly(2L, "Tokyo");
                    assertThat(em.createNamedQuery("cities", String.class)
                                    .setParameter("like", "%o%")
                                    .getResultList())
                            .containsExactly("Tokyo", "London");
                });
                assertThat(unit.log().counts().isEmpty()).isEqualTo(turn == 1);
            }
        }

        @Test
        void pins_tellResultsApart() {
            for (int turn = 0; turn < 2; turn++) {
                assertThat(pinned("asia")).containsExactly(ShardedKey.of("asia", 1L));
                assertThat(pinned("europe")).containsExactly(ShardedKey.of("europe", 1L));
                assertThat(pinned("north_america")).isEmpty();
                assertThat(all()).hasSize(2);
            }
        }

        @Test
        void pins_tellResultsOfNativeQueriesApart() {
            for (int turn = 0; turn < 2; turn++) {
                assertThat(nativeOn("asia")).isEqualTo(List.of("Tokyo"));
                assertThat(nativeOn("europe")).isEqualTo(List.of("London"));
            }
        }

        @Test
        void entityParameters_tellResultsApart() {
            with(em -> {
                Report asian = em.find(Report.class, ShardedKey.of("asia", 1L));
                Report european = em.find(Report.class, ShardedKey.of("europe", 1L));
                for (int turn = 0; turn < 2; turn++) {
                    assertThat(cityOf(em, asian)).isEqualTo("Tokyo");
                    assertThat(cityOf(em, european)).isEqualTo("London");
                }
            });
        }

        @Test
        void change_ofAnObject_invalidates() {
            assertThat(of("Asia")).hasSize(1);
            inTransaction(em -> em.persist(new Report(em.find(WeatherLocation.class, tokyo.getId()), 3)));
            assertThat(of("Asia")).hasSize(2);
            inTransaction(em -> em.remove(em.find(Report.class, ShardedKey.of("asia", 1L))));
            assertThat(of("Asia")).containsExactly(ShardedKey.of("asia", 2L));
        }

        @Test
        void change_inOtherTransactionThatIsRolledBack_isNotKept() {
            with(em -> {
                em.getTransaction().begin();
                em.persist(new Report(em.find(WeatherLocation.class, tokyo.getId()), 3));
                em.flush();
                em.getTransaction().rollback();
            });
            assertThat(of("Asia")).hasSize(1);
        }

        private void keep(String name, String jpql) {
            try (EntityManager em = unit.emf().createEntityManager()) {
                Query query = em.createQuery(jpql);
                query.setHint(QueryHints.QUERY_RESULTS_CACHE, true);
                // EclipseLink takes results that are kept for entities to be managed, unless it is told otherwise.
                query.setHint(QueryHints.READ_ONLY, !jpql.startsWith("SELECT r FROM"));
                unit.emf().addNamedQuery(name, query);
            }
        }

        private List<ShardedKey> all() {
            return ask(em -> keys(em, em.createNamedQuery("all", Report.class)));
        }

        private List<ShardedKey> of(String continent) {
            return ask(em -> keys(em, em.createNamedQuery("of", Report.class).setParameter("continent", continent)));
        }

        private List<ShardedKey> pinned(String shard) {
            return ask(em -> keys(em, em.createNamedQuery("all", Report.class).setHint(ShardingHints.SHARD, shard)));
        }

        private List<?> nativeOn(String shard) {
            return ask(em -> em.createNamedQuery("sql")
                    .setHint(ShardingHints.SHARD, shard)
                    .getResultList());
        }

        private static String cityOf(EntityManager em, Report report) {
            return em.createNamedQuery("same", String.class)
                    .setParameter("report", report)
                    .getSingleResult();
        }

        private static List<ShardedKey> keys(EntityManager em, TypedQuery<Report> query) {
            return query.getResultList().stream()
                    .map(report -> Sharding.of(em).keyOf(report))
                    .toList();
        }
    }

    @Nested
    class NotShared extends WeatherTest {

        @Override
        ShardedUnit.Builder configure(ShardedUnit.Builder builder) {
            return builder.property("eclipselink.cache.shared.default", "false");
        }

        @Test
        void results_ofWhatIsNotShared_areRefused() {
            with(em -> {
                assertThatThrownBy(() -> em.createQuery("SELECT l FROM WeatherLocation l")
                                .setHint(QueryHints.QUERY_RESULTS_CACHE, true)
                                .getResultList())
                        .hasMessageStartingWith("MERIDIAN-023");
                assertThatThrownBy(() -> em.createNativeQuery("SELECT CITY FROM WEATHER_LOCATION")
                                .setHint(ShardingHints.SHARD, "asia")
                                .setHint(QueryHints.QUERY_RESULTS_CACHE, true)
                                .getResultList())
                        .hasMessageStartingWith("MERIDIAN-023");
                assertThat(unit.log().counts()).isEqualTo(Map.of());
            });
        }
    }
}
