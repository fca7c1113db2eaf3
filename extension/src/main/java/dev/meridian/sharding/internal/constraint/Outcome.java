package dev.meridian.sharding.internal.constraint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a SQL condition says of the shard key, in three-valued logic.
 *
 * <p>{@code whenTrue} is a superset of the key values for which the condition can be TRUE, {@code whenFalse} one of those
 * for which it can be FALSE; for a key value in neither set it is UNKNOWN for sure. With both at hand NOT only swaps them,
 * and no superset is ever complemented, which would make it too small. The rows that a condition selects have their key
 * in {@code whenTrue}.
 *
 * <p>Example: {@code NOT (key = 'Asia' AND population > 5)}. Nothing is known of the population, so that the second
 * condition can be TRUE or FALSE for every key; the first is FALSE for every value but Asia. The AND can be TRUE for
 * Asia only and FALSE for every key, null included. The NOT of it can be TRUE for every key: it does not narrow, where
 * complementing "Asia" would have lost Asia's small cities.
 *
 * <p>The sets are exact (no larger than needed) where each condition that is not known appears once: {@code A OR NOT A}
 * is not seen to be TRUE. Not more is kept of a condition: where it can be UNKNOWN is not known.
 *
 * @param whenTrue the key values for which the condition can be TRUE, and perhaps more
 * @param whenFalse the key values for which the condition can be FALSE, and perhaps more
 */
public record Outcome(KeyConstraint whenTrue, KeyConstraint whenFalse) {

    /** A condition of which nothing is known. */
    public static Outcome unknown() {
        return new Outcome(KeyConstraint.everything(), KeyConstraint.everything());
    }

    /** A condition of which only this is known: it is UNKNOWN where the key is null, as {@code key = other column}. */
    public static Outcome unknownUnlessNull() {
        return new Outcome(KeyConstraint.notNull(), KeyConstraint.notNull());
    }

    /** TRUE for every key, as {@code 1 = 1}. */
    public static Outcome alwaysTrue() {
        return new Outcome(KeyConstraint.everything(), KeyConstraint.nothing());
    }

    /** FALSE for every key, as {@code 1 = 0}. */
    public static Outcome alwaysFalse() {
        return new Outcome(KeyConstraint.nothing(), KeyConstraint.everything());
    }

    /** UNKNOWN for every key, as {@code key = NULL}. */
    public static Outcome alwaysUnknown() {
        return new Outcome(KeyConstraint.nothing(), KeyConstraint.nothing());
    }

    /** {@code key = value}, where the database's equality is Java's; a null value makes it UNKNOWN. */
    public static Outcome equalTo(@Nullable Object value) {
        return value == null ? alwaysUnknown() : new Outcome(KeyConstraint.only(value), KeyConstraint.except(value));
    }

    /** {@code key IS NULL}. */
    public static Outcome isNull() {
        return new Outcome(KeyConstraint.nullOnly(), KeyConstraint.notNull());
    }

    /**
     * {@code key IN (values)}, where the database's equality is Java's.
     *
     * @param values the values in the list that are not null; it may be empty
     * @param containsNull whether a null is in the list too: then the condition is never FALSE
     */
    public static Outcome in(Collection<?> values, boolean containsNull) {
        if (values.isEmpty()) {
            return containsNull ? alwaysUnknown() : alwaysFalse();
        }
        KeyConstraint whenFalse = containsNull ? KeyConstraint.nothing() : KeyConstraint.except(values);
        return new Outcome(KeyConstraint.only(values), whenFalse);
    }

    /** {@code key < bound}, where the database's order is Java's; a null bound makes it UNKNOWN. */
    public static Outcome lessThan(@Nullable Comparable<?> bound) {
        return bound == null
                ? alwaysUnknown()
                : new Outcome(KeyConstraint.lessThan(bound), KeyConstraint.atLeast(bound));
    }

    /** {@code key <= bound}, where the database's order is Java's; a null bound makes it UNKNOWN. */
    public static Outcome atMost(@Nullable Comparable<?> bound) {
        return bound == null
                ? alwaysUnknown()
                : new Outcome(KeyConstraint.atMost(bound), KeyConstraint.greaterThan(bound));
    }

    /** {@code key > bound}, where the database's order is Java's; a null bound makes it UNKNOWN. */
    public static Outcome greaterThan(@Nullable Comparable<?> bound) {
        return atMost(bound).not();
    }

    /** {@code key >= bound}, where the database's order is Java's; a null bound makes it UNKNOWN. */
    public static Outcome atLeast(@Nullable Comparable<?> bound) {
        return lessThan(bound).not();
    }

    /** {@code key BETWEEN low AND high}; one null bound makes it UNKNOWN or FALSE. */
    public static Outcome between(@Nullable Comparable<?> low, @Nullable Comparable<?> high) {
        return atLeast(low).and(atMost(high));
    }

    /**
     * A condition on the key that is UNKNOWN for null and was evaluated for the mapped values of a value map, as LIKE.
     *
     * @param mapped values that are told apart; for every other value the condition stays undecided
     * @param condition whether it is TRUE (or else FALSE) for a mapped value
     */
    public static Outcome predicate(Collection<?> mapped, Predicate<Object> condition) {
        return evaluated(mapped, Verdict.IS_NULL, value -> condition.test(value) ? Verdict.HOLDS : Verdict.FAILS);
    }

    /**
     * A condition on the key that was evaluated for null and for the mapped values of a value map.
     *
     * @param mapped values that are told apart; for every other value the condition stays undecided
     * @param ofNull what the condition says of a null key
     * @param verdict what the condition says of a mapped value
     */
    public static Outcome evaluated(Collection<?> mapped, Verdict ofNull, Function<Object, Verdict> verdict) {
        List<Object> neverTrue = new ArrayList<>();
        List<Object> neverFalse = new ArrayList<>();
        for (Object value : mapped) {
            Verdict said = verdict.apply(value);
            if (!canBe(Verdict.HOLDS, said)) {
                neverTrue.add(value);
            }
            if (!canBe(Verdict.FAILS, said)) {
                neverFalse.add(value);
            }
        }
        return new Outcome(
                allBut(neverTrue, canBe(Verdict.HOLDS, ofNull)), allBut(neverFalse, canBe(Verdict.FAILS, ofNull)));
    }

    private static boolean canBe(Verdict wanted, Verdict said) {
        return said == wanted || said == Verdict.UNDECIDED;
    }

    private static KeyConstraint allBut(List<Object> values, boolean orNull) {
        KeyConstraint constraint = KeyConstraint.except(values);
        return orNull ? constraint.or(KeyConstraint.nullOnly()) : constraint;
    }

    /** {@code NOT this}. */
    public Outcome not() {
        return new Outcome(/* whenTrue= */ whenFalse, /* whenFalse= */ whenTrue);
    }

    /** {@code this AND other}. */
    public Outcome and(Outcome other) {
        return new Outcome(whenTrue.and(other.whenTrue), whenFalse.or(other.whenFalse));
    }

    /** {@code this OR other}. */
    public Outcome or(Outcome other) {
        return new Outcome(whenTrue.or(other.whenTrue), whenFalse.and(other.whenFalse));
    }
}
