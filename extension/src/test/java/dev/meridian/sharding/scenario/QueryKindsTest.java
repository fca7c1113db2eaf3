package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.CacheRetrieveMode;
import jakarta.persistence.CacheStoreMode;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaDelete;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.CriteriaUpdate;
import jakarta.persistence.criteria.ParameterExpression;
import jakarta.persistence.criteria.Root;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Each kind of query goes to the fewest shards, one statement each. */
@Tag("weaving")
class QueryKindsTest extends WeatherTest {

    private static final boolean WOVEN = Boolean.getBoolean("meridian.test.weaving");
    private static final Map<String, Integer> ASIA = Map.of("asia", 1);
    private static final Map<String, Integer> EVERYWHERE =
            Map.of("north_america", 1, "asia", 1, "europe", 1, "south_america", 1);

    @BeforeEach
    void fill() {
        store(tokyo, london);
    }

    private void assertStatements(Map<String, Integer> expected, Consumer<EntityManager> work) {
        with(em -> assertStatements(expected, em, work));
    }

    private void assertStatements(Map<String, Integer> expected, EntityManager em, Consumer<EntityManager> work) {
        unit.log().clear();
        work.accept(em);
        assertCounts(expected);
    }

    /** Without weaving the location of a report is read with it: that is a statement more on its shard. */
    private void assertCounts(Map<String, Integer> expected) {
        if (WOVEN) {
            assertThat(unit.log().counts()).isEqualTo(expected);
        } else {
            assertThat(unit.log().counts().keySet()).isEqualTo(expected.keySet());
        }
    }

    private static ShardedKey firstReport(String shard) {
        return ShardedKey.of(shard, 1L);
    }

    @Test
    void namedQuery_preparedOnce_followsItsParametersFromCallToCall() {
        with(em -> unit.emf()
                .addNamedQuery(
                        "in", em.createQuery("SELECT l FROM WeatherLocation l WHERE l.continent IN (:one, :other)")));
        for (int call = 0; call < 3; call++) {
            assertStatements(ASIA, em -> assertThat(in(em, "Asia", "Oceania")).hasSize(1));
            assertStatements(
                    Map.of("europe", 1),
                    em -> assertThat(in(em, "Europe", "Africa")).hasSize(1));
            assertStatements(
                    Map.of("asia", 1, "europe", 1),
                    em -> assertThat(in(em, "Asia", "Europe")).hasSize(2));
            assertStatements(
                    Map.of(), em -> assertThat(in(em, "Atlantis", null)).isEmpty());
        }
    }

    private static List<?> in(EntityManager em, String one, String other) {
        return em.createNamedQuery("in")
                .setParameter("one", one)
                .setParameter("other", other)
                .getResultList();
    }

    @Test
    void criteria_withParametersPathsAndLists_narrows() {
        assertStatements(ASIA, em -> {
            CriteriaBuilder builder = em.getCriteriaBuilder();
            CriteriaQuery<Report> query = builder.createQuery(Report.class);
            Root<Report> report = query.from(Report.class);
            ParameterExpression<String> continent = builder.parameter(String.class, "continent");
            query.where(builder.or(
                    builder.equal(report.join("location").get("continent"), continent),
                    report.get("location").get("continent").in("Oceania")));
            assertThat(em.createQuery(query).setParameter("continent", "Asia").getResultList())
                    .hasSize(1);
        });
        assertStatements(ASIA, em -> {
            CriteriaBuilder builder = em.getCriteriaBuilder();
            CriteriaQuery<Long> count = builder.createQuery(Long.class);
            Root<WeatherLocation> location = count.from(WeatherLocation.class);
            count.select(builder.count(location))
                    .where(builder.not(builder.notEqual(location.get("continent"), "Asia")));
            assertThat(em.createQuery(count).getSingleResult()).isEqualTo(1);
        });
    }

    @Test
    void criteriaUpdateAndDelete_narrow() {
        inTransaction(em -> assertStatements(ASIA, em, own -> {
            CriteriaBuilder builder = own.getCriteriaBuilder();
            CriteriaUpdate<WeatherLocation> update = builder.createCriteriaUpdate(WeatherLocation.class);
            Root<WeatherLocation> location = update.from(WeatherLocation.class);
            update.set("population", 5L).where(builder.equal(location.get("continent"), "Asia"));
            assertThat(own.createQuery(update).executeUpdate()).isEqualTo(1);
        }));
        inTransaction(em -> assertStatements(ASIA, em, own -> {
            CriteriaBuilder builder = own.getCriteriaBuilder();
            CriteriaDelete<Report> delete = builder.createCriteriaDelete(Report.class);
            Root<Report> report = delete.from(Report.class);
            delete.where(builder.equal(report.get("location").get("continent"), "Asia"));
            assertThat(own.createQuery(delete).executeUpdate()).isEqualTo(1);
        }));
    }

