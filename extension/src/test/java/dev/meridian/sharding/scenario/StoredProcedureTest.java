package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.ShardingHints;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Report;
import jakarta.persistence.StoredProcedureQuery;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stored procedures that return rows, which not every database has. */
@Tag("weaving")
class StoredProcedureTest extends WeatherTest {

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

    @Test
    void entities_ofPinnedProcedures_bearTheShard() {
        with(em -> {
            for (String shard : List.of("asia", "europe")) {
                Report report = (Report) pinned(em.createStoredProcedureQuery("ALL_REPORTS", Report.class), shard)
                        .getSingleResult();
                assertThat(Sharding.of(em).shardOf(report)).isEqualTo(shard);
            }
            Report named =
                    (Report) em.createNamedStoredProcedureQuery("asianReports").getSingleResult();
            assertThat(Sharding.of(em).shardOf(named)).isEqualTo("asia");
        });
    }

    @Test
    void rows_ofAPinnedProcedure_areTheColumnsAlone() {
        with(em -> {
            StoredProcedureQuery reports = pinned(em.createStoredProcedureQuery("ALL_REPORTS"), "asia");
            assertThat(reports.execute()).isTrue();
            assertThat((Object[]) reports.getResultList().get(0)).hasSize(3);
        });
        assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 1));
    }

    @Test
    void rows_inATransaction_areThoseThatItWrote() {
        inTransaction(em -> {
            em.find(Report.class, ShardedKey.of("asia", 1L)).setTemperature(4);
            em.flush();
            Object[] row = (Object[])
                    pinned(em.createStoredProcedureQuery("ALL_REPORTS"), "asia").getSingleResult();
            assertThat(row).contains(4.0);
        });
    }

    @Test
    void procedure_thatIsNotPinned_isRefused() {
        with(em -> {
            assertThatThrownBy(() -> em.createStoredProcedureQuery("ALL_REPORTS", Report.class)
                            .getResultList())
                    .hasStackTraceContaining("MERIDIAN-021");
            assertThatThrownBy(
                            () -> em.createStoredProcedureQuery("ALL_REPORTS").execute())
                    .hasStackTraceContaining("MERIDIAN-021");
        });
        assertThat(unit.log().counts()).isEmpty();
    }

    private static StoredProcedureQuery pinned(StoredProcedureQuery query, String shard) {
        return query.setHint(ShardingHints.SHARD, shard);
    }
}
