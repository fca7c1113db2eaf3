package dev.meridian.sharding.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.constraint.KeyConstraint;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.partitioning.PartitioningPolicy;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.sessions.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shape of a query is read once, however often EclipseLink prepares the query. */
class ShapeReuseTest {

    private final List<Shape> shapes = new ArrayList<>();
    private final List<List<Object>> keys = new ArrayList<>();
    private final ShardedUnit unit = ShardedUnit.with(WeatherLocation.class, Report.class)
            .shards("one")
            .withoutMeridian()
            .customizer(this::watch)
            .createTables()
            .open();
    private final WeatherAnalysis weather = new WeatherAnalysis();
    private EntityManager em;

    private void watch(Session session) {
        for (ClassDescriptor descriptor : session.getProject().getOrderedDescriptors()) {
            descriptor.setPartitioningPolicyName(null);
            descriptor.setPartitioningPolicy(new PartitioningPolicy() {
                @Override
                public List<Accessor> getConnectionsForQuery(
                        AbstractSession session, DatabaseQuery query, AbstractRecord arguments) {
                    shapes.add(weather.shapeOf(query));
                    KeyConstraint found = weather.keys(query, arguments, session);
                    keys.add(WeatherAnalysis.MAP.values().stream()
                            .filter(found::contains)
                            .toList());
                    return null;
                }
            });
        }
    }

    @BeforeEach
    void open() {
        em = unit.emf().createEntityManager();
        shapes.clear();
        keys.clear();
    }

    @AfterEach
    void close() {
        em.close();
        unit.close();
        weather.close();
    }

    private void named(String jpql) {
        unit.emf().addNamedQuery("named", em.createQuery(jpql, WeatherLocation.class));
    }

    private void callTwice(Consumer<TypedQuery<WeatherLocation>> settings) {
        for (int i = 0; i < 2; i++) {
            TypedQuery<WeatherLocation> query = em.createNamedQuery("named", WeatherLocation.class);
            settings.accept(query);
            query.getResultList();
        }
    }

    private int compiled() {
        Set<Shape> different = Collections.newSetFromMap(new IdentityHashMap<>());
        different.addAll(shapes);
        return different.size();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "l.continent = :p",
                "l.continent = :p AND l.population > 5 AND l.city <> 'Tokyo'",
                "l.continent IN (:p, 'Europe') OR l.city <> :p",
                "CASE WHEN l.continent = :p THEN 1 ELSE 2 END = 1",
                "EXISTS (SELECT r FROM Report r WHERE r.location = l AND r.location.continent = :p)"
            })
    void namedQuery_isReadOnce(String condition) {
        named("SELECT l FROM WeatherLocation l WHERE " + condition);
        callTwice(query -> query.setParameter("p", "Asia"));
        callTwice(query -> query.setParameter("p", "Europe").setMaxResults(5));
        callTwice(query -> query.setParameter("p", "Africa").setFirstResult(2).setMaxResults(3));

        assertThat(shapes).hasSize(6);
        assertThat(compiled()).isEqualTo(1);
    }

    @Test
    void namedQuery_withACollection_isReadOnce_andLooksAtEachCallsValues() {
        named("SELECT l FROM WeatherLocation l WHERE l.continent IN :p");
        callTwice(query -> query.setParameter("p", List.of("Asia")));
        callTwice(query -> query.setParameter("p", List.of("Asia", "Europe")));

        assertThat(compiled()).isEqualTo(1);
        assertThat(keys)
                .containsExactly(
                        List.of("Asia"), List.of("Asia"), List.of("Asia", "Europe"), List.of("Asia", "Europe"));
    }

    @Test
    void dynamicQuery_isReadOnce_withALimitToo() {
        for (int limit : new int[] {0, 1, 2}) {
            TypedQuery<WeatherLocation> query = em.createQuery(
                    "SELECT l FROM WeatherLocation l WHERE l.continent IN :p ORDER BY l.id", WeatherLocation.class);
            query.setParameter("p", List.of("Asia"));
            (limit == 0 ? query : query.setMaxResults(limit)).getResultList();
        }
        assertThat(compiled()).isEqualTo(1);
    }

    @Test
    void queryWithOtherParts_isAnotherShape() {
        named("SELECT l FROM WeatherLocation l WHERE l.continent = :p");
        callTwice(query -> query.setParameter("p", "Asia"));
        callTwice(query -> query.setParameter("p", "Asia").setHint("eclipselink.left-join-fetch", "l.reports"));

        assertThat(compiled()).isGreaterThan(1);
    }

    @Test
    void otherQueries_haveOtherShapes() {
        for (String continent : List.of("Asia", "Europe")) {
            em.createQuery("SELECT l FROM WeatherLocation l WHERE l.continent = '" + continent + "'")
                    .getResultList();
        }
        assertThat(compiled()).isEqualTo(2);
        assertThat(keys).containsExactly(List.of("Asia"), List.of("Europe"));
    }
}