    @Test
    void bulkStatements_narrowByTheirConditions_andByAnEntity() {
        inTransaction(em -> assertStatements(
                ASIA,
                em,
                own -> assertThat(own.createQuery(
                                        "UPDATE WeatherLocation l SET l.population = 3 WHERE l.continent LIKE 'As%'")
                                .executeUpdate())
                        .isEqualTo(1)));
        inTransaction(em -> {
            Report first = em.find(Report.class, firstReport("europe"));
            assertStatements(
                    Map.of("europe", 1),
                    em,
                    own -> assertThat(own.createQuery("DELETE FROM Report r WHERE r = :report")
                                    .setParameter("report", first)
                                    .executeUpdate())
                            .isEqualTo(1));
        });
        inTransaction(em -> assertStatements(
                Map.of(),
                em,
                own -> assertThat(own.createQuery("DELETE FROM Report r WHERE r.location.continent = 'Atlantis'")
                                .executeUpdate())
                        .isZero()));
        assertThat(rows("asia", "REPORT")).isEqualTo(1);
        assertThat(rows("europe", "REPORT")).isZero();
    }

    @Test
    void find_refreshAndLock_goToTheObjectsShard() {
        assertStatements(
                EVERYWHERE,
                em -> assertThat(em.find(WeatherLocation.class, tokyo.getId())).isNotNull());
        forget();
        inTransaction(em -> {
            assertStatements(ASIA, em, own -> own.find(Report.class, firstReport("asia")));
            Report report = em.find(Report.class, firstReport("asia"));
            assertStatements(ASIA, em, own -> own.refresh(report));
            assertStatements(ASIA, em, own -> own.lock(report, LockModeType.PESSIMISTIC_WRITE));
            assertStatements(Map.of(), em, own -> own.find(Report.class, firstReport("asia")));
        });
    }

    @Test
    @EnabledIfSystemProperty(named = "meridian.test.weaving", matches = "true", disabledReason = "eager if not woven")
    void lazyLoads_goToTheOwnersShard_inBothDirections() {
        with(em -> {
            WeatherLocation location = em.createQuery(
                            "SELECT l FROM WeatherLocation l WHERE l.continent = 'Asia'", WeatherLocation.class)
                    .getSingleResult();
            assertStatements(ASIA, em, own -> assertThat(location.getReports()).hasSize(1));
        });
        forget();
        with(em -> {
            Report report = em.find(Report.class, firstReport("europe"));
            assertStatements(
                    Map.of("europe", 1),
                    em,
                    own -> assertThat(report.getLocation().getCity()).isEqualTo("London"));
        });
    }

    @Test
    void reference_isReadFromItsShard() {
        with(em -> {
            Report report = em.getReference(Report.class, firstReport("asia"));
            assertThat(Sharding.of(em).shardOf(report)).isEqualTo("asia");
            assertThat(report.getTemperature()).isEqualTo(20);
        });
        assertCounts(ASIA);
    }

    @Test
    @EnabledIfSystemProperty(named = "meridian.test.weaving", matches = "true", disabledReason = "eager if not woven")
    void entityGraphs_ofFindAndQuery_areLoadedFromTheShard() {
        assertStatements(ASIA, em -> {
            var graph = em.createEntityGraph(WeatherLocation.class);
            graph.addAttributeNodes("city", "reports");
            TypedQuery<WeatherLocation> query = em.createQuery(
                    "SELECT l FROM WeatherLocation l JOIN FETCH l.reports WHERE l.continent = 'Asia'",
                    WeatherLocation.class);
            WeatherLocation location =
                    query.setHint("jakarta.persistence.fetchgraph", graph).getSingleResult();
            assertThat(location.getReports()).hasSize(1);
        });
        forget();
        with(em -> {
            var graph = em.createEntityGraph(Report.class);
            graph.addAttributeNodes("temperature");
            em.find(Report.class, firstReport("europe"), Map.of("jakarta.persistence.loadgraph", graph));
        });
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
    }

    @Test
    void sharedCache_savesTheStatementWhereItMayBeUsed() {
        with(em -> em.find(Report.class, firstReport("asia")));
        assertStatements(Map.of(), em -> em.find(Report.class, firstReport("asia")));
        assertStatements(Map.of("europe", 1), em -> em.find(Report.class, firstReport("europe")));
        assertStatements(
                ASIA,
                em -> em.find(
                        Report.class,
                        firstReport("asia"),
                        Map.of("jakarta.persistence.cache.retrieveMode", CacheRetrieveMode.BYPASS)));
        assertStatements(
                ASIA,
                em -> em.createQuery("SELECT l FROM WeatherLocation l WHERE l.continent = 'Asia'")
                        .setHint("jakarta.persistence.cache.storeMode", CacheStoreMode.REFRESH)
                        .setHint("eclipselink.cache-usage", "DoNotCheckCache")
                        .getResultList());
        assertStatements(
                Map.of(),
                em -> assertThat(em.createQuery(
                                        "SELECT l FROM WeatherLocation l WHERE l.continent = :continent",
                                        WeatherLocation.class)
                                .setParameter("continent", "Asia")
                                .setHint("eclipselink.cache-usage", "CheckCacheThenDatabase")
                                .getResultList())
                        .hasSize(1));
    }
}
