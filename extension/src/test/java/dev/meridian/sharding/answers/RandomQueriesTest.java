package dev.meridian.sharding.answers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.oracle.OracleReport;
import dev.meridian.sharding.testkit.oracle.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Four databases answer random queries as one does.
 *
 * <p>{@code -Dmeridian.test.oracle.queries=500 -Dmeridian.test.oracle.seed=42} asks others; {@code
 * -Dmeridian.test.oracle.only=17} asks one of the seed; the profile {@code oracle} asks 100,000. What was asked, refused and
 * discarded is written to {@code target/oracle-DERBY.txt}.
 */
class RandomQueriesTest {

    private static final int QUERIES = Integer.getInteger("meridian.test.oracle.queries", 3000);
    private static final long SEED = Long.getLong("meridian.test.oracle.seed", 1);
    private static final int ONLY = Integer.getInteger("meridian.test.oracle.only", -1);

    /** So many that each share of them says something. */
    private static final int ENOUGH = 400;

    private static final int MOST_DIFFERENCES = 20;

    private static final double MOST_REFUSED_PERCENT = 3;

    @Test
    void randomQuery_onFourShards_isAnsweredAsByOneDatabase() throws IOException {
        OracleReport report = ask(DatabaseKind.DERBY, QUERIES);

        assertThat(report.differences()).isEmpty();
        if (report.asked() >= ENOUGH) {
            assertTells(report);
        }
    }

    /** What the test is worth: whether the queries are such that a wrong answer would show. */
    private static void assertTells(OracleReport report) {
        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(report.refusedPercent()).as("refused").isLessThan(MOST_REFUSED_PERCENT);
        softly.assertThat(report.discardedPercent()).as("discarded").isLessThan(10);
        softly.assertThat(report.severalShardsPercent()).as("on several shards").isGreaterThan(70);
        softly.assertThat(report.withRowsPercent()).as("with rows").isGreaterThan(80);
        for (Shape shape : Shape.values()) {
            softly.assertThat(report.percentOf(shape)).as("%s", shape).isGreaterThan(Shape.LEAST_PERCENT);
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @EnumSource(
            value = DatabaseKind.class,
            names = {"POSTGRESQL", "POSTGRESQL_ICU"})
    void randomQuery_onPostgres_isAnsweredAsByOneDatabase(DatabaseKind kind) throws IOException {
        assertThat(ask(kind, QUERIES / 5).differences()).isEmpty();
    }

    private static OracleReport ask(DatabaseKind kind, int queries) throws IOException {
        try (Units units = new Units(kind)) {
            OracleReport report = ONLY < 0
                    ? units.oracle().run(SEED, 0, queries, MOST_DIFFERENCES)
                    : units.oracle().run(SEED, ONLY, ONLY + 1, 1);
            Files.writeString(Path.of("target", "oracle-" + kind + ".txt"), report.toString());
            return report;
        }
    }
}
