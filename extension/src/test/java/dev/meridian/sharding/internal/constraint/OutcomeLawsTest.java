package dev.meridian.sharding.internal.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random conditions against an evaluator of SQL's three-valued logic that tries every value of the conditions that are
 * not known.
 */
class OutcomeLawsTest {

    private static final List<@Nullable String> KEYS = Arrays.asList("Africa", "Asia", "Europe", "Atlantis", null);
    private static final List<String> MAPPED = List.of("Africa", "Asia", "Europe");
    private static final List<Verdict> VALUES = List.of(Verdict.HOLDS, Verdict.FAILS, Verdict.IS_NULL);
    private static final int TERMS_PER_SEED = 200;
    private static final int FREE = 4;

    /** A condition that evaluates itself, given a key and the values of the free conditions. */
    private interface Term {
        Outcome outcome();

        Verdict of(@Nullable String key, List<Verdict> free);
    }

    private record Leaf(Outcome outcome, Known known) implements Term {
        interface Known {
            Verdict of(@Nullable String key);
        }

        @Override
        public Verdict of(@Nullable String key, List<Verdict> free) {
            return known.of(key);
        }
    }

    private record Free(int index) implements Term {
        @Override
        public Outcome outcome() {
            return Outcome.unknown();
        }

        @Override
        public Verdict of(@Nullable String key, List<Verdict> free) {
            return free.get(index);
        }
    }

    /** LIKE 'A%', which is not evaluated for values that are not mapped: there it is as good as free. */
    private record Like(int index) implements Term {
        @Override
        public Outcome outcome() {
            return Outcome.predicate(MAPPED, value -> value.toString().startsWith("A"));
        }

        @Override
        public Verdict of(@Nullable String key, List<Verdict> free) {
            if (key == null) {
                return Verdict.IS_NULL;
            }
            return MAPPED.contains(key) ? verdict(key.startsWith("A")) : free.get(index);
        }
    }

    private record Not(Term term) implements Term {
        @Override
        public Outcome outcome() {
            return term.outcome().not();
        }

        @Override
        public Verdict of(@Nullable String key, List<Verdict> free) {
            Verdict verdict = term.of(key, free);
            return verdict == Verdict.IS_NULL ? verdict : verdict(verdict == Verdict.FAILS);
        }
    }

    private record Both(boolean and, Term left, Term right) implements Term {
        @Override
        public Outcome outcome() {
            return and ? left.outcome().and(right.outcome()) : left.outcome().or(right.outcome());
        }

        @Override
        public Verdict of(@Nullable String key, List<Verdict> free) {
            Set<Verdict> verdicts = EnumSet.of(left.of(key, free), right.of(key, free));
            Verdict decisive = verdict(!and);
            if (verdicts.contains(decisive)) {
                return decisive;
            }
            return verdicts.contains(Verdict.IS_NULL) ? Verdict.IS_NULL : verdict(and);
        }
    }

