package dev.meridian.sharding.answers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.oracle.Fault;
import dev.meridian.sharding.testkit.oracle.Oracle;
import dev.meridian.sharding.testkit.oracle.OracleReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The oracle sees what it is there to see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedFaultTest {

    private Units units;

    @BeforeAll
    void open() {
        units = new Units(DatabaseKind.DERBY);
    }

    @AfterAll
    void close() {
        units.close();
    }

    @ParameterizedTest
    @EnumSource
    void fault_inTheAnswers_isFound(Fault fault) {
        OracleReport report =
                Oracle.withFault(fault, Rows.description(), units.single.emf()).run(7, 0, 1000, 1);

        assertThat(report.differences()).as("%s: %s", fault, report).hasSize(1);
    }
}
