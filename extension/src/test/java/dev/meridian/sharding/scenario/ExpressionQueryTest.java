package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.persistence.expressions.ExpressionBuilder;
import org.eclipse.persistence.jpa.JpaEntityManager;
import org.eclipse.persistence.queries.Cursor;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ReadAllQuery;
import org.eclipse.persistence.queries.ReadObjectQuery;
import org.eclipse.persistence.queries.ReportQuery;
import org.eclipse.persistence.queries.ReportQueryResult;
import org.eclipse.persistence.sessions.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Queries of EclipseLink's own API, whose builders know no class until they are prepared: asked of four shards and of one
 * database, through the session and through the entity manager.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExpressionQueryTest {

    private static final Map<String, Integer> EVERYWHERE =
            Map.of("north_america", 1, "asia", 1, "europe", 1, "south_america", 1);

    private BesideOneDatabase both;

    DatabaseKind kind() {
        return DatabaseKind.DERBY;
    }

    @BeforeAll
    void fill() {
        both = new BesideOneDatabase(kind(), WeatherLocation.class, Report.class);
        both.write(em -> {
            city(em, "Asia", "Tokyo", 37, 20, 25);
            city(em, "Asia", "Osaka", 19, 22);
            city(em, "Europe", "London", 9, 12, 14, 12);
            city(em, "Africa", "Accra", 2);
            city(em, "North America", "Boston", 1, 20);
            city(em, "South America", "Lima", 10, 19);
        });
    }

    @AfterAll
    void close() {
        both.close();
    }

    private static void city(EntityManager em, String continent, String name, long population, double... degrees) {
        WeatherLocation location = new WeatherLocation(continent, name);
        location.setPopulation(population);
        for (double degree : degrees) {
            location.report(degree);
        }
        em.persist(location);
    }

    @Test
    void objects_inOrder_areThoseOfOneDatabase() {
        assertCities(
                EVERYWHERE,
                query -> {
                    query.setSelectionCriteria(
                            query.getExpressionBuilder().get("population").greaterThan(1));
                    query.addDescendingOrdering("population");
                },
                "Tokyo",
                "Osaka",
                "Lima",
                "London",
                "Accra");
    }

    @Test
    void objects_inAWindow_areThoseOfOneDatabase() {
        assertCities(
                EVERYWHERE,
                query -> {
                    query.addOrdering(query.getExpressionBuilder().get("city").ascending());
                    query.setFirstResult(1);
                    query.setMaxRows(4);
                },
                "Boston",
                "Lima",
                "London");
    }

    @Test
    void objects_byABuilderOfTheirOwn_areThoseOfOneDatabase() {
        assertCities(
                EVERYWHERE,
                query -> {
                    query.setSelectionCriteria(
                            new ExpressionBuilder().get("population").lessThan(10));
                    query.addOrdering(new ExpressionBuilder().get("city").descending());
                },
                "London",
                "Boston",
                "Accra");
    }

    @Test
    void objects_byTheShardKey_areReadFromItsShardAlone() {
        assertCities(
                Map.of("asia", 1),
                query -> {
                    query.setSelectionCriteria(
                            query.getExpressionBuilder().get("continent").equal("Asia"));
                    query.addAscendingOrdering("city");
                },
                "Osaka",
                "Tokyo");
    }

    @Test
    void objects_byTheirChildren_areThoseOfOneDatabase() {
        assertCities(
                EVERYWHERE,
                query -> {
                    query.setSelectionCriteria(query.getExpressionBuilder()
                            .anyOf("reports")
                            .get("temperature")
                            .greaterThan(13));
                    query.addAscendingOrdering("city");
                    query.useDistinct();
                },
                "Boston",
                "Lima",
                "London",
                "Osaka",
                "Tokyo");
        assertCities(
                EVERYWHERE,
                query -> {
                    query.setSelectionCriteria(query.getExpressionBuilder()
                            .anyOfAllowingNone("reports")
                            .get("temperature")
                            .isNull());
                    query.addAscendingOrdering("city");
                },
                "Accra");
    }

    @Test
    void objects_byASubquery_areThoseOfOneDatabase() {
        assertCities(
                EVERYWHERE,
                query -> {
                    ExpressionBuilder report = new ExpressionBuilder(Report.class);
                    ReportQuery hot = new ReportQuery(Report.class, report);
                    hot.addAttribute("id");
                    hot.setSelectionCriteria(report.get("location")
                            .equal(query.getExpressionBuilder())
                            .and(report.get("temperature").greaterThan(20)));
                    query.setSelectionCriteria(query.getExpressionBuilder().exists(hot));
                    query.addAscendingOrdering("city");
                },
                "Osaka",
                "Tokyo");
    }

    @Test
    void children_inTheOrderOfTheirParents_areThoseOfOneDatabase() {
        List<?> cities = both.run(em -> {
            ReadAllQuery query = new ReadAllQuery(Report.class);
            ExpressionBuilder report = query.getExpressionBuilder();
            query.addOrdering(report.get("location").get("city").descending());
            query.addOrdering(report.get("temperature").ascending());
            query.setMaxRows(4);
            return run(em, query).stream()
                    .map(each -> ((Report) each).getLocation().getCity() + ((Report) each).getTemperature())
                    .toList();
        });
        assertThat(cities).isEqualTo(List.of("Tokyo20.0", "Tokyo25.0", "Osaka22.0", "London12.0"));
    }

    @Test
    void cursor_inOrder_readsWhatOneDatabaseHas() {
        both.run(em -> {
            ReadAllQuery query = new ReadAllQuery(WeatherLocation.class);
            query.addAscendingOrdering("city");
            query.useCursoredStream();
            List<String> cities = new ArrayList<>();
            Cursor cursor = (Cursor) em.unwrap(Session.class).executeQuery(query);
            while (cursor.hasNext()) {
                cities.add(((WeatherLocation) cursor.next()).getCity());
            }
            cursor.close();
            return cities;
        });
    }

    @Test
    void object_byOneOfItsAttributes_isTheOneOfOneDatabase() {
        both.run(em -> ((WeatherLocation) em.unwrap(Session.class)
                        .readObject(
                                WeatherLocation.class,
                                new ExpressionBuilder().get("city").equal("Lima")))
                .getCity());
        both.run(em -> ((WeatherLocation) em.unwrap(JpaEntityManager.class)
                        .createQuery(new ReadObjectQuery(
                                WeatherLocation.class,
                                new ExpressionBuilder().get("city").equal("Lima")))
                        .getSingleResult())
                .getCity());
    }

    @Test
    void groups_inOrder_areThoseOfOneDatabase() {
        List<?> rows = both.run(em -> {
            ReportQuery query = new ReportQuery(WeatherLocation.class, new ExpressionBuilder());
            query.addAttribute("continent");
            query.addCount("cities", query.getExpressionBuilder().get("id"), Long.class);
            query.addSum("population");
            query.addMaximum("city");
            query.addGrouping("continent");
            query.addOrdering(query.getExpressionBuilder().get("continent").descending());
            return values(run(em, query));
        });
        assertThat(rows).hasSize(5);
    }

    @Test
    void aggregates_ofAllShards_areThoseOfOneDatabase() {
        both.run(em -> {
            ReportQuery query = new ReportQuery(WeatherLocation.class, new ExpressionBuilder());
            query.addCount();
            query.addAverage("population");
            query.addMinimum("city");
            return values(run(em, query));
        });
    }

    @Test
    void varianceAndDeviation_overSeveralShards_areRefused() {
        for (Consumer<ReportQuery> aggregate : List.<Consumer<ReportQuery>>of(
                query -> query.addVariance("population"), query -> query.addStandardDeviation("population"))) {
            ReportQuery query = new ReportQuery(WeatherLocation.class, new ExpressionBuilder());
            aggregate.accept(query);
            both.forget();
            try (EntityManager em = both.sharded().emf().createEntityManager()) {
                assertThatThrownBy(() -> em.unwrap(Session.class).executeQuery(query))
                        .hasStackTraceContaining("MERIDIAN-020");
            }
            assertThat(both.counts()).isEmpty();
        }
    }

    @Test
    void explain_ofAnExpression_tellsItsRoute() {
        ReadAllQuery query = new ReadAllQuery(WeatherLocation.class);
        query.setSelectionCriteria(query.getExpressionBuilder().get("continent").in(new String[] {"Asia", "Africa"}));
        query.addAscendingOrdering("city");
        try (EntityManager em = both.sharded().emf().createEntityManager()) {
            var asked = em.unwrap(JpaEntityManager.class).createQuery(query);
            assertThat(Sharding.of(em).explain(asked))
                    .hasToString("asia, europe: continent IN (…); rows are merged in order");
        }
    }

    private void assertCities(Map<String, Integer> statements, Consumer<ReadAllQuery> asked, String... expected) {
        for (boolean throughSession : List.of(true, false)) {
            List<?> cities = both.run(em -> {
                ReadAllQuery query = new ReadAllQuery(WeatherLocation.class);
                asked.accept(query);
                List<?> found = throughSession
                        ? run(em, query)
                        : em.unwrap(JpaEntityManager.class).createQuery(query).getResultList();
                return found.stream()
                        .map(location -> ((WeatherLocation) location).getCity())
                        .toList();
            });
            assertThat(cities).isEqualTo(List.of(expected));
            assertThat(both.counts()).isEqualTo(statements);
        }
    }

    private static List<?> run(EntityManager em, DatabaseQuery query) {
        return (List<?>) em.unwrap(Session.class).executeQuery(query);
    }

    private static List<?> values(List<?> results) {
        return results.stream()
                .map(result -> ((ReportQueryResult) result).getResults())
                .toList();
    }
}
