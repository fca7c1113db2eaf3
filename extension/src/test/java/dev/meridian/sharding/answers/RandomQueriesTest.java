package dev.meridian.sharding.answers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.oracle.Oracle;
import dev.meridian.sharding.testkit.oracle.OracleReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Four databases answer random queries as one does.
 *
 * <p>{@code -Dmeridian.test.oracle.queries=500 -Dmeridian.test.oracle.seed=42} asks others; {@code
 * -Dmeridian.test.oracle.only=17} asks one of the seed. What was asked is written to {@code target/oracle.txt}.
 */
class RandomQueriesTest {

    private static final int QUERIES = Integer.getInteger("meridian.test.oracle.queries", 500);
    private static final long SEED = Long.getLong("meridian.test.oracle.seed", 1);
    private static final int ONLY = Integer.getInteger("meridian.test.oracle.only", -1);

    @Test
    void randomQuery_onFourShards_isAnsweredAsByOneDatabase() throws IOException {
        try (Units units = new Units()) {
            Oracle oracle = Oracle.of(Rows.description(), units.sharded.emf(), units.sharded.log(), units.single.emf());
            OracleReport report = ONLY < 0 ? oracle.run(SEED, 0, QUERIES, 20) : oracle.run(SEED, ONLY, ONLY + 1, 1);
            Files.writeString(Path.of("target", "oracle.txt"), report.toString());
            assertThat(report.differences()).isEmpty();
        }
    }
}
