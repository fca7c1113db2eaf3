package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.ShardingCustomizer;
import dev.meridian.sharding.testkit.Serialised;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.Cache;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.annotations.CacheIsolationType;
import org.eclipse.persistence.config.QueryHints;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two rows with one id in two shards are two objects, whatever is done with them and however they are cached. */
@Tag("weaving")
class IdentityWalkTest {

    private static final ShardedKey ASIA_1 = ShardedKey.of("asia", 1L);
    private static final ShardedKey EUROPE_1 = ShardedKey.of("europe", 1L);

    @Nested
    class SoftWeak extends Walk {}

    @Nested
    class Full extends Walk {
        Full() {
            super("eclipselink.cache.type.default", "Full");
        }
    }

    @Nested
    class Soft extends Walk {
        Soft() {
            super("eclipselink.cache.type.default", "Soft");
        }
    }

    @Nested
    class Weak extends Walk {
        Weak() {
            super("eclipselink.cache.type.default", "Weak");
        }
    }

    @Nested
    class NotShared extends Walk {
        NotShared() {
            super("eclipselink.cache.shared.default", "false");
        }

        @Override
        boolean isShared() {
            return false;
        }
    }

    @Nested
    class Protected extends Walk {
        Protected() {
            super("eclipselink.session.customizer", isolating(CacheIsolationType.PROTECTED));
        }
    }

    @Nested
    class Isolated extends Walk {
        Isolated() {
            super("eclipselink.session.customizer", isolating(CacheIsolationType.ISOLATED));
        }

        @Override
        boolean isShared() {
            return false;
        }
    }

    private static SessionCustomizer isolating(CacheIsolationType isolation) {
        return (Session session) -> {
            session.getDescriptors().values().forEach(descriptor -> descriptor.setCacheIsolation(isolation));
            new ShardingCustomizer().customize(session);
        };
    }

    abstract static class Walk extends WeatherTest {

        private final Map<String, Object> properties;

        Walk() {
            properties = Map.of();
        }

        Walk(String property, Object value) {
            properties = Map.of(property, value);
        }

        boolean isShared() {
            return true;
        }

        @Override
        ShardedUnit.Builder configure(ShardedUnit.Builder builder) {
            properties.forEach(builder::property);
            return builder;
        }

        @BeforeEach
        void storeBoth() {
            store(tokyo, london);
        }

        @Test
        void queryFindAndReference_giveTheSameTwo() {
            with(em -> {
                List<Report> both =
                        em.createQuery("SELECT r FROM Report r", Report.class).getResultList();
                assertThat(unit.log().counts().values()).allMatch(count -> count <= 2);
                assertThat(both)
                        .extracting(report -> Sharding.of(em).keyOf(report))
                        .containsExactlyInAnyOrder(ASIA_1, EUROPE_1);
                unit.log().clear();
                for (Report report : both) {
                    ShardedKey key = Sharding.of(em).keyOf(report);
                    assertThat(em.contains(report)).isTrue();
                    assertThat(em.find(Report.class, key)).isSameAs(report);
                    assertThat(em.getReference(Report.class, key)).isSameAs(report);
                }
                assertThat(unit.log().counts()).isEmpty();
            });
        }

