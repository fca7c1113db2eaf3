package dev.meridian.sharding.internal.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.time.LocalDate;
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
        assertThat(KeyConstraint.between(1, 1_000).listedValues()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void betweenNeighbours_isNothing(Comparable<?> one, Comparable<?> two, Comparable<?> three) {
        KeyConstraint afterOne = KeyConstraint.greaterThan(one);

        assertThat(afterOne.and(KeyConstraint.lessThan(two)).isNothing()).isTrue();
        assertThat(afterOne.and(KeyConstraint.lessThan(three))).isEqualTo(KeyConstraint.only(two));
        assertThat(afterOne).isEqualTo(KeyConstraint.atLeast(two));
        assertThat(KeyConstraint.between(one, three)).isEqualTo(KeyConstraint.only(List.of(one, two, three)));
        assertThat(KeyConstraint.atMost(one).or(KeyConstraint.atLeast(three))).isEqualTo(KeyConstraint.except(two));
        assertThat(KeyConstraint.between(one, two).or(KeyConstraint.atLeast(three)))
                .isEqualTo(KeyConstraint.atLeast(one));
    }

    static Stream<Object[]> betweenNeighbours_isNothing() {
        BigInteger big = BigInteger.ONE.shiftLeft(100);
        return Stream.of(
                new Object[] {1, 2, 3},
                new Object[] {-1L, 0L, 1L},
                new Object[] {(short) 1, (short) 2, (short) 3},
                new Object[] {(byte) 125, (byte) 126, (byte) 127},
                new Object[] {Integer.MAX_VALUE - 2, Integer.MAX_VALUE - 1, Integer.MAX_VALUE},
                new Object[] {big, big.add(BigInteger.ONE), big.add(BigInteger.TWO)},
                new Object[] {LocalDate.of(2024, 2, 28), LocalDate.of(2024, 2, 29), LocalDate.of(2024, 3, 1)});
    }

    @ParameterizedTest
    @MethodSource
    void betweenOtherValues_mayBeSomething(Comparable<?> low, Comparable<?> high) {
        assertThat(KeyConstraint.greaterThan(low)
                        .and(KeyConstraint.lessThan(high))
                        .isNothing())
                .isFalse();
        assertThat(KeyConstraint.between(low, high).listedValues()).isEmpty();
    }

    static Stream<Object[]> betweenOtherValues_mayBeSomething() {
        return Stream.of(
                new Object[] {new BigDecimal(1), new BigDecimal(2)},
                new Object[] {1.0, 2.0},
                new Object[] {"a", "b"},
                new Object[] {new Date(0), new Date(86_400_000)});
    }

    /** Its type ends there, but its column need not. */
    @ParameterizedTest
    @MethodSource
    void afterTheGreatestValue_mayBeSomething(Comparable<?> greatest) {
        assertThat(KeyConstraint.greaterThan(greatest).isNothing()).isFalse();
        assertThat(KeyConstraint.greaterThan(greatest).contains(greatest)).isFalse();
        assertThat(KeyConstraint.atMost(greatest).contains(greatest)).isTrue();
        assertThat(KeyConstraint.atMost(greatest).and(KeyConstraint.atLeast(greatest)))
                .isEqualTo(KeyConstraint.only(greatest));
    }

    static Stream<Comparable<?>> afterTheGreatestValue_mayBeSomething() {
        return Stream.of(Integer.MAX_VALUE, Long.MAX_VALUE, Short.MAX_VALUE, Byte.MAX_VALUE, LocalDate.MAX);
    }

    @Test
    void fewNeighbours_areListed_many_areARange() {
        assertThat(KeyConstraint.between(1, 32).listedValues()).isPresent();
        assertThat(KeyConstraint.between(1, 33).listedValues()).isEmpty();
        assertThat(KeyConstraint.between(1, 33).contains(33)).isTrue();
        assertThat(KeyConstraint.between(1, 33).contains(34)).isFalse();
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
        assertThat(most.contains(75)).isFalse();
        KeyConstraint tooMany = ranges(1_001);
        assertThat(tooMany).isEqualTo(KeyConstraint.between(0, 100_050));
    }

    private static KeyConstraint ranges(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> KeyConstraint.between(100 * i, 100 * i + 50))
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
                new Object[] {KeyConstraint.between(77, 777).or(KeyConstraint.nullOnly()), "1 ranges or null"});
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
