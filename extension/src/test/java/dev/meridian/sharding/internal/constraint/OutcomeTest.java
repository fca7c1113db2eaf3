package dev.meridian.sharding.internal.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomeTest {

    private static final List<String> MAPPED = List.of("Africa", "Asia", "Europe");

    /** Per key (Africa, Asia, Europe, Atlantis which is not mapped, null): T and F for what the condition can be. */
    @ParameterizedTest
    @MethodSource("conditions")
    void condition_eachKey_canBeWhatSqlSays(Outcome outcome, String expected) {
        assertThat(table(outcome)).isEqualTo(expected);
    }

    @Test
    void in_noValueInTheList_isFalseOrUnknown() {
        assertThat(Outcome.in(List.of(), false)).isEqualTo(Outcome.alwaysFalse());
        assertThat(Outcome.in(List.of(), true)).isEqualTo(Outcome.alwaysUnknown());
    }

    @Test
    void unknownUnlessNull_isNeitherForNull() {
        assertThat(Outcome.unknownUnlessNull().whenTrue()).isEqualTo(KeyConstraint.notNull());
        assertThat(Outcome.unknownUnlessNull().whenFalse()).isEqualTo(KeyConstraint.notNull());
    }

    @Test
    void greaterThan_isTheOppositeOfAtMost() {
        assertThat(Outcome.greaterThan(3))
                .isEqualTo(new Outcome(KeyConstraint.greaterThan(3), KeyConstraint.atMost(3)))
                .isEqualTo(Outcome.atMost(3).not());
    }

    @Test
    void toString_namesNoValue() {
        assertThat(Outcome.equalTo(77)).hasToString("Outcome[whenTrue=1 values, whenFalse=all but 1 values]");
    }

    private static String table(Outcome outcome) {
        List<@Nullable String> keys = new ArrayList<>(MAPPED);
        keys.addAll(Arrays.asList("Atlantis", null));
        return String.join(" ", keys.stream().map(key -> cell(outcome, key)).toList());
    }

    private static String cell(Outcome outcome, @Nullable Object key) {
        String cell = (outcome.whenTrue().contains(key) ? "T" : "")
                + (outcome.whenFalse().contains(key) ? "F" : "");
        return cell.isEmpty() ? "-" : cell;
    }

    static Stream<Object[]> conditions() {
        return Stream.of(
                row(Outcome.unknown(), "TF TF TF TF TF"),
                row(Outcome.unknownUnlessNull(), "TF TF TF TF -"),
                row(Outcome.alwaysTrue(), "T T T T T"),
                row(Outcome.alwaysFalse(), "F F F F F"),
                row(Outcome.alwaysUnknown(), "- - - - -"),
                row(Outcome.equalTo("Asia"), "F T F F -"),
                row(Outcome.equalTo("Asia").not(), "T F T T -"),
                row(Outcome.equalTo(null), "- - - - -"),
                row(Outcome.isNull(), "F F F F T"),
                row(Outcome.isNull().not(), "T T T T F"),
                row(Outcome.in(List.of("Asia", "Europe"), false), "F T T F -"),
                row(Outcome.in(List.of("Asia", "Europe"), true), "- T T - -"),
                row(Outcome.in(List.of("Asia", "Europe"), true).not(), "- F F - -"),
                row(Outcome.in(List.of(), false), "F F F F F"),
                row(Outcome.in(List.of(), true), "- - - - -"),
                row(Outcome.lessThan("Asia"), "T F F F -"),
                row(Outcome.atMost("Asia"), "T T F F -"),
                row(Outcome.greaterThan("Asia"), "F F T T -"),
                row(Outcome.atLeast("Asia"), "F T T T -"),
                row(Outcome.lessThan(null), "- - - - -"),
                row(Outcome.atMost(null), "- - - - -"),
                row(Outcome.greaterThan(null), "- - - - -"),
                row(Outcome.atLeast(null), "- - - - -"),
                row(Outcome.between("Asia", "Atlantis"), "F T F T -"),
                row(Outcome.between("Asia", null), "F - - - -"),
                row(Outcome.between(null, "Asia"), "- - F F -"),
                row(Outcome.predicate(MAPPED, value -> value.toString().startsWith("A")), "T T F TF -"),
                row(Outcome.predicate(List.of(), value -> true), "TF TF TF TF -"),
                row(Outcome.evaluated(MAPPED, Verdict.HOLDS, OutcomeTest::verdict), "T - TF TF T"),
                row(Outcome.evaluated(MAPPED, Verdict.FAILS, OutcomeTest::verdict), "T - TF TF F"),
                row(Outcome.evaluated(MAPPED, Verdict.UNDECIDED, OutcomeTest::verdict), "T - TF TF TF"));
    }

    private static Verdict verdict(Object value) {
        return switch (value.toString()) {
            case "Africa" -> Verdict.HOLDS;
            case "Asia" -> Verdict.IS_NULL;
            default -> Verdict.UNDECIDED;
        };
    }

    private static Object[] row(Outcome outcome, String expected) {
        return new Object[] {outcome, expected};
    }
}
