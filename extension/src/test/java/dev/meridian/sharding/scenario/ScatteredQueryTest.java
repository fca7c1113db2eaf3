package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.StatementLog;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionProfiler;
import org.eclipse.persistence.sessions.SessionProfilerAdapter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries that several shards answer together, by one statement on each. */
class ScatteredQueryTest extends WeatherTest {

    private static final Map<String, Integer> ONCE_EVERYWHERE =
            Map.of("north_america", 1, "asia", 1, "europe", 1, "south_america", 1);

    @BeforeEach
    void fill() {
        Stream.of(
                        city("Asia", "Tokyo", 37),
                        city("Asia", "Osaka", 19),
                        city("Europe", "London", 9),
                        city("Europe", "Paris", 11),
                        city("North America", "London", 1),
                        city("South America", "Lima", 10))
                .forEach(city -> inTransaction(em -> em.persist(city)));
        forget();
    }

    private static WeatherLocation city(String continent, String name, int population) {
        WeatherLocation city = new WeatherLocation(continent, name);
        city.setPopulation(population);
        city.report(population);
        return city;
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(
                        "SELECT l.city FROM WeatherLocation l ORDER BY l.city DESC, l.population",
                        List.of("Tokyo", "Paris", "Osaka", "London", "London", "Lima")),
                Arguments.of(
                        "SELECT l FROM WeatherLocation l ORDER BY MOD(l.population, 10), l.city",
                        List.of("Lima", "London", "Paris", "Tokyo", "London", "Osaka")),
                Arguments.of(
                        "SELECT DISTINCT l.city FROM WeatherLocation l ORDER BY l.city",
                        List.of("Lima", "London", "Osaka", "Paris", "Tokyo")),
                Arguments.of("SELECT COUNT(l) FROM WeatherLocation l", List.of(6L)),
                Arguments.of("SELECT COUNT(DISTINCT l.city) FROM WeatherLocation l", List.of(5L)),
                Arguments.of("SELECT COUNT(DISTINCT r) FROM Report r", List.of(6L)),
                Arguments.of("SELECT SUM(l.population) FROM WeatherLocation l", List.of(87L)),
                // Derby cuts an average of integers.
                Arguments.of("SELECT AVG(l.population) FROM WeatherLocation l", List.of(14.0)),
                Arguments.of("SELECT MAX(l.city) FROM WeatherLocation l WHERE l.population < 20", List.of("Paris")),
                Arguments.of(
                        "SELECT l.city, COUNT(l) FROM WeatherLocation l GROUP BY l.city HAVING COUNT(l) > 1",
                        List.of(List.of("London", 2L))),
                Arguments.of(
                        "SELECT l.continent, MIN(l.city) FROM WeatherLocation l GROUP BY l.continent"
                                + " ORDER BY MIN(l.city), l.continent",
                        List.of(
                                List.of("South America", "Lima"),
                                List.of("Europe", "London"),
                                List.of("North America", "London"),
                                List.of("Asia", "Osaka"))),
                Arguments.of(
                        "SELECT SUM(l.population) - COUNT(l) * 10 FROM WeatherLocation l WHERE l.city = 'Nowhere'",
                        Arrays.asList((Object) null)));
    }

    /** Those that are planned as a whole. */
    static Stream<String> plannedQueries() {
        return answers().map(arguments -> (String) arguments.get()[0]).filter(query -> !query.contains("INTERSECT"));
    }

    @ParameterizedTest
    @MethodSource("plannedQueries")
    void namedQuery_ofASecondCall_isNotPlannedAgain(String query) {
        List<String> planned = new ArrayList<>();
        unit.emf().unwrap(Session.class).setProfiler(new SessionProfilerAdapter() {
            @Override
            public int getProfileWeight() {
                return ALL;
            }

            @Override
            public void startOperationProfile(String operation, DatabaseQuery prepared, int weight) {
                if (operation.equals(SessionProfiler.QueryPreparation)) {
                    planned.add(query);
                }
            }
        });
        with(em -> unit.emf().addNamedQuery("again", em.createQuery(query)));
        int rows = ask(em -> em.createNamedQuery("again").getResultList().size());
        planned.clear();

        assertThat((int) ask(em -> em.createNamedQuery("again").getResultList().size()))
                .isEqualTo(rows);

        assertThat(planned).isEmpty();
        assertThat(unit.log().counts().keySet()).containsAll(ONCE_EVERYWHERE.keySet());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void query_overSeveralShards_isAnsweredByOneStatementEach(String jpql, List<?> answer) {
        with(em -> assertThat(names(em.createQuery(jpql))).isEqualTo(answer));

        assertThat(unit.log().counts()).isEqualTo(ONCE_EVERYWHERE);
    }

    @Test
    void window_overSeveralShards_isCutOnEachAndAgain() {
        with(em -> {
            Query query = em.createQuery("SELECT l FROM WeatherLocation l ORDER BY l.population");

            assertThat(names(query.setFirstResult(2).setMaxResults(3))).isEqualTo(List.of("Lima", "Paris", "Osaka"));
            assertThat(names(query.setFirstResult(5))).isEqualTo(List.of("Tokyo"));
            assertThat(names(query.setFirstResult(6))).isEmpty();
        });
        assertThat(unit.log().all())
                .extracting(StatementLog.Entry::sql)
                .allSatisfy(sql -> assertThat(sql).contains("FETCH NEXT"));
    }

    @Test
    void aggregate_ofNoShard_isThatOfNoRows() {
        with(em -> assertThat(names(em.createQuery("SELECT COUNT(l), SUM(l.population) FROM WeatherLocation l"
                        + " WHERE l.continent = 'Atlantis'")))
                .isEqualTo(List.of(Arrays.asList(0L, null))));

        assertThat(unit.log().all()).isEmpty();
    }

    @Test
    void subquery_thatKnowsNothingOfTheQuery_runsFirst() {
        with(em -> assertThat(names(em.createQuery("SELECT l FROM WeatherLocation l WHERE l.continent = 'Europe'"
                        + " AND l.population < (SELECT AVG(m.population) FROM WeatherLocation m) ORDER BY l.city")))
                .isEqualTo(List.of("London", "Paris")));

        assertThat(unit.log().counts())
                .isEqualTo(Map.of("north_america", 1, "asia", 1, "europe", 2, "south_america", 1));
    }

    static Stream<Arguments> conditionsOnSubqueries() {
        return Stream.of(
                Arguments.of(
                        "l.population > ALL (SELECT m.population FROM WeatherLocation m WHERE m.city = 'London')", 4),
                Arguments.of(
                        "l.population < ANY (SELECT m.population FROM WeatherLocation m WHERE m.city = 'Lima')", 2),
                Arguments.of("l.city IN (SELECT m.city FROM WeatherLocation m WHERE m.continent = 'Europe')", 3),
                Arguments.of("l.city NOT IN (SELECT m.city FROM WeatherLocation m WHERE m.continent = 'Europe')", 3),
                Arguments.of("EXISTS (SELECT m FROM WeatherLocation m WHERE m.city = 'Nowhere')", 0),
                Arguments.of("NOT EXISTS (SELECT m FROM WeatherLocation m WHERE m.city = 'Nowhere')", 6),
                Arguments.of("l.city NOT IN (SELECT m.city FROM WeatherLocation m WHERE m.city = 'Nowhere')", 6),
                Arguments.of(
                        "l.population > (SELECT m.population FROM WeatherLocation m WHERE m.city = 'Nowhere')", 0));
    }

    @ParameterizedTest
    @MethodSource("conditionsOnSubqueries")
    void condition_onASubqueryOfAllShards_holdsForTheSameRows(String condition, int rows) {
        with(em -> assertThat(names(em.createQuery("SELECT l FROM WeatherLocation l WHERE " + condition)))
                .hasSize(rows));
    }

    @Test
    void setOperation_runsEachBranchWhereItsRowsAre() {
        with(em -> assertThat(names(em.createQuery("SELECT l.city FROM WeatherLocation l WHERE l.continent = 'Europe'"
                        + " INTERSECT SELECT m.city FROM WeatherLocation m WHERE m.continent = 'North America'")))
                .isEqualTo(List.of("London")));

        assertThat(unit.log().counts()).isEqualTo(Map.of("north_america", 1, "europe", 1));
    }

    @Test
    void bulkStatement_onSeveralShards_countsAllItsRows() {
        inTransactionRolledBack(
                em -> em.createQuery("UPDATE WeatherLocation l SET l.population = 0 WHERE l.city = 'London'"), 2);
        inTransactionRolledBack(em -> em.createQuery("DELETE FROM Report r WHERE r.temperature > 9"), 4);
        inTransactionRolledBack(
                em -> em.createQuery("DELETE FROM Report r"
                        + " WHERE r.temperature > (SELECT AVG(l.population) FROM WeatherLocation l)"),
                2);

        with(em -> assertThat(names(em.createQuery("SELECT SUM(r.temperature) FROM Report r")))
                .isEqualTo(List.of(87.0)));
    }

    private void inTransactionRolledBack(Function<EntityManager, Query> statement, int count) {
        with(em -> {
            em.getTransaction().begin();
            assertThat(statement.apply(em).executeUpdate()).isEqualTo(count);
            em.getTransaction().rollback();
        });
    }

    private static List<?> names(Query query) {
        return ((List<?>) query.getResultList())
                .stream().map(ScatteredQueryTest::name).toList();
    }

    private static Object name(Object result) {
        if (result instanceof WeatherLocation location) {
            return location.getCity();
        }
        return result instanceof Object[] columns ? Arrays.asList(columns) : result;
    }
}
