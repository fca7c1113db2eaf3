package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.ShardingHints;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.NonUniqueResultException;
import jakarta.persistence.TypedQuery;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.config.CacheUsage;
import org.eclipse.persistence.config.QueryHints;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Which row an object stands for, in the persistence context, in the shared cache, and detached. */
@Tag("weaving")
class IdentityTest extends WeatherTest {

    private static final ShardedKey ASIA_1 = ShardedKey.of("asia", 1L);
    private static final ShardedKey EUROPE_1 = ShardedKey.of("europe", 1L);

    @Test
    void find_sameIdInTwoShards_twoObjectsInOneContext() {
        store(tokyo, london);
        with(em -> {
            Report asian = em.find(Report.class, ASIA_1);
            Report european = em.find(Report.class, EUROPE_1);
            assertThat(asian).isNotSameAs(european);
            assertThat(asian.getLocation().getCity()).isEqualTo("Tokyo");
            assertThat(european.getLocation().getCity()).isEqualTo("London");
            assertThat(em.find(Report.class, ASIA_1)).isSameAs(asian);
        });
    }

    @Test
    void find_sameIdInTwoShards_bothComeFromTheSharedCache() {
        store(tokyo, london);
        with(em -> {
            em.find(Report.class, ASIA_1);
            em.find(Report.class, EUROPE_1);
        });
        unit.log().clear();
        with(em -> {
            assertThat(Sharding.of(em).shardOf(em.find(Report.class, ASIA_1))).isEqualTo("asia");
            assertThat(Sharding.of(em).shardOf(em.find(Report.class, EUROPE_1))).isEqualTo("europe");
        });
        assertThat(unit.log().counts()).isEmpty();
    }

    @Test
    void find_shardedKey_asksOneShard() {
        store(tokyo, london);
        with(em -> assertThat(em.find(WeatherLocation.class, ShardedKey.of("europe", london.getId())))
                .isNotNull());
        assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
    }

    @Test
    void find_shardedKeyOfOtherNumberType_isConverted() {
        store(tokyo);
        with(em -> {
            Report report = em.find(Report.class, ShardedKey.of("asia", 1));
            assertThat(Sharding.of(em).keyOf(report)).isEqualTo(ASIA_1);
        });
    }

