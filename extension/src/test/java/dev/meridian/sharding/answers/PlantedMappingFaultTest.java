package dev.meridian.sharding.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The random queries over what can be mapped see what they are there to see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedMappingFaultTest {

    private static final long SEED = 7;
    private static final int QUERIES = 250;

    private ZooUnits units;

    @BeforeAll
    void open() {
        units = new ZooUnits();
    }

    @AfterAll
    void close() {
        units.close();
    }

    @Test
    void noFault_nothingIsFound() throws SQLException {
        assertThat(units.spoiledBy(ZooFault.NONE).ask(SEED, QUERIES, 1).differences())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void fault_ofAMapping_isFoundByRandomQueries(ZooFault fault) throws SQLException {
        ZooReport report = units.spoiledBy(fault).ask(SEED, QUERIES, 1);

        assertThat(report.differences()).as("%s: %s", fault, report).hasSize(1);
    }
}
