package dev.meridian.sharding.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.model.ValueShardMap;
import java.util.ArrayList;
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

    /** A mistake that an analyzer could make. */
    private enum Fault {
        OR_AS_AND,
        NOT_DROPPED,
        NULL_ROW_FORGOTTEN,
        BLANKS_COUNTED,
        ON_AS_WHERE
    }

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
        assertThat(runs).anyMatch(run -> isCaught(run, fault));
    }

    private boolean isCaught(Run run, Fault fault) {
        boolean misread = fault == Fault.ON_AS_WHERE && run.origin().form() == RandomQuery.Form.OUTER_ON;
        Places.Prepared prepared =
                misread ? places.prepare(run.origin().misread(), run.origin().parameters()) : run.prepared();
        return !places.routed(prepared, group -> faulty(group, fault)).containsAll(run.rows());
    }

    private static Shape.Group faulty(Shape.Group group, Fault fault) {
        return new Shape.Group(
                group.root(), group.rules(), faulty(group.condition(), fault), group.proof(), group.absence(), false);
    }

    private static Condition faulty(Condition condition, Fault fault) {
        if (condition instanceof Condition.And and) {
            return new Condition.And(each(and.parts(), fault));
        }
        if (condition instanceof Condition.Or or) {
            List<Condition> parts = each(or.parts(), fault);
            return fault == Fault.OR_AS_AND ? new Condition.And(parts) : new Condition.Or(parts);
        }
        if (condition instanceof Condition.Not not) {
            Condition part = faulty(not.part(), fault);
            return fault == Fault.NOT_DROPPED ? part : new Condition.Not(part);
        }
        if (condition instanceof Condition.SomeRow some) {
            return new Condition.SomeRow(faulty(some.rows(), fault));
        }
        return condition instanceof Condition.Key key ? faulty(key, fault) : condition;
    }

    private static Condition faulty(Condition.Key key, Fault fault) {
        if (fault == Fault.NULL_ROW_FORGOTTEN) {
            return new Condition.Key(key.variable(), key.path(), false, key.test());
        }
        boolean padded = fault == Fault.BLANKS_COUNTED
                && key.test() instanceof KeyTest.Compare compare
                && compare.value() instanceof Operand.Literal literal
                && literal.literal() instanceof String text
                && text.endsWith(" ");
        KeyTest unmapped = new KeyTest.Compare(Comparison.EQUAL, new Operand.Literal("Atlantis"), false);
        return padded ? new Condition.Key(key.variable(), key.path(), key.nullable(), unmapped) : key;
    }

    private static List<Condition> each(List<Condition> parts, Fault fault) {
        return parts.stream().map(part -> faulty(part, fault)).toList();
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
}
