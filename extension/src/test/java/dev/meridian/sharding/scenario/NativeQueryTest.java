package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.ShardingHints;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.StoredProcedureQuery;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.persistence.queries.DataModifyQuery;
import org.eclipse.persistence.queries.DataReadQuery;
import org.eclipse.persistence.queries.DirectReadQuery;
import org.eclipse.persistence.queries.SQLCall;
import org.eclipse.persistence.queries.ValueReadQuery;
import org.eclipse.persistence.sessions.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL of the application's own, on the shard that its hint names: Tokyo is in asia, London in europe, each with report 1. */
@Tag("weaving")
class NativeQueryTest extends WeatherTest {

    private static final String REPORTS = "SELECT * FROM REPORT";
    private static final String CITIES = "SELECT CITY FROM WEATHER_LOCATION";
    private static final String REPORTS_WITH_CITY =
            "SELECT r.*, l.CITY FROM REPORT r JOIN WEATHER_LOCATION l ON r.LOCATION_ID = l.ID";

    /** What a mapping makes of a row by itself. */
    public record City(String name) {}

    @Override
    ShardedUnit.Builder configure(ShardedUnit.Builder builder) {
        return builder.mappingFiles("META-INF/native-orm.xml");
    }

    @BeforeAll
    void createProcedures() throws SQLException {
        Procedures.create(unit);
    }

    @AfterAll
    void dropProcedures() throws SQLException {
        Procedures.drop(unit);
    }

    @BeforeEach
    void store() {
        store(tokyo, london);
    }

    @ParameterizedTest
    @ValueSource(strings = {"asia", "europe"})
    void entities_ofPinnedQueries_bearTheShard(String shard) {
        assertThat(shards(shard, em -> em.createNativeQuery(REPORTS, Report.class)))
                .containsExactly(shard);
        assertThat(shards(shard, em -> em.createNamedQuery("reports"))).containsExactly(shard);
        assertThat(shards(shard, em -> em.createNativeQuery(REPORTS_WITH_CITY, "reportWithCity")))
                .containsExactly(shard);
    }

    @Test
    void entitiesWithOneId_ofTwoPinnedQueries_areTwoObjects() {
        with(em -> {
            Object[] asian = (Object[]) pinned(em.createNativeQuery(REPORTS_WITH_CITY, "reportWithCity"), "asia")
                    .getSingleResult();
            Object[] european = (Object[]) pinned(em.createNativeQuery(REPORTS_WITH_CITY, "reportWithCity"), "europe")
                    .getSingleResult();

            assertThat(asian[1]).isEqualTo("Tokyo");
            assertThat(european[1]).isEqualTo("London");
            assertThat(asian[0]).isNotSameAs(european[0]);
            assertThat(((Report) asian[0]).getLocation().getCity()).isEqualTo("Tokyo");
            assertThat(((Report) european[0]).getLocation().getCity()).isEqualTo("London");
        });
    }

