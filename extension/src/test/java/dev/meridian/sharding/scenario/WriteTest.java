package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.StatementLog;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Inserts, updates and deletes reach one shard, or are refused before any SQL. */
@Tag("weaving")
class WriteTest extends WeatherTest {

    @Test
    void persist_parentWithChild_bothGoToTheParentsShard() {
        tokyo.report(20);
        inTransaction(em -> em.persist(tokyo));
        assertThat(rows("asia", "WEATHER_LOCATION")).isOne();
        assertThat(rows("asia", "REPORT")).isOne();
        assertThat(unit.log().all())
                .extracting(StatementLog.Entry::sql)
                .filteredOn(sql -> sql.startsWith("INSERT"))
                .hasSize(2);
        assertThat(unit.log().counts()).containsKey("asia").doesNotContainKeys("europe", "south_america");
    }

    @Test
    void persist_unknownContinent_isRefusedBeforeAnySql() {
        refusedAtCommit("MERIDIAN-010 Cannot persist WeatherLocation", em -> {
            em.persist(tokyo);
            em.persist(new WeatherLocation("Atlantis", "Poseidonis"));
        });
    }

    @Test
    void persist_nullContinent_isRefusedBeforeAnySql() {
        refusedAtCommit("MERIDIAN-011 Cannot persist WeatherLocation: its shard key continent is null", em -> {
            em.persist(tokyo);
            em.persist(new WeatherLocation(null, "Nowhere"));
        });
    }

    @Test
    void persist_childWithoutParent_isRefusedBeforeAnySql() {
        refusedAtCommit(
                "MERIDIAN-012 Cannot persist Report: its location is null, so it has no shard. Set location before"
                        + " persist.",
                em -> {
                    em.persist(tokyo);
                    em.persist(new Report(null, 1));
                });
    }

    @Test
    void persist_keySetBetweenPersistAndFlush_goesByTheLastValue() {
        inTransaction(em -> {
            em.persist(tokyo);
            tokyo.setContinent("Europe");
        });
        assertThat(rows("europe", "WEATHER_LOCATION")).isOne();
        assertThat(rows("asia", "WEATHER_LOCATION")).isZero();
    }

    @Test
    void persist_againAfterRollbackWithOtherKey_goesByTheNewValue() {
        with(em -> {
            em.getTransaction().begin();
            em.persist(tokyo);
            em.flush();
            em.getTransaction().rollback();
        });
        WeatherLocation again = new WeatherLocation("Asia", "Tokyo");
        again.setContinent("Europe");
        inTransaction(em -> em.persist(again));
        assertThat(rows("europe", "WEATHER_LOCATION")).isOne();
        assertThat(rows("asia", "WEATHER_LOCATION")).isZero();
    }

    @Test
    void update_ofManagedObject_goesToItsShard() {
        store(tokyo, london);
        inTransaction(em -> {
            Report report = em.find(Report.class, ShardedKey.of("europe", 1L));
            unit.log().clear();
            report.setTemperature(-3);
        });
        assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
        with(em -> assertThat(em.find(Report.class, ShardedKey.of("asia", 1L)).getTemperature())
                .isEqualTo(20));
    }

    @Test
    void remove_ofManagedObject_goesToItsShard() {
        store(tokyo, london);
        inTransaction(em -> em.remove(em.find(Report.class, ShardedKey.of("europe", 1L))));
        assertThat(rows("europe", "REPORT")).isZero();
        assertThat(rows("asia", "REPORT")).isOne();
    }

    @Test
    void remove_parentWithCascade_removesTheChildrenOfItsShard() {
        store(tokyo, london);
        inTransaction(em -> em.remove(em.find(WeatherLocation.class, london.getId())));
        assertThat(rows("europe", "REPORT")).isZero();
        assertThat(rows("europe", "WEATHER_LOCATION")).isZero();
        assertThat(rows("asia", "REPORT")).isOne();
    }

    @Test
    void keyChange_toOtherShard_isRefusedAndNothingIsWritten() {
        store(tokyo);
        refusedAtCommit("MERIDIAN-014 Cannot update WeatherLocation", em -> {
            WeatherLocation found = em.find(WeatherLocation.class, tokyo.getId());
            found.setCity("Edo");
            found.setContinent("Europe");
            unit.log().clear();
        });
        with(em -> assertThat(em.find(WeatherLocation.class, tokyo.getId()).getCity())
                .isEqualTo("Tokyo"));
    }

    @Test
    void keyChange_toNull_isRefused() {
        store(tokyo);
        refusedAtCommit("MERIDIAN-011", em -> {
            em.find(WeatherLocation.class, tokyo.getId()).setContinent(null);
            unit.log().clear();
        });
    }