    private static Verdict verdict(boolean holds) {
        return holds ? Verdict.HOLDS : Verdict.FAILS;
    }

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void outcome_freeConditionsOnceEach_isExact(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TERMS_PER_SEED; i++) {
            int[] used = {0};
            Term term = term(random, 4, () -> used[0]++);
            if (used[0] <= FREE) {
                Outcome outcome = term.outcome();
                assertThat(KEYS).allSatisfy(key -> {
                    Set<Verdict> possible = possible(term, key);
                    assertThat(outcome.whenTrue().contains(key)).isEqualTo(possible.contains(Verdict.HOLDS));
                    assertThat(outcome.whenFalse().contains(key)).isEqualTo(possible.contains(Verdict.FAILS));
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void outcome_freeConditionsRepeated_isNeverTooNarrow(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TERMS_PER_SEED; i++) {
            Term term = term(random, 5, () -> random.nextInt(FREE));
            Outcome outcome = term.outcome();
            assertThat(KEYS).allSatisfy(key -> {
                Set<Verdict> possible = possible(term, key);
                assertThat(outcome.whenTrue().contains(key) || !possible.contains(Verdict.HOLDS))
                        .isTrue();
                assertThat(outcome.whenFalse().contains(key) || !possible.contains(Verdict.FAILS))
                        .isTrue();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void operations_fulfilTheLawsOfThreeValuedLogic(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TERMS_PER_SEED; i++) {
            Outcome a = term(random, 3, () -> 0).outcome();
            Outcome b = term(random, 3, () -> 0).outcome();
            Outcome c = term(random, 3, () -> 0).outcome();
            assertThat(a.not().not()).isEqualTo(a);
            assertThat(a.and(b).not()).isEqualTo(a.not().or(b.not()));
            assertThat(a.or(b).not()).isEqualTo(a.not().and(b.not()));
            assertThat(a.and(b)).isEqualTo(b.and(a));
            assertThat(a.and(b).and(c)).isEqualTo(a.and(b.and(c)));
            assertThat(a.and(b.or(c))).isEqualTo(a.and(b).or(a.and(c)));
            assertThat(a.and(Outcome.alwaysTrue())).isEqualTo(a);
            assertThat(a.or(Outcome.alwaysFalse())).isEqualTo(a);
            assertThat(a.and(Outcome.alwaysFalse())).isEqualTo(Outcome.alwaysFalse());
            assertThat(a.or(Outcome.alwaysTrue())).isEqualTo(Outcome.alwaysTrue());
        }
    }

    private static Set<Verdict> possible(Term term, @Nullable String key) {
        Set<Verdict> possible = EnumSet.noneOf(Verdict.class);
        int all = (int) Math.pow(VALUES.size(), FREE);
        for (int code = 0; code < all; code++) {
            int digits = code;
            List<Verdict> free = IntStream.range(0, FREE)
                    .mapToObj(i -> VALUES.get(digits / (int) Math.pow(VALUES.size(), i) % VALUES.size()))
                    .toList();
            possible.add(term.of(key, free));
        }
        return possible;
    }

    private static Term term(Random random, int depth, IntSupplier free) {
        if (depth == 0) {
            return leaf(random, free);
        }
        return switch (random.nextInt(5)) {
            case 0 -> leaf(random, free);
            case 1 -> new Not(term(random, depth - 1, free));
            default -> new Both(random.nextBoolean(), term(random, depth - 1, free), term(random, depth - 1, free));
        };
    }

    private static Term leaf(Random random, IntSupplier free) {
        String a = key(random);
        String b = key(random);
        return switch (random.nextInt(10)) {
            case 0 -> new Free(free.getAsInt());
            case 1 -> new Like(free.getAsInt());
            case 2 -> new Leaf(Outcome.isNull(), key -> verdict(key == null));
            case 3 -> new Leaf(Outcome.equalTo(null), key -> Verdict.IS_NULL);
            case 4 -> new Leaf(Outcome.in(List.of(a, b), false), key -> in(key, a, b, Verdict.FAILS));
            case 5 -> new Leaf(Outcome.in(List.of(a, b), true), key -> in(key, a, b, Verdict.IS_NULL));
            case 6 -> compared(Outcome.lessThan(a), key -> key.compareTo(a) < 0);
            case 7 -> compared(Outcome.atMost(a), key -> key.compareTo(a) <= 0);
            case 8 -> compared(Outcome.between(a, b), key -> key.compareTo(a) >= 0 && key.compareTo(b) <= 0);
            default -> compared(Outcome.equalTo(a), key -> key.equals(a));
        };
    }

    private static Term compared(Outcome outcome, Predicate<String> condition) {
        return new Leaf(outcome, key -> key == null ? Verdict.IS_NULL : verdict(condition.test(key)));
    }

    private static Verdict in(@Nullable String key, String a, String b, Verdict otherwise) {
        if (key == null) {
            return Verdict.IS_NULL;
        }
        return key.equals(a) || key.equals(b) ? Verdict.HOLDS : otherwise;
    }

    private static String key(Random random) {
        return List.of("Africa", "Asia", "Europe", "Atlantis").get(random.nextInt(4));
    }
}
