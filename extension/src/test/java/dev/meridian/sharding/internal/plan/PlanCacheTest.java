package dev.meridian.sharding.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.gather.GatherPlan;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import java.util.List;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.jpa.JpaQuery;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.sessions.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A query is planned once, whatever the values of its parameters, and again for all that changes its SQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanCacheTest {

    private static final String ORDERED =
            "SELECT l.city FROM WeatherLocation l WHERE l.population > :least ORDER BY l.city";

    private PlanCache cache = new PlanCache();
    private int made;
    private ShardedUnit unit;

    @BeforeAll
    void open() {
        unit = ShardedUnit.with(WeatherLocation.class, Report.class)
                .createTables()
                .open();
    }

    @BeforeEach
    void forget() {
        cache = new PlanCache();
        made = 0;
    }

    @AfterAll
    void close() {
        unit.close();
    }

    @Test
    void plan_ofTheSameJpql_isMadeOnce() {
        ScatterPlan first = plan(ORDERED, 0);
        ScatterPlan second = plan(ORDERED, 0);

        assertThat(second).isSameAs(first);
        assertThat(made).isEqualTo(1);
    }

    @Test
    void plan_withALimit_isAnotherThanWithout_andMadeOnceForAllLimits() {
        plan(ORDERED, 0);
        plan(ORDERED, 5);
        plan(ORDERED, 50);

        assertThat(made).isEqualTo(2);
    }

    @Test
    void plan_ofOtherJpql_isMade() {
        plan(ORDERED, 0);
        plan(ORDERED + " DESC", 0);

        assertThat(made).isEqualTo(2);
    }

    @Test
    void plan_ofCriteria_isMadeEachTime() {
        for (int i = 0; i < 2; i++) {
            try (EntityManager em = unit.emf().createEntityManager()) {
                CriteriaBuilder builder = em.getCriteriaBuilder();
                CriteriaQuery<WeatherLocation> criteria = builder.createQuery(WeatherLocation.class);
                criteria.select(criteria.from(WeatherLocation.class));
                plan(em.createQuery(criteria), 0);
            }
        }

        assertThat(made).isEqualTo(2);
    }

    @Test
    void remembered_plan_takesTheValuesOfItsCall() {
        try (EntityManager em = unit.emf().createEntityManager()) {
            em.getTransaction().begin();
            em.persist(new WeatherLocation("Asia", "Tokyo"));
            em.getTransaction().commit();
        }
        try (EntityManager em = unit.emf().createEntityManager()) {
            em.getTransaction().begin();
            em.persist(new WeatherLocation("Europe", "Tokyo"));
            em.getTransaction().commit();
        }

        assertThat(counted(1L)).containsExactly("Tokyo");
        assertThat(counted(2L)).isEmpty();
        assertThat(counted(1L)).containsExactly("Tokyo");
    }

    private List<String> counted(long more) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            return em.createQuery(
                            "SELECT l.city FROM WeatherLocation l GROUP BY l.city HAVING COUNT(l) > :more",
                            String.class)
                    .setParameter("more", more)
                    .getResultList();
        }
    }

    private ScatterPlan plan(String jpql, int most) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            return plan(em.createQuery(jpql), most);
        }
    }

    private ScatterPlan plan(Query query, int most) {
        AbstractSession session = (AbstractSession) unit.emf().unwrap(Session.class);
        ObjectLevelReadQuery read =
                (ObjectLevelReadQuery) query.unwrap(JpaQuery.class).getDatabaseQuery();
        ObjectLevelReadQuery running = (ObjectLevelReadQuery) read.clone();
        if (most > 0) {
            running.setMaxRows(most);
        }
        running.checkPrepare(session, null, true);
        return cache.get(running, () -> {
            made++;
            return new ScatterPlan(running, 1, true, parameters -> GatherPlan.of("a query"), "");
        });
    }
}