    @Test
    void find_shardedKeyWithAnIdOfAnotherType_isAWrongArgumentAsWithAPlainId() {
        store(tokyo);
        with(em -> {
            assertThatThrownBy(() -> em.find(Report.class, "one")).isInstanceOf(IllegalArgumentException.class);
            unit.log().clear();
            for (Object wrong : List.of("one", LocalDate.of(2020, 1, 1), List.of(1L, 2L))) {
                assertThatThrownBy(() -> em.find(Report.class, ShardedKey.of("asia", wrong)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("MERIDIAN-121 Cannot find Report by this ShardedKey: its id is ")
                        .hasMessageContaining("the entity's ids are of the type Long")
                        .hasCauseInstanceOf(ShardingException.class);
            }
            assertThatThrownBy(() -> em.getReference(Report.class, ShardedKey.of("asia", "one")))
                    .hasStackTraceContaining("MERIDIAN-121");
            assertThatThrownBy(() -> unit.emf().getCache().contains(Report.class, ShardedKey.of("asia", "one")))
                    .hasStackTraceContaining("MERIDIAN-121");
        });
        assertThat(unit.log().counts()).isEmpty();
    }

    @Test
    void find_primaryShardByEclipseLinksName_isTheSameObject() {
        store(new WeatherLocation("North America", "New York"));
        with(em -> assertThat(em.find(Report.class, ShardedKey.of("default", 1L)))
                .isNotNull()
                .isSameAs(em.find(Report.class, ShardedKey.of("north_america", 1L))));
    }

    @Test
    void find_unknownShard_isRefused() {
        with(em -> assertThatThrownBy(() -> em.find(Report.class, ShardedKey.of("atlantis", 1L)))
                .hasStackTraceContaining("MERIDIAN-018 There is no shard atlantis"));
    }

    @Test
    void find_shardLocalIdInTwoShards_isRefused() {
        store(tokyo, london);
        with(em -> assertThatThrownBy(() -> em.find(Report.class, 1L))
                .isInstanceOf(ShardingException.class)
                .hasMessageContaining("MERIDIAN-017")
                .hasMessageContaining("asia, europe"));
    }

    @Test
    void find_shardLocalIdInTwoShardsOneInTheContext_isRefused() {
        store(tokyo, london);
        with(em -> {
            em.find(Report.class, ASIA_1);
            assertThatThrownBy(() -> em.find(Report.class, 1L)).hasMessageContaining("MERIDIAN-017");
        });
    }

    @Test
    void query_byShardLocalIdInTwoShards_findsBoth() {
        store(tokyo, london);
        with(em -> {
            TypedQuery<Report> byId = em.createQuery("SELECT r FROM Report r WHERE r.id = :id", Report.class)
                    .setParameter("id", 1L);
            assertThat(byId.getResultList())
                    .extracting(report -> Sharding.of(em).keyOf(report))
                    .containsExactly(ASIA_1, EUROPE_1);
            assertThatThrownBy(byId::getSingleResult).isInstanceOf(NonUniqueResultException.class);
            byId.setHint(QueryHints.CACHE_USAGE, CacheUsage.CheckCacheByExactPrimaryKey);
            assertThatThrownBy(byId::getSingleResult).hasMessageStartingWith("MERIDIAN-017");
            unit.log().clear();
            assertThat(em.createQuery(
                                    "SELECT r FROM Report r WHERE r.id = 1 AND r.location.continent = 'Europe'",
                                    Report.class)
                            .getSingleResult())
                    .isSameAs(em.find(Report.class, EUROPE_1));
            assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
        });
    }

    @Test
    void find_shardLocalIdInOneShard_isFound() {
        store(tokyo);
        with(em ->
                assertThat(Sharding.of(em).shardOf(em.find(Report.class, 1L))).isEqualTo("asia"));
    }

    @Test
    void find_noRow_isNull() {
        with(em -> assertThat(em.find(WeatherLocation.class, 4711L)).isNull());
    }

    @Test
    void find_unitUniqueIdInTheContext_needsNoSql() {
        store(tokyo);
        with(em -> {
            WeatherLocation found = em.find(WeatherLocation.class, ShardedKey.of("asia", tokyo.getId()));
            unit.log().clear();
            assertThat(em.find(WeatherLocation.class, tokyo.getId())).isSameAs(found);
            assertThat(unit.log().counts()).isEmpty();
        });
    }

    @Test
    void find_unitUniqueIdInTheSharedCache_needsNoSql() {
        store(tokyo);
        with(em -> em.find(WeatherLocation.class, tokyo.getId()));
        unit.log().clear();
        with(em -> {
            WeatherLocation found = em.find(WeatherLocation.class, tokyo.getId());
            assertThat(found.getCity()).isEqualTo("Tokyo");
            assertThat(Sharding.of(em).shardOf(found)).isEqualTo("asia");
        });
        assertThat(unit.log().counts()).isEmpty();
    }

    @Test
    void find_persistedAndNotFlushed_needsNoSql() {
        with(em -> {
            em.getTransaction().begin();
            em.persist(tokyo);
            unit.log().clear();
            assertThat(em.find(WeatherLocation.class, tokyo.getId())).isSameAs(tokyo);
            assertThat(em.find(WeatherLocation.class, ShardedKey.of("asia", tokyo.getId())))
                    .isSameAs(tokyo);
            assertThat(unit.log().counts()).isEmpty();
            em.getTransaction().rollback();
        });
    }

    @Test
    void getReference_persistedAndNotFlushed_isThatObject() {
        with(em -> {
            em.persist(tokyo);
            unit.log().clear();
            assertThat(em.getReference(WeatherLocation.class, tokyo.getId())).isSameAs(tokyo);
            assertThat(em.getReference(WeatherLocation.class, ShardedKey.of("asia", tokyo.getId())))
                    .isSameAs(tokyo);
            assertThatThrownBy(() -> em.getReference(WeatherLocation.class, ShardedKey.of("europe", tokyo.getId())))
                    .isInstanceOf(EntityNotFoundException.class);
            assertThat(unit.log().counts()).containsOnlyKeys("europe");
        });
    }

    @Test
    void getReference_unitUniqueIdInTheContext_needsNoSql() {
        store(tokyo);
        with(em -> {
            WeatherLocation found = em.find(WeatherLocation.class, ShardedKey.of("asia", tokyo.getId()));
            unit.log().clear();
            assertThat(em.getReference(WeatherLocation.class, tokyo.getId())).isSameAs(found);
            assertThat(unit.log().counts()).isEmpty();
        });
    }

    @Test
    void getReference_unitUniqueIdInTheSharedCache_needsNoSql() {
        store(tokyo);
        with(em -> em.find(WeatherLocation.class, tokyo.getId()));
        unit.log().clear();
        with(em -> {
            WeatherLocation found = em.getReference(WeatherLocation.class, tokyo.getId());
            assertThat(found.getCity()).isEqualTo("Tokyo");
            assertThat(Sharding.of(em).shardOf(found)).isEqualTo("asia");
        });
        assertThat(unit.log().counts()).isEmpty();
    }

    @Test
    void getReference_shardLocalIdInTwoShards_isRefused() {
        store(tokyo, london);
        with(em -> assertThatThrownBy(() -> em.getReference(Report.class, 1L)).hasStackTraceContaining("MERIDIAN-017"));
    }

    @Test
    void find_newOneThatWasFlushedAndDetached_isAnotherObject() {
        with(em -> {
            em.getTransaction().begin();
            em.persist(tokyo);
            em.flush();
            em.detach(tokyo);
            WeatherLocation found = em.find(WeatherLocation.class, tokyo.getId());
            assertThat(found).isNotSameAs(tokyo);
            assertThat(em.contains(found)).isTrue();
            em.getTransaction().rollback();
        });
    }

    @Test
    void find_committedInThisFactory_comesFromTheSharedCache() {
        inTransaction(em -> em.persist(tokyo));
        unit.log().clear();
        with(em -> assertThat(em.find(WeatherLocation.class, tokyo.getId()).getCity())
                .isEqualTo("Tokyo"));
        assertThat(unit.log().counts()).isEmpty();
    }

    @Test
    void find_pinned_asksOneShardAndNoOther() {
        store(tokyo, london);
        with(em -> {
            Report asian = em.find(Report.class, 1L, Map.of(ShardingHints.SHARD, "asia"));
            assertThat(asian.getLocation().getCity()).isEqualTo("Tokyo");
            Report european = em.find(Report.class, 1L, Map.of(ShardingHints.SHARD, "europe"));
            assertThat(european.getLocation().getCity()).isEqualTo("London");
        });
    }

    @Test
    void query_pinned_runsOnThatShardAlone() {
        store(tokyo, london);
        with(em -> assertThat(em.createQuery("SELECT COUNT(r) FROM Report r", Long.class)
                        .setHint(ShardingHints.SHARD, "europe")
                        .getSingleResult())
                .isEqualTo(1));
        assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
    }

    @Test
    void query_pinnedToUnknownShard_isRefused() {
        with(em -> assertThatThrownBy(() ->
                        em.createQuery("SELECT r FROM Report r", Report.class).setHint(ShardingHints.SHARD, "atlantis"))
                .hasStackTraceContaining("MERIDIAN-018 There is no shard atlantis"));
    }

    @Test
    void nativeQuery_pinned_runsOnThatShardAlone() {
        store(tokyo, london);
        with(em -> {
            List<?> rows = em.createNativeQuery("SELECT CITY, CONTINENT FROM WEATHER_LOCATION")
                    .setHint(ShardingHints.SHARD, "europe")
                    .getResultList();
            assertThat(rows).hasSize(1);
            assertThat((Object[]) rows.get(0)).containsExactly("London", "Europe");
        });
        assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
    }

    @Test
    void nativeQuery_pinnedWithEntity_keepsTheShard() {
        store(tokyo, london);
        with(em -> {
            Report report = (Report) em.createNativeQuery("SELECT * FROM REPORT", Report.class)
                    .setHint(ShardingHints.SHARD, "europe")
                    .getSingleResult();
            assertThat(Sharding.of(em).keyOf(report)).isEqualTo(EUROPE_1);
        });
    }

    @Test
    void lazyToMany_ofLoadedLocation_asksItsShard() {
        store(tokyo, london);
        with(em -> {
            WeatherLocation found = em.find(WeatherLocation.class, ShardedKey.of("europe", london.getId()));
            unit.log().clear();
            assertThat(found.getReports()).hasSize(1);
            assertThat(Sharding.of(em).shardOf(found.getReports().get(0))).isEqualTo("europe");
        });
        assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
    }

    @Test
    @EnabledIfSystemProperty(named = "meridian.test.weaving", matches = "true", disabledReason = "eager if not woven")
    void lazyToOne_targetUnknown_asksTheOwnersShard() {
        store(tokyo, london);
        with(em -> {
            Report report = em.find(Report.class, EUROPE_1);
            unit.log().clear();
            assertThat(report.getLocation().getCity()).isEqualTo("London");
            assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
        });
    }

    @Test
    void lazyToOne_targetInTheContext_needsNoSql() {
        store(tokyo);
        with(em -> {
            WeatherLocation location = em.find(WeatherLocation.class, tokyo.getId());
            Report report = em.find(Report.class, ASIA_1);
            unit.log().clear();
            assertThat(report.getLocation()).isSameAs(location);
            assertThat(report.getLocation().getCity()).isEqualTo("Tokyo");
            assertThat(unit.log().counts()).isEmpty();
        });
    }

    @Test
    void lazyToOne_targetInTheSharedCache_needsNoSql() {
        store(tokyo);
        with(em -> em.find(WeatherLocation.class, tokyo.getId()));
        with(em -> {
            Report report = em.find(Report.class, ASIA_1);
            unit.log().clear();
            assertThat(report.getLocation().getCity()).isEqualTo("Tokyo");
            assertThat(unit.log().counts()).isEmpty();
        });
    }

    @Test
    void joinFetch_ofOneShard_isOneStatement() {
        store(tokyo, london);
        with(em -> {
            WeatherLocation found = em.createQuery(
                            "SELECT l FROM WeatherLocation l JOIN FETCH l.reports WHERE l.continent = 'Europe'",
                            WeatherLocation.class)
                    .getSingleResult();
            assertThat(found.getReports()).hasSize(1);
            assertThat(Sharding.of(em).keyOf(found.getReports().get(0))).isEqualTo(EUROPE_1);
        });
        assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
    }

    @Test
    void joinFetch_ofAllShards_keepsOwnersApart() {
        store(tokyo, london);
        with(em -> {
            List<Report> reports = em.createQuery("SELECT r FROM Report r JOIN FETCH r.location", Report.class)
                    .getResultList();
            assertThat(reports)
                    .extracting(report -> report.getLocation().getCity())
                    .containsExactlyInAnyOrder("Tokyo", "London");
        });
        assertThat(unit.log().counts().values()).containsOnly(1);
    }

    @Test
    void refresh_isOneStatementOnTheOwnersShard() throws Exception {
        store(tokyo, london);
        try (EntityManager em = unit.emf().createEntityManager()) {
            Report report = em.find(Report.class, EUROPE_1);
            unit.execute("europe", "UPDATE REPORT SET TEMPERATURE = -5");
            unit.log().clear();
            em.refresh(report);
            assertThat(report.getTemperature()).isEqualTo(-5);
            assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
        }
    }

    @Test
    void evict_byPlainId_evictsWhatEveryShardHas() throws Exception {
        store(tokyo, london);
        cacheBothReportsAndChangeTheirRows();
        unit.emf().getCache().evict(Report.class, 1L);
        with(em -> {
            assertThat(em.find(Report.class, ASIA_1).getTemperature()).isEqualTo(-5);
            assertThat(em.find(Report.class, EUROPE_1).getTemperature()).isEqualTo(-5);
        });
    }

    private void cacheBothReportsAndChangeTheirRows() throws Exception {
        with(em -> {
            em.find(Report.class, ASIA_1);
            em.find(Report.class, EUROPE_1);
        });
        unit.execute("asia", "UPDATE REPORT SET TEMPERATURE = -5");
        unit.execute("europe", "UPDATE REPORT SET TEMPERATURE = -5");
    }

    @Test
    void keyOf_detached_isStillKnown() {
        store(tokyo, london);
        Report report = ask(em -> em.find(Report.class, EUROPE_1));
        assertThat(Sharding.of(unit.emf()).keyOf(report)).isEqualTo(EUROPE_1);
        assertThat(Sharding.of(unit.emf()).shardOf(tokyo)).isEqualTo("asia");
    }

    @Test
    void shardOf_newObject_isWhereItWillBeWritten() {
        assertThat(Sharding.of(unit.emf()).shardOf(tokyo)).isEqualTo("asia");
        assertThat(Sharding.of(unit.emf()).shardOf(new Report(london, 1))).isEqualTo("europe");
        assertThat(Sharding.of(unit.emf()).shardOf(new Report(null, 1))).isNull();
        assertThat(Sharding.of(unit.emf()).keyOf(new Report(london, 1))).isNull();
        assertThat(Sharding.of(unit.emf()).shardOf("no entity")).isNull();
    }

    @Test
    void shards_primaryFirst() {
        assertThat(Sharding.of(unit.emf()).shards())
                .containsExactly("north_america", "asia", "europe", "south_america");
    }
}
