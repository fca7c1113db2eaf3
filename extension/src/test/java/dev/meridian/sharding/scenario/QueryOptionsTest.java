package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.StatementLog;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.CacheRetrieveMode;
import jakarta.persistence.CacheStoreMode;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import jakarta.persistence.NonUniqueResultException;
import jakarta.persistence.TypedQuery;
import java.sql.SQLException;
import java.util.Set;
import org.eclipse.persistence.config.CacheUsage;
import org.eclipse.persistence.config.QueryHints;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a query can be told beside its text means the same over several shards: Tokyo is in asia, London in europe. */
@Tag("weaving")
class QueryOptionsTest extends WeatherTest {

    private static final String BOTH = "SELECT l FROM WeatherLocation l WHERE l.continent IN ('Asia', 'Europe')";

    @BeforeEach
    void store() {
        store(tokyo, london);
    }

    @Test
    void uncommittedChanges_areSeenByAScatter() {
        with(em -> {
            em.getTransaction().begin();
            em.persist(new WeatherLocation("Asia", "Osaka"));
            assertThat(both(em).getResultList())
                    .extracting(WeatherLocation::getCity)
                    .containsExactlyInAnyOrder("Tokyo", "Osaka", "London");
        });
    }

    @Test
    void flushModeCommit_keepsChangesFromTheShards() {
        with(em -> {
            em.getTransaction().begin();
            em.persist(new WeatherLocation("Asia", "Osaka"));
            assertThat(both(em).setFlushMode(FlushModeType.COMMIT).getResultList())
                    .extracting(WeatherLocation::getCity)
                    .containsExactlyInAnyOrder("Tokyo", "London");
        });
    }

    @Test
    void conforming_findsNewObjectsThatNoShardHasYet() {
        with(em -> {
            em.getTransaction().begin();
            em.persist(new WeatherLocation("Asia", "Osaka"));
            em.remove(em.find(WeatherLocation.class, london.getId()));
            assertThat(both(em).setFlushMode(FlushModeType.COMMIT)
                            .setHint(QueryHints.CACHE_USAGE, CacheUsage.ConformResultsInUnitOfWork)
                            .getResultList())
                    .extracting(WeatherLocation::getCity)
                    .containsExactlyInAnyOrder("Tokyo", "Osaka");
        });
    }

    @Test
    void lockMode_locksTheRowsOfEachShard() {
        with(em -> {
            em.getTransaction().begin();
            assertThat(both(em).setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultList())
                    .hasSize(2);
            assertThat(em.getLockMode(em.find(WeatherLocation.class, tokyo.getId())))
                    .isEqualTo(LockModeType.PESSIMISTIC_WRITE);
        });
        assertThat(unit.log().counts().keySet()).containsExactly("asia", "europe");
        assertThat(unit.log().all())
                .extracting(StatementLog.Entry::sql)
                .filteredOn(sql -> sql.contains("FROM WEATHER_LOCATION"))
                .hasSize(2)
                .allMatch(sql -> sql.contains("FOR UPDATE"));
    }

    @Test
    void timeout_thatIsNotReached_changesNothing() {
        with(em -> assertThat(both(em).setTimeout(60_000).getResultList()).hasSize(2));
    }

    @Test
    void refresh_readsTheRowsOfEachShardAgain() throws SQLException {
        changeBehindTheCache();
        with(em -> {
            Set<Long> known = populations(both(em));
            assertThat(known).containsExactly(0L);
            assertThat(populations(both(em).setHint(QueryHints.REFRESH, true))).containsExactly(7L);
        });
    }

    @Test
    void cacheRetrieveAndStoreModes_holdForEachShard() throws SQLException {
        changeBehindTheCache();
        with(em -> assertThat(populations(both(em).setCacheRetrieveMode(CacheRetrieveMode.USE)))
                .containsExactly(0L));
        with(em -> assertThat(populations(both(em).setCacheStoreMode(CacheStoreMode.REFRESH)))
                .containsExactly(7L));
        with(em -> assertThat(populations(both(em))).containsExactly(7L));
    }

    @Test
    void cacheStoreModeBypass_leavesTheSharedCacheEmpty() {
        with(em -> assertThat(populations(both(em).setCacheStoreMode(CacheStoreMode.BYPASS)))
                .hasSize(1));
        unit.log().clear();

        with(em -> em.find(WeatherLocation.class, tokyo.getId()));

        assertThat(unit.log().count("asia")).isEqualTo(1);
    }

    @Test
    void readOnly_bearsTheShardAndIsNotManaged() {
        with(em -> {
            em.getTransaction().begin();
            for (WeatherLocation location :
                    both(em).setHint(QueryHints.READ_ONLY, true).getResultList()) {
                assertThat(em.contains(location)).isFalse();
                assertThat(Sharding.of(em).shardOf(location))
                        .isEqualTo(location.getCity().equals("Tokyo") ? "asia" : "europe");
            }
        });
    }

    @Test
    void singleResultOrNull_tellsNoneFromMany() {
        with(em -> {
            assertThat(named(em, "Paris").getSingleResultOrNull()).isNull();
            assertThat(named(em, "London").getSingleResultOrNull().getContinent())
                    .isEqualTo("Europe");
            assertThatThrownBy(() -> both(em).getSingleResultOrNull()).isInstanceOf(NonUniqueResultException.class);
        });
    }

    @Test
    void resultStream_hasTheRowsOfAllShards() {
        with(em -> {
            try (var stream = both(em).getResultStream()) {
                assertThat(stream.map(WeatherLocation::getCity)).containsExactlyInAnyOrder("Tokyo", "London");
            }
        });
    }

    private void changeBehindTheCache() throws SQLException {
        with(em -> both(em).getResultList());
        unit.execute("asia", "UPDATE WEATHER_LOCATION SET POPULATION = 7");
        unit.execute("europe", "UPDATE WEATHER_LOCATION SET POPULATION = 7");
    }

    private static TypedQuery<WeatherLocation> both(EntityManager em) {
        return em.createQuery(BOTH, WeatherLocation.class);
    }

    private static TypedQuery<WeatherLocation> named(EntityManager em, String city) {
        return em.createQuery("SELECT l FROM WeatherLocation l WHERE l.city = :city", WeatherLocation.class)
                .setParameter("city", city);
    }

    private static Set<Long> populations(TypedQuery<WeatherLocation> query) {
        return Set.copyOf(query.getResultList().stream()
                .map(WeatherLocation::getPopulation)
                .toList());
    }
}
