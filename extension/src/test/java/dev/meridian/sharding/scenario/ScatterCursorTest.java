package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.config.QueryHints;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.queries.CursoredStream;
import org.eclipse.persistence.queries.ScrollableCursor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EclipseLink's cursors over several shards: lazy, forward, and leaving nothing behind. */
class ScatterCursorTest extends ScatterTest {

    private static final int CONNECTIONS = 2;
    private static final int CITIES = 20;

    @Override
    ShardedUnit.Builder configure(ShardedUnit.Builder builder) {
        for (String pool : List.of("default", "asia", "europe", "south_america")) {
            builder.property("eclipselink.connection-pool." + pool + ".min", String.valueOf(CONNECTIONS))
                    .property("eclipselink.connection-pool." + pool + ".max", String.valueOf(CONNECTIONS));
        }
        return builder.property("meridian.scatter.timeout", 20_000);
    }

    private void storeCities() {
        inTransaction(em -> {
            for (int city = 0; city < CITIES; city++) {
                em.persist(new WeatherLocation("Asia", "asia " + city));
            }
        });
        inTransaction(em -> {
            for (int city = 0; city < CITIES; city++) {
                em.persist(new WeatherLocation("Europe", "europe " + city));
            }
        });
        unit.log().countRows();
        forget();
    }

    private static CursoredStream stream(EntityManager em, String jpql) {
        Query query = em.createQuery(jpql)
                .setHint(QueryHints.CURSOR, true)
                .setHint(QueryHints.CURSOR_INITIAL_SIZE, 1)
                .setHint(QueryHints.CURSOR_PAGE_SIZE, 1);
        return (CursoredStream) query.getSingleResult();
    }

    @Test
    void stream_firstRow_arrivesBeforeTheOthersAreFetched() {
        storeCities();
        with(em -> {
            CursoredStream stream = stream(em, ALL);
            assertThat(((WeatherLocation) stream.next()).getCity()).startsWith("asia");
            assertThat(unit.log().rows("asia")).isBetween(1, 3);
            assertThat(unit.log().rows("europe")).isZero();
            stream.close();
            assertThat(unit.log().rows("asia")).isBetween(1, 3);
        });
        assertAllConnectionsComeBack();
    }

    @Test
    void stream_outsideATransaction_runsSoThatDriversDoNotBufferIt() {
        storeCities();
        with(em -> stream(em, ALL).close());
        for (String shard : ShardedUnit.SHARDS) {
            assertThat(unit.log().terms(shard)).containsExactly("fetch size 100, auto-commit false");
        }
    }

