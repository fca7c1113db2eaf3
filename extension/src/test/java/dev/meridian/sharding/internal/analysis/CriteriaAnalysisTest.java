package dev.meridian.sharding.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.Query;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaDelete;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Join;
import jakarta.persistence.criteria.JoinType;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.jpa.JpaQuery;
import org.eclipse.persistence.queries.DataReadQuery;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Queries that JPQL does not make. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CriteriaAnalysisTest {

    private WeatherAnalysis weather;
    private CriteriaBuilder criteria;

    @BeforeAll
    void open() {
        weather = new WeatherAnalysis();
        criteria = weather.em().getCriteriaBuilder();
    }

    @AfterAll
    void close() {
        weather.close();
    }

    private List<String> found(Query query) {
        return GoldenCase.describe(weather.analyze(query, Map.of("p", "Asia")));
    }

    @Test
    void literalsAndParameters_narrow() {
        CriteriaQuery<WeatherLocation> query = criteria.createQuery(WeatherLocation.class);
        Root<WeatherLocation> location = query.from(WeatherLocation.class);
        query.where(
                criteria.or(
                        criteria.equal(location.get("continent"), "Africa"),
                        criteria.equal(criteria.parameter(String.class, "p"), location.get("continent"))),
                criteria.not(location.get("continent").in("Europe", "Africa")));

        assertThat(found(weather.em().createQuery(query)))
                .containsExactly("Asia: continent = … AND continent NOT IN (…)");
    }

    @Test
    void correlatedJoin_isOfTheOuterGroup() {
        CriteriaQuery<WeatherLocation> query = criteria.createQuery(WeatherLocation.class);
        Root<WeatherLocation> location = query.from(WeatherLocation.class);
        Subquery<Integer> subquery = query.subquery(Integer.class);
        Join<WeatherLocation, Report> report = subquery.correlate(location).join("reports");
        subquery.select(criteria.literal(1)).where(criteria.gt(report.get("temperature"), 5));
        query.where(criteria.exists(subquery), criteria.like(location.get("continent"), "A%"));

        assertThat(found(weather.em().createQuery(query))).containsExactly("Asia, Africa: continent LIKE …");
    }

    @Test
    void outerJoin_narrowsOnlyIfNullIsRejected() {
        CriteriaQuery<Report> query = criteria.createQuery(Report.class);
        Join<Report, WeatherLocation> location = query.from(Report.class).join("location", JoinType.LEFT);
        query.where(criteria.or(
                criteria.isNull(location.get("continent")), criteria.equal(location.get("continent"), "Asia")));

        assertThat(found(weather.em().createQuery(query))).containsExactly("all: OR with another condition");
    }

    @Test
    void bulkDelete_narrows() {
        CriteriaDelete<WeatherLocation> delete = criteria.createCriteriaDelete(WeatherLocation.class);
        delete.where(criteria.equal(delete.from(WeatherLocation.class).get("continent"), "Asia"));

        assertThat(found(weather.em().createQuery(delete))).containsExactly("Asia: continent = …");
    }

    @Test
    void entityLiteral_narrows_andIsNamed() {
        WeatherLocation tokyo = new WeatherLocation("Asia", "Tokyo");
        tokyo.setId(1L);
        Report report = tokyo.report(5.0);
        report.setId(1L);
        CriteriaQuery<Report> query = criteria.createQuery(Report.class);
        Root<Report> root = query.from(Report.class);
        query.where(criteria.equal(root, report), criteria.equal(root.get("location"), tokyo));

        assertThat(found(weather.em().createQuery(query)))
                .containsExactly("Asia, Oceania in asia: Report = … AND location = …", "entity of asia");
    }

    @Test
    void nativeQuery_canReadEverything() {
        DatabaseQuery query = new DataReadQuery("SELECT * FROM REPORT");

        assertThat(GoldenCase.describe(weather.analyze(query, Map.of())))
                .containsExactly("all: a query that is not understood", "unsharded");
    }

    @Test
    void shape_isReadOncePerPreparation_andEvaluatedForEachCall() {
        Query query = weather.em().createQuery("SELECT l FROM WeatherLocation l WHERE l.continent = :p");
        DatabaseQuery prepared = query.unwrap(JpaQuery.class).getDatabaseQuery();

        assertThat(GoldenCase.describe(weather.analyze(prepared, Map.of("p", "Asia"))))
                .containsExactly("Asia: continent = …");
        assertThat(GoldenCase.describe(weather.analyze((DatabaseQuery) prepared.clone(), Map.of("p", "Europe"))))
                .containsExactly("Europe: continent = …");
        assertThat(weather.shapeOf(prepared)).isSameAs(weather.shapeOf((DatabaseQuery) prepared.clone()));
    }
}
