package dev.meridian.sharding.internal.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The laws of sets over random terms. Probes are all numbers from one before the least constant to one behind the
 * greatest, so that two sets with the same probes are the same set. Constants are all numbers between; or even ones of a
 * type without neighbours, where a probe stands for all values between two of them.
 */
class KeyConstraintLawsTest {

    private static final List<@Nullable Integer> PROBES = probes();
    private static final int TERMS_PER_SEED = 300;

    /** The class of a term's constants. */
    private enum Kind {
        WHOLE {
            @Override
            Comparable<?> value(int number) {
                return number;
            }
        },
        OTHER_WHOLE {
            @Override
            Comparable<?> value(int number) {
                return (long) number;
            }
        },
        WITHOUT_NEIGHBOURS {
            @Override
            Comparable<?> value(int number) {
                return (double) number;
            }
        };

        abstract Comparable<?> value(int number);

        int constant(Random random) {
            return this == WITHOUT_NEIGHBOURS ? 2 * random.nextInt(6) : random.nextInt(11);
        }

        boolean contains(KeyConstraint constraint, @Nullable Integer probe) {
            return constraint.contains(probe == null ? null : value(probe));
        }

        /** One kind for the terms of a seed. */
        static Kind of(int seed) {
            return seed % 2 == 0 ? WHOLE : WITHOUT_NEIGHBOURS;
        }
    }

    /** A constraint and the membership that it must have. */
    private record Term(KeyConstraint constraint, Predicate<@Nullable Integer> members) {

        Term and(Term other) {
            return new Term(constraint.and(other.constraint), members.and(other.members));
        }

        Term or(Term other) {
            return new Term(constraint.or(other.constraint), members.or(other.members));
        }
    }

    private static List<@Nullable Integer> probes() {
        List<@Nullable Integer> probes = new ArrayList<>();
        IntStream.rangeClosed(-1, 11).forEach(probes::add);
        probes.add(null);
        return probes;
    }

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void term_anyDepth_containsExactlyItsMembers(int seed) {
        Kind kind = Kind.of(seed);
        terms(seed)
                .forEach(term -> assertThat(PROBES)
                        .allSatisfy(probe -> assertThat(kind.contains(term.constraint, probe))
                                .isEqualTo(term.members.test(probe))));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void term_anyDepth_isInNormalForm(int seed) {
        Random random = new Random(seed);
        terms(seed).forEach(term -> {
            Term other = term(random, Kind.of(seed), 3);
            boolean same = PROBES.stream().allMatch(probe -> term.members.test(probe) == other.members.test(probe));
            assertThat(term.constraint.equals(other.constraint)).isEqualTo(same);
            boolean shared = PROBES.stream()
                    .filter(Objects::nonNull)
                    .anyMatch(probe -> term.members.test(probe) && other.members.test(probe));
            assertThat(term.constraint.sharesValueWith(other.constraint)).isEqualTo(shared);
            assertThat(term.constraint.isNothing()).isEqualTo(PROBES.stream().noneMatch(term.members));
            assertThat(term.constraint.isEverything()).isEqualTo(PROBES.stream().allMatch(term.members));
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void operations_fulfilTheLawsOfALattice(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TERMS_PER_SEED; i++) {
            KeyConstraint a = term(random, Kind.of(seed), 3).constraint;
            KeyConstraint b = term(random, Kind.of(seed), 3).constraint;
            KeyConstraint c = term(random, Kind.of(seed), 2).constraint;
            assertThat(a.and(b)).isEqualTo(b.and(a));
            assertThat(a.or(b)).isEqualTo(b.or(a)).hasSameHashCodeAs(b.or(a));
            assertThat(a.and(b).and(c)).isEqualTo(a.and(b.and(c)));
            assertThat(a.or(b).or(c)).isEqualTo(a.or(b.or(c)));
            assertThat(a.and(b.or(c))).isEqualTo(a.and(b).or(a.and(c)));
            assertThat(a.or(b.and(c))).isEqualTo(a.or(b).and(a.or(c)));
            assertThat(a.and(a.or(b))).isEqualTo(a);
            assertThat(a.or(a.and(b))).isEqualTo(a);
            assertThat(a.and(KeyConstraint.everything())).isEqualTo(a);
            assertThat(a.or(KeyConstraint.nothing())).isEqualTo(a);
            assertThat(a.and(KeyConstraint.nothing()).isNothing()).isTrue();
            assertThat(a.or(KeyConstraint.everything()).isEverything()).isTrue();
        }
    }

    /** A database compares numbers of all classes; so a set of one class may hold numbers of another. */
    @ParameterizedTest
    @MethodSource("seeds")
    void term_ofTwoClasses_lacksNoMember(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TERMS_PER_SEED; i++) {
            Term term = mixed(random, 3);
            assertThat(PROBES).allSatisfy(probe -> {
                if (term.members.test(probe)) {
                    assertThat(Kind.WHOLE.contains(term.constraint, probe)).isTrue();
                    assertThat(Kind.OTHER_WHOLE.contains(term.constraint, probe))
                            .isTrue();
                }
            });
        }
    }

    private static Stream<Term> terms(int seed) {
        Random random = new Random(seed);
        return Stream.generate(() -> term(random, Kind.of(seed), 4)).limit(TERMS_PER_SEED);
    }

    private static Term term(Random random, Kind kind, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return leaf(random, kind);
        }
        Term left = term(random, kind, depth - 1);
        Term right = term(random, kind, depth - 1);
        return random.nextBoolean() ? left.and(right) : left.or(right);
    }

    private static Term mixed(Random random, int depth) {
        if (depth == 0) {
            return leaf(random, random.nextBoolean() ? Kind.WHOLE : Kind.OTHER_WHOLE);
        }
        Term left = mixed(random, depth - 1);
        Term right = mixed(random, depth - 1);
        return random.nextBoolean() ? left.and(right) : left.or(right);
    }

    private static Term leaf(Random random, Kind kind) {
        int a = kind.constant(random);
        int b = kind.constant(random);
        Comparable<?> x = kind.value(a);
        Comparable<?> y = kind.value(b);
        return switch (random.nextInt(11)) {
            case 0 -> notNull(KeyConstraint.only(x), k -> k == a);
            case 1 -> notNull(KeyConstraint.only(List.of(x, y)), k -> k == a || k == b);
            case 2 -> notNull(KeyConstraint.except(x), k -> k != a);
            case 3 -> notNull(KeyConstraint.except(List.of(x, y)), k -> k != a && k != b);
            case 4 -> notNull(KeyConstraint.lessThan(x), k -> k < a);
            case 5 -> notNull(KeyConstraint.atMost(x), k -> k <= a);
            case 6 -> notNull(KeyConstraint.greaterThan(x), k -> k > a);
            case 7 -> notNull(KeyConstraint.atLeast(x), k -> k >= a);
            case 8 -> notNull(KeyConstraint.between(x, y), k -> a <= k && k <= b);
            case 9 -> new Term(KeyConstraint.nullOnly(), Objects::isNull);
            default -> notNull(KeyConstraint.notNull(), k -> true);
        };
    }

    private static Term notNull(KeyConstraint constraint, Predicate<Integer> members) {
        return new Term(constraint, key -> key != null && members.test(key));
    }
}