    @Test
    void values_ofPinnedQueries_areTheColumnsAlone() {
        with(em -> {
            assertThat(rows(pinned(em.createNativeQuery(CITIES), "asia"))).isEqualTo(List.of("Tokyo"));
            assertThat(rows(pinned(em.createNamedQuery("cities"), "europe"))).isEqualTo(List.of("London"));
            assertThat(rows(pinned(em.createNativeQuery(CITIES, "cityAlone"), "asia")))
                    .isEqualTo(List.of("Tokyo"));
            assertThat(rows(pinned(em.createNativeQuery(CITIES, "cityName"), "asia")))
                    .isEqualTo(List.of(new City("Tokyo")));
        });
        assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 3, "europe", 1));
    }

    @Test
    void namedQueries_withTheHint_runThere() {
        with(em -> {
            assertThat(rows(em.createNamedQuery("asianCities"))).isEqualTo(List.of("Tokyo"));
        });
        assertThat(unit.log().counts().keySet()).containsExactly("asia");
    }

    @Test
    void parameters_ofAPinnedQuery_areBound() {
        with(em -> assertThat(pinned(em.createNativeQuery(CITIES + " WHERE CONTINENT = ?"), "asia")
                        .setParameter(1, "Asia")
                        .getSingleResult())
                .isEqualTo("Tokyo"));
    }

    @Test
    void update_thatIsPinned_writesThere() {
        inTransaction(em -> assertThat(pinned(em.createNativeQuery("UPDATE REPORT SET TEMPERATURE = 3"), "europe")
                        .executeUpdate())
                .isEqualTo(1));

        assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
        assertThat(temperature("asia")).isEqualTo(20);
        assertThat(temperature("europe")).isEqualTo(3);
    }

    @Test
    void ddl_thatIsPinned_runsThere() {
        inTransaction(em -> {
            pinned(em.createNativeQuery("CREATE TABLE EXTRA (ID INTEGER)"), "europe")
                    .executeUpdate();
            pinned(em.createNativeQuery("DROP TABLE EXTRA"), "europe").executeUpdate();
        });

        assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 2));
    }

    @Test
    void procedure_thatIsPinned_writesThereAndHandsOutItsParameters() {
        inTransaction(em -> {
            StoredProcedureQuery warm = Procedures.warm(em);
            warm.setHint(ShardingHints.SHARD, "asia");
            warm.execute();
            assertThat(warm.getOutputParameterValue(2)).isEqualTo(1);
        });

        assertThat(temperature("asia")).isEqualTo(25);
        assertThat(temperature("europe")).isEqualTo(20);
    }

    @Test
    void writesOfTwoShards_byPinnedSql_areRefusedAtCommit() {
        assertThatThrownBy(() -> inTransaction(em -> {
                    pinned(em.createNativeQuery("UPDATE REPORT SET TEMPERATURE = 3"), "europe")
                            .executeUpdate();
                    pinned(em.createNativeQuery("UPDATE REPORT SET TEMPERATURE = 3"), "asia")
                            .executeUpdate();
                }))
                .hasStackTraceContaining("MERIDIAN-016");
        assertThatThrownBy(() -> inTransaction(em -> {
                    StoredProcedureQuery warm = Procedures.warm(em);
                    warm.setHint(ShardingHints.SHARD, "asia");
                    warm.execute();
                    pinned(em.createNativeQuery("UPDATE REPORT SET TEMPERATURE = 3"), "europe")
                            .executeUpdate();
                }))
                .hasStackTraceContaining("MERIDIAN-016");

        assertThat(temperature("asia")).isEqualTo(20);
        assertThat(temperature("europe")).isEqualTo(20);
    }

    @Test
    void readsOfTwoShards_byPinnedSql_areNoWrites() {
        inTransaction(em -> {
            assertThat(rows(pinned(em.createNativeQuery(CITIES), "europe"))).hasSize(1);
            pinned(em.createNativeQuery("UPDATE REPORT SET TEMPERATURE = 3"), "asia")
                    .executeUpdate();
        });

        assertThat(temperature("asia")).isEqualTo(3);
    }

    @Test
    void uncommittedChanges_areSeenByAPinnedQuery() {
        inTransaction(em -> {
            em.persist(new WeatherLocation("Asia", "Osaka"));
            assertThat(rows(pinned(em.createNativeQuery(CITIES + " ORDER BY CITY"), "asia")))
                    .isEqualTo(List.of("Osaka", "Tokyo"));
        });
    }

    @Test
    void queries_thatAreNotPinned_areRefused() {
        List<Function<EntityManager, ?>> runs = List.of(
                em -> em.createNativeQuery(CITIES).getResultList(),
                em -> em.createNativeQuery(CITIES).getSingleResult(),
                em -> em.createNativeQuery(REPORTS, Report.class).getResultList(),
                em -> em.createNativeQuery(REPORTS_WITH_CITY, "reportWithCity").getResultList(),
                em -> em.createNamedQuery("reports").getResultList(),
                em -> em.createNamedQuery("cities").getResultList(),
                em -> em.createNativeQuery("DELETE FROM REPORT").executeUpdate(),
                em -> Procedures.warm(em).execute());
        for (Function<EntityManager, ?> run : runs) {
            with(em -> {
                em.getTransaction().begin();
                assertThatThrownBy(() -> run.apply(em))
                        .hasStackTraceContaining(ShardingException.class.getName() + ": MERIDIAN-021")
                        .hasStackTraceContaining("eclipselink.partitioning");
            });
        }
        assertThat(unit.log().counts()).isEmpty();
    }

    @Test
    void queries_throughEclipseLinksSession_areRefused() {
        List<Consumer<Session>> runs = List.of(
                session -> session.executeSQL(CITIES),
                session -> session.executeSelectingCall(new SQLCall(CITIES)),
                session -> session.executeQuery(new ValueReadQuery("SELECT COUNT(*) FROM REPORT")),
                session -> session.executeQuery(new DirectReadQuery(CITIES)),
                session -> session.executeQuery(new DataReadQuery(CITIES)),
                session -> session.executeQuery(new DataModifyQuery("DELETE FROM REPORT")),
                session -> session.executeNonSelectingSQL("DELETE FROM REPORT"));
        for (Consumer<Session> run : runs) {
            with(em -> assertThatThrownBy(() -> run.accept(em.unwrap(Session.class)))
                    .hasStackTraceContaining(ShardingException.class.getName() + ": MERIDIAN-021"));
            inTransaction(em -> assertThatThrownBy(() -> run.accept(em.unwrap(Session.class)))
                    .hasStackTraceContaining(ShardingException.class.getName() + ": MERIDIAN-021"));
        }
        assertThat(unit.log().counts()).isEmpty();
        assertThat(rows("europe", "REPORT")).isEqualTo(1);
    }

    private static List<String> shards(List<?> results, EntityManager em) {
        return results.stream()
                .map(result -> Sharding.of(em).shardOf(result instanceof Object[] row ? row[0] : result))
                .toList();
    }

    private List<String> shards(String shard, Function<EntityManager, Query> query) {
        unit.emf().getCache().evictAll();
        return ask(em -> shards(pinned(query.apply(em), shard).getResultList(), em));
    }

    private static List<?> rows(Query query) {
        return query.getResultList();
    }

    private static Query pinned(Query query, String shard) {
        return query.setHint(ShardingHints.SHARD, shard);
    }

    private double temperature(String shard) {
        try (var connection = unit.jdbc(shard);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT TEMPERATURE FROM REPORT")) {
            rows.next();
            return rows.getDouble(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
