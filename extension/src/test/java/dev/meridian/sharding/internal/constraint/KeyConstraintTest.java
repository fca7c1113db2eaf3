package dev.meridian.sharding.internal.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyConstraintTest {

    @Test
    void constants_contain_what_their_names_say() {
        assertThat(probes(KeyConstraint.everything())).containsExactly(true, true);
        assertThat(probes(KeyConstraint.nothing())).containsExactly(false, false);
        assertThat(probes(KeyConstraint.nullOnly())).containsExactly(false, true);
        assertThat(probes(KeyConstraint.notNull())).containsExactly(true, false);
    }

    private static List<Boolean> probes(KeyConstraint constraint) {
        return List.of(constraint.contains("asia"), constraint.contains(null));
    }

    @Test
    void isEverything_isTrueForEverythingOnly() {
        assertThat(KeyConstraint.everything().isEverything()).isTrue();
        assertThat(KeyConstraint.notNull().isEverything()).isFalse();
        assertThat(KeyConstraint.nothing().isEverything()).isFalse();
    }

    @Test
    void isNothing_isTrueForNothingOnly() {
        assertThat(KeyConstraint.only(List.of()).isNothing()).isTrue();
        assertThat(KeyConstraint.nullOnly().isNothing()).isFalse();
        assertThat(KeyConstraint.only(1).isNothing()).isFalse();
    }

    @Test
    void only_containsItsValuesAlone() {
        KeyConstraint constraint = KeyConstraint.only(List.of("asia", "europe"));
        assertThat(constraint.contains("europe")).isTrue();
        assertThat(constraint.contains("africa")).isFalse();
        assertThat(constraint.contains(null)).isFalse();
    }

    @Test
    void except_containsAllOthersButNotNull() {
        KeyConstraint constraint = KeyConstraint.except("asia");
        assertThat(constraint.contains("asia")).isFalse();
        assertThat(constraint.contains("europe")).isTrue();
        assertThat(constraint.contains(null)).isFalse();
    }

    @ParameterizedTest
    @MethodSource
    void comparison_containsValuesOnItsSideOfTheBound(KeyConstraint constraint, List<Integer> expected) {
        assertThat(IntStream.rangeClosed(1, 5).boxed().filter(constraint::contains))
                .isEqualTo(expected);
        assertThat(constraint.contains(null)).isFalse();
    }

    static Stream<Object[]> comparison_containsValuesOnItsSideOfTheBound() {
        return Stream.of(
                new Object[] {KeyConstraint.lessThan(3), List.of(1, 2)},
                new Object[] {KeyConstraint.atMost(3), List.of(1, 2, 3)},
                new Object[] {KeyConstraint.greaterThan(3), List.of(4, 5)},
                new Object[] {KeyConstraint.atLeast(3), List.of(3, 4, 5)},
                new Object[] {KeyConstraint.between(2, 4), List.of(2, 3, 4)},
                new Object[] {KeyConstraint.between(4, 2), List.of()});
    }

    @Test
    void or_ofTheTwoSidesOfABound_isEqualToWhatTheyAre() {
        assertThat(KeyConstraint.lessThan(3).or(KeyConstraint.greaterThan(3))).isEqualTo(KeyConstraint.except(3));
        assertThat(KeyConstraint.lessThan(3).or(KeyConstraint.atLeast(3))).isEqualTo(KeyConstraint.notNull());
        assertThat(KeyConstraint.atMost(3).and(KeyConstraint.atLeast(3))).isEqualTo(KeyConstraint.only(3));
        assertThat(KeyConstraint.lessThan(3).and(KeyConstraint.atLeast(3))).isEqualTo(KeyConstraint.nothing());
    }

    @Test
    void listedValues_areThoseOfOnlyInTheirOrder() {
        assertThat(KeyConstraint.only(List.of("b", "a", "b")).listedValues())
                .hasValueSatisfying(values -> assertThat(values).containsExactly("b", "a"));
        assertThat(KeyConstraint.nullOnly().listedValues())
                .hasValueSatisfying(values -> assertThat(values).isEmpty());
        assertThat(KeyConstraint.notNull().listedValues()).isEmpty();
        assertThat(KeyConstraint.atLeast(1).listedValues()).isEmpty();
    }

    @Test
    void only_copiesItsValues() {
        List<String> values = new ArrayList<>(List.of("asia"));
        KeyConstraint constraint = KeyConstraint.only(values);
        values.add("europe");
        assertThat(constraint.contains("europe")).isFalse();
    }

    @Test
    void isNullPossible_isAsContainsNull() {
        assertThat(KeyConstraint.nullOnly().isNullPossible()).isTrue();
        assertThat(KeyConstraint.notNull().isNullPossible()).isFalse();
    }

    @Test
    void numbersThatEveryDatabaseTakesForEqual_areOneValue() {
        BigDecimal one = new BigDecimal("1");
        BigDecimal scaled = new BigDecimal("1.00");
        assertThat(KeyConstraint.only(one)).isEqualTo(KeyConstraint.only(scaled));
        assertThat(KeyConstraint.only(one).contains(scaled)).isTrue();
        assertThat(KeyConstraint.except(one).contains(scaled)).isFalse();
        assertThat(KeyConstraint.atMost(one).and(KeyConstraint.atLeast(scaled))).isEqualTo(KeyConstraint.only(one));
        assertThat(KeyConstraint.only(0.0d).contains(-0.0d)).isTrue();
        assertThat(KeyConstraint.only(-0.0f).contains(0.0f)).isTrue();
        assertThat(KeyConstraint.lessThan(-0.0d)).isEqualTo(KeyConstraint.lessThan(0.0d));
    }

    @Test
    void array_isNeitherListedNorExcluded() {
        byte[] key = {1};
        assertThat(KeyConstraint.only(key)).isEqualTo(KeyConstraint.notNull());
        assertThat(KeyConstraint.except(key)).isEqualTo(KeyConstraint.notNull());
    }

    @Test
    void tooManyValues_areWidened() {
        List<Integer> most = IntStream.range(0, 1_000).boxed().toList();
        List<Integer> tooMany = IntStream.rangeClosed(0, 1_000).boxed().toList();
        assertThat(KeyConstraint.only(most).contains(1_000)).isFalse();
        assertThat(KeyConstraint.except(most).contains(0)).isFalse();
        assertThat(KeyConstraint.only(tooMany)).isEqualTo(KeyConstraint.notNull());
        assertThat(KeyConstraint.except(tooMany)).isEqualTo(KeyConstraint.notNull());
        assertThat(KeyConstraint.only(most).or(KeyConstraint.only(1_000))).isEqualTo(KeyConstraint.notNull());
    }

    @Test
    void tooManyRanges_areWidenedToTheOneAroundThem() {
        KeyConstraint most = ranges(1_000);
        assertThat(most.contains(15)).isFalse();
        KeyConstraint tooMany = ranges(1_001);
        assertThat(tooMany).isEqualTo(KeyConstraint.between(0, 10_001));
    }

    private static KeyConstraint ranges(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> KeyConstraint.between(10 * i, 10 * i + 1))
                .reduce(KeyConstraint.nothing(), KeyConstraint::or);
    }

    @Test
    void sharesValueWith_leavesNullOutOfAccount() {
        KeyConstraint constraint = KeyConstraint.only("asia").or(KeyConstraint.nullOnly());
        assertThat(constraint.sharesValueWith(KeyConstraint.notNull())).isTrue();
        assertThat(constraint.sharesValueWith(KeyConstraint.nullOnly())).isFalse();
        assertThat(constraint.sharesValueWith(KeyConstraint.except("asia"))).isFalse();
    }

    @ParameterizedTest
    @MethodSource
    void toString_namesNoValue(KeyConstraint constraint, String expected) {
        assertThat(constraint).hasToString(expected);
    }

    static Stream<Object[]> toString_namesNoValue() {
        return Stream.of(
                new Object[] {KeyConstraint.everything(), "every value or null"},
                new Object[] {KeyConstraint.only(List.of(77, 78)), "2 values"},
                new Object[] {KeyConstraint.except(77), "all but 1 values"},
                new Object[] {KeyConstraint.between(77, 78).or(KeyConstraint.nullOnly()), "1 ranges or null"});
    }

    @Test
    void cut_namesNoValue() {
        assertThat(new Interval(Cut.before(77), Cut.AFTER_ALL)).hasToString("Interval[low=BEFORE, high=AFTER_ALL]");
    }

    @Test
    void equals_dependsOnValuesAndNull() {
        KeyConstraint constraint = KeyConstraint.only(1);
        assertThat(constraint).isEqualTo(KeyConstraint.only(1)).hasSameHashCodeAs(KeyConstraint.only(1));
        assertThat(constraint).isNotEqualTo(KeyConstraint.only(2)).isNotEqualTo("1 values");
        assertThat(constraint).isNotEqualTo(constraint.or(KeyConstraint.nullOnly()));
        assertThat(constraint.hashCode())
                .isNotEqualTo(constraint.or(KeyConstraint.nullOnly()).hashCode());
    }
}