    @Test
    void stream_fetchSizeOfTheQuery_isKept() {
        storeCities();
        with(em -> {
            Query query = em.createQuery(ALL).setHint(QueryHints.CURSOR, true).setHint(QueryHints.JDBC_FETCH_SIZE, 7);
            ((CursoredStream) query.getSingleResult()).close();
        });
        assertThat(unit.log().terms("asia")).containsExactly("fetch size 7, auto-commit false");
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL, ALL + " ORDER BY l.city"})
    void list_fetchSizeOfTheQuery_isKept(String jpql) {
        storeCities();
        with(em -> em.createQuery(jpql).setHint(QueryHints.JDBC_FETCH_SIZE, 7).getResultList());
        assertThat(unit.log().terms("asia")).hasSize(1).allMatch(terms -> terms.startsWith("fetch size 7"));
    }

    @Test
    void stream_readToItsEnd_hasEachRowOnce() {
        storeCities();
        with(em -> {
            CursoredStream stream = stream(em, ALL);
            List<String> cities = new ArrayList<>();
            while (stream.hasNext()) {
                cities.add(((WeatherLocation) stream.next()).getCity());
                stream.releasePrevious();
            }
            assertThat(cities).hasSize(2 * CITIES).doesNotHaveDuplicates();
            assertThat(cities.subList(0, CITIES)).allMatch(city -> city.startsWith("asia"));
        });
        assertAllConnectionsComeBack();
        assertAutoCommit();
    }

    @Test
    void stream_closedEarly_givesItsConnectionsBackAsTheyWere() {
        storeCities();
        for (int cursor = 0; cursor <= CONNECTIONS; cursor++) {
            with(em -> {
                CursoredStream stream = stream(em, ALL);
                stream.next();
                stream.close();
            });
            assertAllConnectionsComeBack();
        }
        assertAutoCommit();
    }

    @Test
    void stream_oneShardFailsToOpen_freesTheOthers() {
        storeCities();
        for (int cursor = 0; cursor <= CONNECTIONS; cursor++) {
            unit.log().failNext("europe", ScatterTest::reads);
            assertThatThrownBy(() -> with(em -> stream(em, ALL)))
                    .hasStackTraceContaining("MERIDIAN-070")
                    .hasStackTraceContaining("europe");
            assertAllConnectionsComeBack();
        }
        assertAutoCommit();
    }

    @Test
    void stream_inATransaction_seesWhatItHasWritten() {
        storeCities();
        with(em -> {
            em.getTransaction().begin();
            em.persist(tokyo);
            em.flush();
            unit.log().clear();
            CursoredStream stream = stream(em, ALL);
            List<String> cities = new ArrayList<>();
            while (stream.hasNext()) {
                cities.add(((WeatherLocation) stream.next()).getCity());
            }
            assertThat(cities).hasSize(2 * CITIES + 1).contains("Tokyo");
            assertThat(threads()).containsExactly(Thread.currentThread().getName());
            em.getTransaction().rollback();
        });
        assertAllConnectionsComeBack();
    }

    @Test
    void streamOfOneShard_closed_givesTheConnectionBackToItsShard() {
        storeCities();
        with(em -> {
            CursoredStream stream = stream(em, ALL + " WHERE l.continent = 'Asia'");
            stream.next();
            stream.close();
        });
        assertAllConnectionsComeBack();
        for (String shard : ShardedUnit.SHARDS) {
            assertThat(pool(shard).getConnectionsAvailable())
                    .extracting(Accessor::getPool)
                    .allMatch(pool(shard)::equals);
        }
        assertThat(ask(ScatterTest::all)).hasSize(2 * CITIES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ALL + " WHERE l.population <= (SELECT MAX(x.population) FROM WeatherLocation x)",
                ALL + " WHERE l.city LIKE 'asia%' UNION " + ALL + " WHERE l.city LIKE 'europe%'"
            })
    void stream_ofAQueryThatTakesSteps_hasEachRowOnce(String jpql) {
        storeCities();
        with(em -> {
            CursoredStream stream = stream(em, jpql);
            assertThatThrownBy(stream::size).hasMessageStartingWith("MERIDIAN-076");
            List<String> cities = new ArrayList<>();
            while (stream.hasNext()) {
                cities.add(((WeatherLocation) stream.next()).getCity());
            }
            assertThat(cities).hasSize(2 * CITIES).doesNotHaveDuplicates();
            stream.close();
        });
        assertAllConnectionsComeBack();
        assertAutoCommit();
    }

    @Test
    void stream_askedForItsSize_refuses() {
        storeCities();
        with(em -> {
            CursoredStream stream = stream(em, ALL);
            assertThatThrownBy(stream::size)
                    .isInstanceOf(ShardingException.class)
                    .hasMessageStartingWith("MERIDIAN-076");
            stream.close();
        });
        assertAllConnectionsComeBack();
    }

    @Test
    void scrollableCursor_forward_works() {
        storeCities();
        with(em -> {
            ScrollableCursor cursor = scroll(em);
            List<Integer> positions = new ArrayList<>();
            while (cursor.hasNext()) {
                cursor.next();
                positions.add(cursor.getPosition());
            }
            assertThat(positions).hasSize(2 * CITIES).startsWith(1, 2).endsWith(2 * CITIES);
            cursor.close();
        });
        assertAllConnectionsComeBack();
    }

    @Test
    void scrollableCursor_elsewhereThanForward_refuses() {
        storeCities();
        with(em -> {
            ScrollableCursor cursor = scroll(em);
            cursor.next();
            cursor.next();
            assertThatThrownBy(cursor::previous)
                    .isInstanceOf(ShardingException.class)
                    .hasMessageStartingWith("MERIDIAN-075");
            assertThatThrownBy(cursor::last).hasMessageStartingWith("MERIDIAN-075");
            assertThatThrownBy(() -> cursor.absolute(7)).hasMessageStartingWith("MERIDIAN-075");
            cursor.close();
        });
        assertAllConnectionsComeBack();
    }

    private static ScrollableCursor scroll(EntityManager em) {
        return (ScrollableCursor)
                em.createQuery(ALL).setHint(QueryHints.SCROLLABLE_CURSOR, true).getSingleResult();
    }

    private void assertAutoCommit() {
        for (String shard : ShardedUnit.SHARDS) {
            assertThat(pool(shard).getConnectionsAvailable()).isNotEmpty().allMatch(ScatterCursorTest::commitsByItself);
        }
    }

    private static boolean commitsByItself(Accessor connection) {
        try {
            return connection.getConnection().getAutoCommit();
        } catch (SQLException closed) {
            throw new AssertionError(closed);
        }
    }
}