    @Test
    void keyChange_withinTheShard_isAPlainUpdate() {
        store(tokyo);
        inTransaction(em -> {
            WeatherLocation found = em.find(WeatherLocation.class, tokyo.getId());
            unit.log().clear();
            found.setContinent("Oceania");
        });
        assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 1));
        assertThat(rows("asia", "WEATHER_LOCATION WHERE CONTINENT = 'Oceania'")).isOne();
    }

    @Test
    void parentChange_toOtherShard_isRefused() {
        store(tokyo, london);
        refusedAtCommit(
                "MERIDIAN-015 Cannot update Report: its new location is a WeatherLocation in the shard europe, but its row is"
                        + " in the shard asia",
                em -> {
                    Report report = em.find(Report.class, ShardedKey.of("asia", 1L));
                    report.setLocation(em.find(WeatherLocation.class, london.getId()));
                    unit.log().clear();
                });
    }

    @Test
    void parentChange_withinTheShard_isAPlainUpdate() {
        WeatherLocation osaka = new WeatherLocation("Asia", "Osaka");
        store(tokyo, osaka);
        inTransaction(em -> {
            Report report = em.find(Report.class, ShardedKey.of("asia", 1L));
            report.setLocation(em.find(WeatherLocation.class, osaka.getId()));
            unit.log().clear();
        });
        assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 1));
    }

    @Test
    void twoShards_inResourceLocal_areRefusedBeforeTheFirstCommit() {
        with(em -> {
            em.getTransaction().begin();
            em.persist(tokyo);
            em.persist(london);
            assertThatThrownBy(() -> em.getTransaction().commit())
                    .hasStackTraceContaining(
                            "MERIDIAN-016 Cannot commit: the transaction wrote to several shards (asia, europe)");
        });
        assertThat(rows("asia", "WEATHER_LOCATION")).isZero();
        assertThat(rows("europe", "WEATHER_LOCATION")).isZero();
        assertThat(unit.log().commits("asia")).isEmpty();
        assertThat(unit.log().commits("europe")).isEmpty();
    }

    @Test
    void twoShards_oneOnlyRead_isCommitted() {
        store(tokyo, london);
        inTransaction(em -> {
            em.find(WeatherLocation.class, tokyo.getId()).setCity("Edo");
            em.flush();
            assertThat(em.createQuery("SELECT r FROM Report r", Report.class).getResultList())
                    .hasSize(2);
        });
        forget();
        with(em -> assertThat(em.find(WeatherLocation.class, tokyo.getId()).getCity())
                .isEqualTo("Edo"));
    }

    @Test
    void merge_copyWithoutToken_updatesTheRowWhereverItIs() {
        store(tokyo, london);
        WeatherLocation copy = new WeatherLocation("Europe", "Londinium");
        copy.setId(london.getId());
        inTransaction(em -> {
            WeatherLocation merged = em.merge(copy);
            assertThat(Sharding.of(em).shardOf(merged)).isEqualTo("europe");
        });
        assertThat(rows("europe", "WEATHER_LOCATION")).isOne();
        assertThat(rows("europe", "WEATHER_LOCATION WHERE CITY = 'Londinium'")).isOne();
    }

    @Test
    void merge_copyWithDifferingKey_isAChangeOfKeyNeverAnInsert() {
        store(tokyo, london);
        WeatherLocation copy = new WeatherLocation("Asia", "London");
        copy.setId(london.getId());
        refusedAtCommit("MERIDIAN-014", em -> {
            em.merge(copy);
            unit.log().clear();
        });
        assertThat(rows("asia", "WEATHER_LOCATION")).isOne();
    }

    @Test
    void merge_copyOfShardLocalIdInTwoShards_isRefused() {
        store(tokyo, london);
        Report copy = new Report(null, 5);
        copy.setId(1L);
        with(em -> {
            em.getTransaction().begin();
            assertThatThrownBy(() -> em.merge(copy)).hasStackTraceContaining("MERIDIAN-017");
            em.getTransaction().rollback();
        });
    }

    @Test
    void merge_detachedWithToken_updatesItsOwnRow() {
        store(tokyo, london);
        Report detached = ask(em -> em.find(Report.class, ShardedKey.of("europe", 1L)));
        detached.setTemperature(7);
        unit.log().clear();
        inTransaction(em -> em.merge(detached));
        assertThat(rows("europe", "REPORT WHERE TEMPERATURE = 7")).isOne();
        assertThat(rows("asia", "REPORT WHERE TEMPERATURE = 7")).isZero();
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
    }

    @Test
    void child_ofUnmanagedParentCopy_isRefused() {
        store(tokyo, london);
        WeatherLocation copy = new WeatherLocation("Asia", "Tokyo");
        copy.setId(london.getId());
        with(em -> {
            em.getTransaction().begin();
            em.persist(new Report(copy, 1));
            assertThatThrownBy(em::flush).hasStackTraceContaining("MERIDIAN-013 Cannot persist Report");
            em.getTransaction().rollback();
        });
        assertThat(rows("asia", "REPORT")).isOne();
        assertThat(rows("europe", "REPORT")).isOne();
    }

    private void refusedAtCommit(String message, Consumer<EntityManager> work) {
        with(em -> {
            em.getTransaction().begin();
            work.accept(em);
            assertThatThrownBy(em::flush).hasStackTraceContaining(message);
            assertThat(em.getTransaction().getRollbackOnly()).isTrue();
            assertThat(unit.log().all())
                    .extracting(StatementLog.Entry::sql)
                    .noneMatch(sql -> sql.matches("(?s)(INSERT INTO|UPDATE) (WEATHER_LOCATION|REPORT).*"));
            em.getTransaction().rollback();
        });
    }
}