        @Test
        void lazyLoads_leadToTheOwnOnes() {
            with(em -> {
                Report asian = em.find(Report.class, ASIA_1);
                Report european = em.find(Report.class, EUROPE_1);
                assertThat(asian.getLocation().getCity()).isEqualTo("Tokyo");
                assertThat(european.getLocation().getCity()).isEqualTo("London");
                assertThat(asian.getLocation().getReports()).containsExactly(asian);
                assertThat(european.getLocation().getReports()).containsExactly(european);
            });
            assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 3, "europe", 3));
        }

        @Test
        void refreshAndLock_areOneStatementOnTheOwnShard() {
            with(em -> {
                em.getTransaction().begin();
                Report asian = em.find(Report.class, ASIA_1);
                Report european = em.find(Report.class, EUROPE_1);
                european.setTemperature(99);
                asian.setTemperature(98);
                unit.log().clear();
                em.refresh(european);
                assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
                assertThat(european.getTemperature()).isEqualTo(20);
                assertThat(asian.getTemperature()).isEqualTo(98);
                unit.log().clear();
                em.lock(asian, LockModeType.PESSIMISTIC_WRITE);
                assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 1));
            });
        }

        @Test
        void mergeOfDetached_isOfItsOwnRow() {
            Report asian = ask(em -> em.find(Report.class, ASIA_1));
            Report european = ask(em -> em.find(Report.class, EUROPE_1));
            european.setTemperature(7);
            unit.log().clear();
            inTransaction(em -> {
                Report merged = em.merge(european);
                assertThat(em.contains(european)).isFalse();
                assertThat(merged).isSameAs(em.find(Report.class, EUROPE_1));
                assertThat(em.find(Report.class, ASIA_1)).isNotSameAs(merged);
            });
            assertThat(temperatures()).isEqualTo(Map.of("asia", 20.0, "europe", 7.0));
            asian.setTemperature(8);
            inTransaction(em -> em.merge(asian));
            assertThat(temperatures()).isEqualTo(Map.of("asia", 8.0, "europe", 7.0));
        }

        @Test
        void mergeOfSerialisedCopy_withItsParent_isOfItsOwnRow() {
            for (ShardedKey key : List.of(ASIA_1, EUROPE_1)) {
                Report copy = Serialised.copy(ask(em -> {
                    Report found = em.find(Report.class, key);
                    found.getLocation().getCity();
                    return found;
                }));
                copy.setTemperature(-7);
                inTransaction(
                        em -> assertThat(Sharding.of(em).keyOf(em.merge(copy))).isEqualTo(key));
            }
            assertThat(temperatures()).isEqualTo(Map.of("asia", -7.0, "europe", -7.0));
        }

        @Test
        void mergeOfSerialisedCopy_withParentNotLoaded_isOfItsOwnRow() {
            Report copy = Serialised.copy(ask(em -> em.find(Report.class, EUROPE_1)));
            copy.setTemperature(-7);
            inTransaction(em -> em.merge(copy));
            assertThat(temperatures()).isEqualTo(Map.of("asia", 20.0, "europe", -7.0));
        }

        @Test
        void mergeOfSerialisedParent_mergesTheChildrenOfItsShard() {
            WeatherLocation copy = Serialised.copy(ask(em -> {
                WeatherLocation found = em.find(WeatherLocation.class, london.getId());
                assertThat(found.getReports()).hasSize(1);
                return found;
            }));
            copy.setPopulation(9);
            copy.getReports().get(0).setTemperature(-7);
            inTransaction(em -> em.merge(copy));
            assertThat(temperatures()).isEqualTo(Map.of("asia", 20.0, "europe", -7.0));
            assertThat(rows("europe", "WEATHER_LOCATION WHERE POPULATION = 9")).isOne();
        }

        @Test
        void mergeOfAFreshCopy_withoutParent_isRefusedAsAmbiguous() {
            Report fresh = new Report(null, 5);
            fresh.setId(1L);
            with(em -> {
                em.getTransaction().begin();
                assertThatThrownBy(() -> em.merge(fresh))
                        .hasStackTraceContaining("MERIDIAN-017")
                        .hasStackTraceContaining("asia, europe");
            });
        }

        @Test
        void mergeOfAFreshCopy_withManagedParent_isOfTheParentsShard() {
            inTransaction(em -> {
                Report fresh = new Report(em.find(WeatherLocation.class, london.getId()), 5);
                fresh.setId(1L);
                em.merge(fresh);
            });
            assertThat(temperatures()).isEqualTo(Map.of("asia", 20.0, "europe", 5.0));
        }

        @Test
        void mergeOfAFreshCopy_ofARemovedOne_isRefusedAsByEclipseLink() {
            with(em -> {
                em.getTransaction().begin();
                em.remove(em.find(Report.class, EUROPE_1));
                Report fresh = new Report(em.find(WeatherLocation.class, london.getId()), 5);
                fresh.setId(1L);
                assertThatThrownBy(() -> em.merge(fresh)).isInstanceOf(IllegalArgumentException.class);
            });
        }

        @Test
        void remove_removesOneRow_andItComesBackAfterARollback() {
            with(em -> {
                em.getTransaction().begin();
                Report european = em.find(Report.class, EUROPE_1);
                em.remove(european);
                assertThat(em.contains(european)).isFalse();
                assertThat(em.find(Report.class, EUROPE_1)).isNull();
                assertThat(em.find(Report.class, ASIA_1)).isNotNull();
                unit.log().clear();
                em.flush();
                assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
                em.getTransaction().rollback();
                assertThat(em.contains(european)).isFalse();
                assertThat(Sharding.of(em).keyOf(em.find(Report.class, EUROPE_1)))
                        .isEqualTo(EUROPE_1);
                assertThat(Sharding.of(em).keyOf(em.find(Report.class, ASIA_1))).isEqualTo(ASIA_1);
            });
            inTransaction(em -> em.remove(em.find(Report.class, ASIA_1)));
            assertThat(temperatures()).isEqualTo(Map.of("europe", 20.0));
        }

        @Test
        void change_rolledBack_leavesBothAsTheyWere() {
            with(em -> {
                em.getTransaction().begin();
                Report asian = em.find(Report.class, ASIA_1);
                asian.setTemperature(1);
                em.flush();
                em.getTransaction().rollback();
                assertThat(em.find(Report.class, ASIA_1).getTemperature()).isEqualTo(20);
                assertThat(em.find(Report.class, EUROPE_1).getTemperature()).isEqualTo(20);
                // What is detached by the rollback still knows its row.
                assertThat(Sharding.of(em).keyOf(asian)).isEqualTo(ASIA_1);
                em.getTransaction().begin();
                em.merge(asian);
                em.getTransaction().commit();
            });
            assertThat(temperatures()).isEqualTo(Map.of("asia", 1.0, "europe", 20.0));
        }

        @Test
        void cache_tellsTheTwoApart() {
            try (EntityManager em = unit.emf().createEntityManager()) {
                Report asian = em.find(Report.class, ASIA_1);
                Cache cache = unit.emf().getCache();
                assertThat(cache.contains(Report.class, ASIA_1)).isEqualTo(isShared());
                assertThat(cache.contains(Report.class, EUROPE_1)).isFalse();
                assertThat(cache.contains(Report.class, 1L)).isEqualTo(isShared());
                Report european = em.find(Report.class, EUROPE_1);
                assertThat(cache.contains(Report.class, EUROPE_1)).isEqualTo(isShared());
                cache.evict(Report.class, EUROPE_1);
                assertThat(cache.contains(Report.class, EUROPE_1)).isFalse();
                assertThat(cache.contains(Report.class, ASIA_1)).isEqualTo(isShared());
                cache.evict(Report.class, 1L);
                assertThat(cache.contains(Report.class, ASIA_1)).isFalse();
                assertThat(List.of(asian, european)).allMatch(em::contains);
            }
        }

        @Test
        void secondContext_readsFromTheSharedCache_orEachFromItsShard() {
            try (EntityManager first = unit.emf().createEntityManager()) {
                // Held, so that a weak cache keeps them.
                List<Report> held = List.of(first.find(Report.class, ASIA_1), first.find(Report.class, EUROPE_1));
                unit.log().clear();
                with(em -> {
                    for (ShardedKey key : List.of(ASIA_1, EUROPE_1)) {
                        Report found = em.find(Report.class, key);
                        assertThat(Sharding.of(em).keyOf(found)).isEqualTo(key);
                        assertThat(found.getLocation().getCity()).isEqualTo(key.equals(ASIA_1) ? "Tokyo" : "London");
                        assertThat(held).doesNotContain(found);
                    }
                });
                if (isShared()) {
                    assertThat(unit.log().counts().values()).allMatch(count -> count <= 1);
                } else {
                    assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 2, "europe", 2));
                }
            }
        }

        @Test
        void readOnly_givesTwoThatAreNotManaged() {
            with(em -> {
                List<Report> both = em.createQuery("SELECT r FROM Report r", Report.class)
                        .setHint(QueryHints.READ_ONLY, true)
                        .getResultList();
                assertThat(both)
                        .extracting(report -> Sharding.of(em).keyOf(report))
                        .containsExactlyInAnyOrder(ASIA_1, EUROPE_1);
                for (Report report : both) {
                    assertThat(em.contains(report)).isFalse();
                    String city = report.getLocation().getCity();
                    assertThat(city).isEqualTo(Sharding.of(em).shardOf(report).equals("asia") ? "Tokyo" : "London");
                }
            });
        }

        private Map<String, Double> temperatures() {
            forget();
            return ask(em -> {
                Map<String, Double> byShard = new java.util.TreeMap<>();
                em.createQuery("SELECT r FROM Report r", Report.class)
                        .getResultList()
                        .forEach(report -> byShard.put(Sharding.of(em).shardOf(report), report.getTemperature()));
                return byShard;
            });
        }
    }
}
