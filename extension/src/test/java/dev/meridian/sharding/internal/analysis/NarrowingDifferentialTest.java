package dev.meridian.sharding.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.model.ValueShardMap;
import dev.meridian.sharding.testkit.DatabaseKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random queries: the rows that Derby finds must be of shards that the analysis leads to, and of no fewer shards. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NarrowingDifferentialTest {

    private static final long SEED = 20_261_122L;
    private static final int CASES = 5_000;
    private static final List<String> FREE = List.of("a", "b", "c");

    /** @param rows the shards that have rows of the result */
    private record Run(RandomQuery origin, Places.Prepared prepared, Set<String> rows) {}

    private Places places;
    private List<Run> runs;

    @BeforeAll
    void runAllCases() {
        places = new Places(WeatherAnalysis.MAP, keys(WeatherAnalysis.MAP), FREE);
        runs = RandomQuery.list(RandomCondition.CONTINENTS, SEED, CASES, FREE).stream()
                .map(each -> run(each, places))
                .toList();
    }

    @AfterAll
    void close() {
        places.close();
    }

    private static Run run(RandomQuery each, Places places) {
        Places.Prepared prepared = places.prepare(each.query(), each.parameters());
        return new Run(each, prepared, places.shardsWithRows(prepared));
    }

    private static void assertEveryShardWithRows(Run run, Set<String> routed) {
        assertThat(routed)
                .as("%s %s", run.origin().query(), run.origin().parameters())
                .containsAll(run.rows());
    }

    private static List<String> keys(ValueShardMap map) {
        return map.values().stream().map(String.class::cast).toList();
    }

    @Test
    void route_hasEveryShardWithRows_andHardlyMore() {
        int narrow = 0;
        int broader = 0;
        for (Run run : runs) {
            Set<String> routed = places.routed(run.prepared(), UnaryOperator.identity());
            assertEveryShardWithRows(run, routed);
            if (run.rows().size() < WeatherAnalysis.MAP.shards().size()) {
                narrow++;
                broader += routed.equals(run.rows()) ? 0 : 1;
            }
        }
        assertThat(narrow).isGreaterThanOrEqualTo(runs.size() / 2);
        assertThat(broader * 100).isLessThan(narrow);
    }

    @ParameterizedTest
    @EnumSource
    void plantedFault_isCaught(Fault fault) {
        assertThat(runs.stream().anyMatch(run -> fault.isCaught(run.origin(), run.prepared(), run.rows(), places)))
                .isTrue();
    }

    @Test
    void route_withDefaultShard_hasEveryShardWithRows() {
        Map<Object, String> mapped = new HashMap<>();
        WeatherAnalysis.MAP
                .values()
                .forEach(key -> mapped.put(key, WeatherAnalysis.MAP.shardOf(key).orElseThrow()));
        List<String> keys = new ArrayList<>(keys(WeatherAnalysis.MAP));
        keys.addAll(List.of("Atlantis", "asia", "Asia ", "M", ""));
        try (Places withDefault = new Places(new ValueShardMap(mapped, "rest"), keys, FREE)) {
            for (RandomQuery each : RandomQuery.list(RandomCondition.CONTINENTS, SEED + 1, 500, FREE)) {
                Run run = run(each, withDefault);
                assertEveryShardWithRows(run, withDefault.routed(run.prepared(), UnaryOperator.identity()));
            }
        }
    }

    /** Blanks at the end count there, so that no mistake about them can be made. */
    @Test
    void route_onPostgres_hasEveryShardWithRows_andEachOtherPlantedFaultIsCaught() {
        try (Places postgres =
                new Places(DatabaseKind.POSTGRESQL, WeatherAnalysis.MAP, keys(WeatherAnalysis.MAP), FREE)) {
            List<Run> ran = RandomQuery.listForFaults(RandomCondition.CONTINENTS, SEED + 2, 400, FREE).stream()
                    .map(each -> run(each, postgres))
                    .toList();
            ran.forEach(
                    run -> assertEveryShardWithRows(run, postgres.routed(run.prepared(), UnaryOperator.identity())));
            for (Fault fault : EnumSet.complementOf(EnumSet.of(Fault.BLANKS_COUNTED))) {
                assertThat(ran.stream()
                                .anyMatch(run -> fault.isCaught(run.origin(), run.prepared(), run.rows(), postgres)))
                        .as("%s", fault)
                        .isTrue();
            }
        }
    }
}
