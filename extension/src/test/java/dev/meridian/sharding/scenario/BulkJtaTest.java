package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.jta.Transactions;
import dev.meridian.sharding.testkit.jta.TwoPhaseFailures.Phase;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bulk statement over several shards is in all of them or in none, whatever fails. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BulkJtaTest {

    private static final List<String> CONTINENTS = List.of("North America", "Asia", "Europe", "South America");
    private static final String UPDATE = "UPDATE WeatherLocation l SET l.population = 7";
    private static final String DELETE = "DELETE FROM WeatherLocation l";

    private ShardedUnit unit;

    @BeforeAll
    void openUnit() {
        unit = ShardedUnit.with(WeatherLocation.class, Report.class)
                .jta()
                .createTables()
                .open();
    }

    @AfterAll
    void closeUnit() {
        unit.close();
    }

    @BeforeEach
    void storeOneInEachShard() throws Exception {
        for (String shard : ShardedUnit.SHARDS) {
            unit.execute(shard, "DELETE FROM WEATHER_LOCATION");
        }
        for (String continent : CONTINENTS) {
            in(em -> {
                em.persist(new WeatherLocation(continent, "of " + continent));
                return 1;
            });
        }
        unit.emf().getCache().evictAll();
        unit.log().clear();
    }

    @AfterEach
    void endTransaction() throws Exception {
        Transactions.end();
    }

    @Test
    void bulkStatement_commits_inAllShards_andTheCacheForgets() throws Exception {
        in(em -> all(em).size());
        assertThat(in(em -> em.createQuery(UPDATE).executeUpdate())).isEqualTo(4);
        assertThat(rows("POPULATION = 7")).isEqualTo(4);
        assertThat(in(em -> (int) all(em).stream()
                        .filter(location -> location.getPopulation() == 7)
                        .count()))
                .isEqualTo(4);
        assertThat(in(em -> em.createQuery(DELETE + " WHERE l.continent IN ('Asia', 'Europe')")
                        .executeUpdate()))
                .isEqualTo(2);
        assertThat(rows("1 = 1")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {UPDATE, DELETE})
    void bulkStatement_rolledBack_isInNone(String statement) throws Exception {
        Transactions.manager().begin();
        try (EntityManager em = unit.emf().createEntityManager()) {
            assertThat(em.createQuery(statement).executeUpdate()).isEqualTo(4);
        }
        Transactions.manager().rollback();
        assertThat(rows("POPULATION = 0")).isEqualTo(4);
        assertThat(in(em -> (int) all(em).stream()
                        .filter(location -> location.getPopulation() == 0)
                        .count()))
                .isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {UPDATE, DELETE})
    void bulkStatement_failsInOneShard_isInNone(String statement) throws Exception {
        unit.log().failNext("europe", sql -> sql.contains("WEATHER_LOCATION"));
        assertThatThrownBy(() -> in(em -> em.createQuery(statement).executeUpdate()))
                .hasStackTraceContaining("MERIDIAN-070")
                .hasStackTraceContaining("europe");
        Transactions.end();
        assertThat(rows("POPULATION = 0")).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {UPDATE, DELETE})
    void bulkStatement_oneShardCannotPrepare_isInNone(String statement) throws Exception {
        unit.failures().failNext("south_america", Phase.PREPARE);
        assertThatThrownBy(() -> in(em -> em.createQuery(statement).executeUpdate()))
                .isInstanceOf(RollbackException.class);
        assertThat(rows("POPULATION = 0")).isEqualTo(4);
    }

    private static List<WeatherLocation> all(EntityManager em) {
        return em.createQuery("SELECT l FROM WeatherLocation l", WeatherLocation.class)
                .getResultList();
    }

    private int in(Function<EntityManager, Integer> work) throws Exception {
        return Transactions.in(() -> {
            try (EntityManager em = unit.emf().createEntityManager()) {
                em.joinTransaction();
                return work.apply(em);
            }
        });
    }

    private int rows(String condition) throws SQLException {
        int rows = 0;
        for (String shard : ShardedUnit.SHARDS) {
            try (var connection = unit.jdbc(shard);
                    var statement = connection.createStatement();
                    var result = statement.executeQuery("SELECT COUNT(*) FROM WEATHER_LOCATION WHERE " + condition)) {
                result.next();
                rows += result.getInt(1);
            }
        }
        return rows;
    }
}
