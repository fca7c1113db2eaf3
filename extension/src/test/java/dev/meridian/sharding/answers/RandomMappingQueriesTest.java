package dev.meridian.sharding.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Random queries over what can be mapped besides plain entities get the answers of one database.
 *
 * <p>{@code -Dmeridian.test.mapping-queries=20000 -Dmeridian.test.mapping-queries.seed=42} asks others. Of some thousand,
 * one or two may differ since Derby answers them wrongly: an outer join of a table beside tables that are listed, whose rows
 * it loses by the plan that it chooses. What was asked, refused and discarded is written to {@code
 * target/mapping-queries.txt}.
 */
class RandomMappingQueriesTest {

    private static final int QUERIES = Integer.getInteger("meridian.test.mapping-queries", 800);
    private static final long SEED = Long.getLong("meridian.test.mapping-queries.seed", 1);

    /** So many that each share of them says something. */
    private static final int ENOUGH = 400;

    private static final int MOST_DIFFERENCES = 8;

    /** Of queries that cannot be answered over several shards; any other code tells of a failure. */
    private static final List<String> REFUSALS = List.of("MERIDIAN-020", "MERIDIAN-026", "MERIDIAN-027");

    @Test
    void randomQuery_overSeveralShards_hasTheAnswerOfOneDatabase() throws IOException {
        ZooReport report;
        try (ZooUnits units = new ZooUnits()) {
            report = units.ask(SEED, QUERIES, MOST_DIFFERENCES);
        }
        Files.writeString(Path.of("target", "mapping-queries.txt"), report.toString());

        assertThat(report.differences()).isEmpty();
        if (report.asked() >= ENOUGH) {
            assertTells(report);
        }
    }

    /** What the test is worth: whether the queries are such that a wrong answer would show. */
    private static void assertTells(ZooReport report) {
        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(REFUSALS).containsAll(report.refusals().keySet());
        softly.assertThat(report.answeredPercent()).as("answered").isGreaterThan(80);
        softly.assertThat(report.refusedPercent()).as("refused").isLessThan(12);
        softly.assertThat(report.discardedPercent()).as("discarded").isLessThan(10);
        softly.assertThat(report.severalShardsPercent()).as("on several shards").isGreaterThan(70);
        softly.assertThat(report.withRowsPercent()).as("with rows").isGreaterThan(80);
        for (ZooShape shape : ZooShape.values()) {
            softly.assertThat(report.percentOf(shape)).as("%s", shape).isGreaterThan(ZooShape.LEAST_PERCENT);
        }
        softly.assertAll();
    }
}
