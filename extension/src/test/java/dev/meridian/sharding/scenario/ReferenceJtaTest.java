package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.jta.Transactions;
import dev.meridian.sharding.testkit.jta.TwoPhaseFailures.Phase;
import dev.meridian.sharding.testkit.weather.Country;
import dev.meridian.sharding.testkit.weather.Region;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.Station;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A reference entity is written in all shards by one XA transaction, whatever fails in it. */
@Tag("weaving")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferenceJtaTest {

    private ShardedUnit unit;
    private Country japan = new Country("Japan", null);

    @BeforeAll
    void openUnit() {
        unit = ShardedUnit.with(WeatherLocation.class, Report.class, Region.class, Country.class, Station.class)
                .jta()
                .createTables()
                .open();
    }

    @AfterAll
    void closeUnit() {
        unit.close();
    }

    @BeforeEach
    void storeJapan() throws Exception {
        for (String shard : ShardedUnit.SHARDS) {
            unit.execute(shard, "DELETE FROM STATION", "DELETE FROM COUNTRY");
        }
        japan = new Country("Japan", null);
        in(em -> em.persist(japan));
        unit.emf().getCache().evictAll();
        unit.log().clear();
    }

    @AfterEach
    void endTransaction() throws Exception {
        Transactions.end();
    }

    @Test
    void write_commits_inAllShards() throws Exception {
        in(em -> {
            em.find(Country.class, japan.getId()).setArea(377);
            em.persist(new Country("Kenya", null));
            em.persist(new Station("Europe", "London", em.find(Country.class, japan.getId())));
        });
        assertThat(counts("COUNTRY WHERE AREA = 377")).isEqualTo(inAll(1));
        assertThat(counts("COUNTRY")).isEqualTo(inAll(2));
    }

    @Test
    void write_rolledBack_isInNone() throws Exception {
        Transactions.manager().begin();
        try (EntityManager em = unit.emf().createEntityManager()) {
            em.find(Country.class, japan.getId()).setArea(377);
            em.flush();
        }
        Transactions.manager().rollback();
        assertThat(counts("COUNTRY WHERE AREA = 0")).isEqualTo(inAll(1));
    }

    @Test
    void write_statementFailsInOneShard_isInNone() throws Exception {
        unit.log().failNext("europe", sql -> sql.startsWith("UPDATE COUNTRY"));
        assertThatThrownBy(() -> in(em -> em.find(Country.class, japan.getId()).setArea(377)))
                .isInstanceOf(RollbackException.class);
        assertThat(counts("COUNTRY WHERE AREA = 0")).isEqualTo(inAll(1));
    }

    @Test
    void write_oneShardCannotPrepare_isInNone() throws Exception {
        unit.failures().failNext("south_america", Phase.PREPARE);
        assertThatThrownBy(() -> in(em -> em.find(Country.class, japan.getId()).setArea(377)))
                .isInstanceOf(RollbackException.class);
        assertThat(counts("COUNTRY WHERE AREA = 0")).isEqualTo(inAll(1));
    }

    @Test
    void write_oneShardIsLostBetweenPrepareAndCommit_isInAllAfterRecovery() throws Exception {
        unit.failures().failNext("asia", Phase.COMMIT);
        in(em -> em.find(Country.class, japan.getId()).setArea(377));
        Transactions.recover();
        assertThat(counts("COUNTRY WHERE AREA = 377")).isEqualTo(inAll(1));
    }

    private void in(Consumer<EntityManager> work) throws Exception {
        Transactions.in(() -> {
            try (EntityManager em = unit.emf().createEntityManager()) {
                work.accept(em);
            }
            return 0;
        });
    }

    private Map<String, Integer> counts(String table) throws SQLException {
        Map<String, Integer> counts = new TreeMap<>();
        for (String shard : ShardedUnit.SHARDS) {
            try (var connection = unit.jdbc(shard);
                    var statement = connection.createStatement();
                    var result = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
                result.next();
                counts.put(shard, result.getInt(1));
            }
        }
        return counts;
    }

    private static Map<String, Integer> inAll(int count) {
        Map<String, Integer> counts = new TreeMap<>();
        ShardedUnit.SHARDS.forEach(shard -> counts.put(shard, count));
        return counts;
    }
}
