package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.ShardingHints;
import dev.meridian.sharding.testkit.StatementLog;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.persistence.jpa.JpaQuery;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What several shards cannot answer by uniting their rows is refused; on one shard it runs as it always did. */
class RefusedQueryTest extends WeatherTest {

    /** Why a shape is refused, and the shape itself; its condition on the shard key is left out. */
    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of(
                        "brings together rows",
                        "SELECT l FROM WeatherLocation l, WeatherLocation m"
                                + " WHERE l.city = m.city AND m.continent = 'Africa' AND %s"),
                Arguments.of(
                        "brings together rows",
                        "SELECT l FROM WeatherLocation l WHERE EXISTS"
                                + " (SELECT m FROM WeatherLocation m WHERE m.city = l.city AND m.continent = 'Africa') AND %s"),
                Arguments.of(
                        "may be an aggregate",
                        "SELECT FUNCTION('STDDEV_POP', l.population) FROM WeatherLocation l WHERE %s"),
                Arguments.of(
                        "may be an aggregate",
                        "SELECT l.city, SQL('ROW_NUMBER() OVER ()') FROM WeatherLocation l WHERE %s"),
                // Derby sorts by the column of that place.
                Arguments.of(
                        "place of a column",
                        "SELECT l.city, l.population FROM WeatherLocation l WHERE %s ORDER BY 2 DESC, l.city"),
                Arguments.of(
                        "place of a column",
                        "SELECT l.city, COUNT(l) FROM WeatherLocation l WHERE %s GROUP BY l.city ORDER BY 2"),
                Arguments.of(
                        "place of a column",
                        "SELECT l.city, 1 AS one FROM WeatherLocation l WHERE %s ORDER BY one DESC NULLS LAST"),
                Arguments.of(
                        "place of a column",
                        "SELECT l.city, l.population FROM WeatherLocation l WHERE %s ORDER BY TRUE, l.city"));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shape_onSeveralShards_isRefusedBeforeAnySql(String reason, String jpql) {
        assertRefused(em -> em.createQuery(jpql.formatted("l.city <> ''")), "MERIDIAN-020", reason);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shape_onOneShard_runsThere(String reason, String jpql) {
        store(tokyo, london);
        with(em -> {
            em.getTransaction().begin();
            run(em.createQuery(jpql.formatted("l.continent = 'Europe'")));
            em.getTransaction().rollback();
        });
        assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
    }

    @Test
    void bulkUpdate_ofWhatDecidesTheShard_isRefused() {
        assertRefused(
                em -> em.createQuery("UPDATE WeatherLocation l SET l.continent = 'Asia' WHERE l.continent = 'Europe'"),
                "MERIDIAN-024",
                "WeatherLocation");
        assertRefused(
                em -> em.createQuery("UPDATE Report r SET r.location = NULL WHERE r.location.continent = 'Europe'"),
                "MERIDIAN-024",
                "Report");
        assertRefused(
                em -> em.createQuery("UPDATE WeatherLocation l SET l.continent = 'Asia'")
                        .setHint(ShardingHints.SHARD, "europe"),
                "MERIDIAN-024",
                "WeatherLocation");
    }

    @Test
    void nativeQuery_notPinned_isRefused() {
        assertRefused(em -> em.createNativeQuery("SELECT CITY FROM WEATHER_LOCATION"), "MERIDIAN-021", "not pinned");
        assertRefused(em -> em.createNativeQuery("SELECT * FROM REPORT", Report.class), "MERIDIAN-021", "not pinned");
    }

    @Test
    void singleResult_ofAScatter_isFound() {
        store(tokyo, london);
        with(em -> assertThat(
                        em.createQuery("SELECT l FROM WeatherLocation l WHERE l.city = 'London'", WeatherLocation.class)
                                .getSingleResult()
                                .getContinent())
                .isEqualTo("Europe"));
    }

    @Test
    void scalars_ofAScatter_areUnited() {
        store(tokyo, london);
        with(em -> assertThat(em.createQuery(
                                "SELECT l.city, r.temperature FROM WeatherLocation l JOIN l.reports r", Object[].class)
                        .getResultList())
                .hasSize(2));
        assertThat(unit.log().counts().values()).containsOnly(1);
    }

    private void assertRefused(Function<EntityManager, Query> query, String code, String reason) {
        with(em -> {
            em.getTransaction().begin();
            Query created = query.apply(em);
            assertThatThrownBy(() -> run(created))
                    .isInstanceOf(ShardingException.class)
                    .hasMessageStartingWith(code)
                    .hasMessageContaining(reason);
            em.getTransaction().rollback();
        });
        assertThat(unit.log().all()).extracting(StatementLog.Entry::sql).isEmpty();
    }

    private static void run(Query query) {
        DatabaseQuery databaseQuery = query.unwrap(JpaQuery.class).getDatabaseQuery();
        if (!databaseQuery.isReadQuery()) {
            query.executeUpdate();
        } else {
            query.getResultList();
        }
    }
}
