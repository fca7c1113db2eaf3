package dev.meridian.weather;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.UserTransaction;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.persistence.config.QueryHints;
import org.eclipse.persistence.queries.CursoredStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which threads read several shards inside Liberty. */
@ExtendWith(ArquillianExtension.class)
class ParallelReadIT {

    private static final String ALL = "SELECT l FROM WeatherLocation l";

    @Inject
    EntityManager entityManager;

    @Inject
    UserTransaction transaction;

    @Inject
    Databases databases;

    @Deployment
    static WebArchive war() {
        return WeatherArchive.forTestsInside(Databases.class, StatementLog.class);
    }

    @BeforeEach
    void store() throws Exception {
        databases.clear();
        transaction.begin();
        entityManager.persist(new WeatherLocation("Asia", "Tokyo", "JP"));
        entityManager.persist(new WeatherLocation("Europe", "London", "GB"));
        entityManager.persist(new WeatherLocation("South America", "Quito", "EC"));
        transaction.commit();
        entityManager.getEntityManagerFactory().getCache().evictAll();
    }

    @Test
    void read_outsideATransaction_mayUseThreadsOfTheServer() {
        StatementLog log = new StatementLog();
        // A deadline lets others do the work, however fast it is.
        for (int round = 0; round < 200; round++) {
            List<WeatherLocation> all = entityManager
                    .createQuery(ALL, WeatherLocation.class)
                    .setHint("jakarta.persistence.query.timeout", 60_000)
                    .getResultList();
            assertThat(all).extracting(WeatherLocation::getCity).containsExactlyInAnyOrder("Tokyo", "London", "Quito");
        }
        Set<String> others = new TreeSet<>(log.threads("FROM WEATHER_LOCATION"));
        others.remove(Thread.currentThread().getName());
        assertThat(others).isNotEmpty().allMatch(thread -> thread.startsWith("Default Executor"));
    }

    @Test
    void read_inATransaction_staysOnTheThreadOfTheRequest() throws Exception {
        StatementLog log = new StatementLog();
        transaction.begin();
        assertThat(entityManager.createQuery(ALL, WeatherLocation.class).getResultList())
                .hasSize(3);
        entityManager.persist(new WeatherLocation("Asia", "Osaka", "JP"));
        assertThat(entityManager.createQuery(ALL, WeatherLocation.class).getResultList())
                .hasSize(4);
        transaction.rollback();
        assertThat(log.threads("FROM WEATHER_LOCATION"))
                .containsExactly(Thread.currentThread().getName());
        assertThat(entityManager.createQuery(ALL, WeatherLocation.class).getResultList())
                .hasSize(3);
    }

    @Test
    void cursor_outsideATransactionAndIn_readsAllShards() throws Exception {
        for (int round = 0; round < 60; round++) {
            assertThat(cities()).isEqualTo(3);
        }
        transaction.begin();
        entityManager.persist(new WeatherLocation("Asia", "Osaka", "JP"));
        assertThat(cities()).isEqualTo(4);
        transaction.rollback();
        assertThat(cities()).isEqualTo(3);
    }

    private int cities() {
        CursoredStream stream = (CursoredStream)
                entityManager.createQuery(ALL).setHint(QueryHints.CURSOR, true).getSingleResult();
        int cities = 0;
        while (stream.hasNext()) {
            stream.next();
            cities++;
        }
        stream.close();
        return cities;
    }
}
