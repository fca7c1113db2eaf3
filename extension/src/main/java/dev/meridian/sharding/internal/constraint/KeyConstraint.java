package dev.meridian.sharding.internal.constraint;

import dev.meridian.sharding.internal.model.KeyValues;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A set of possible shard-key values: some non-null values, and perhaps null.
 *
 * <p>The contract of every operation: the result has at least the values that the sets it is made of make possible, and
 * mostly exactly those. {@code only(asia, europe).and(except(asia))} is {@code only(europe)}.
 *
 * <p>Values are those of the key's column, converted to the column's Java type, and are never null. Equality is that of
 * {@link KeyValues}, order is that of {@link Comparable}: who knows that the database compares otherwise must ask for a
 * superset.
 *
 * <p>Between two whole numbers or days that are neighbours there is nothing: {@code > 1} and {@code < 3} is {@code
 * only(2)}.
 *
 * <p>Known imprecision: values of different classes may all equal each other; more than 1,000 values or ranges are
 * widened.
 *
 * <p>Immutable and thread-safe; two constraints with the same values are {@code equals}, if they are not many neighbours
 * that one of them lists.
 */
public final class KeyConstraint {

    private static final KeyConstraint EVERYTHING = new KeyConstraint(Except.NOTHING, true);
    private static final KeyConstraint NOTHING = new KeyConstraint(Only.NONE, false);
    private static final KeyConstraint NULL_ONLY = new KeyConstraint(Only.NONE, true);
    private static final KeyConstraint NOT_NULL = new KeyConstraint(Except.NOTHING, false);

    private final ValueSet values;
    private final boolean nullPossible;

    private KeyConstraint(ValueSet values, boolean nullPossible) {
        this.values = values;
        this.nullPossible = nullPossible;
    }

    /** Every value and null: nothing is known. */
    public static KeyConstraint everything() {
        return EVERYTHING;
    }

    /** No value and not null. */
    public static KeyConstraint nothing() {
        return NOTHING;
    }

    /** Null and no value. */
    public static KeyConstraint nullOnly() {
        return NULL_ONLY;
    }

    /** Every value, but not null. */
    public static KeyConstraint notNull() {
        return NOT_NULL;
    }

    /** This value, not null. */
    public static KeyConstraint only(Object value) {
        return only(List.of(value));
    }

    /** These values, not null; the order is kept. */
    public static KeyConstraint only(Collection<?> values) {
        return new KeyConstraint(ValueSet.only(values), false);
    }

    /** Every value but this one, not null. */
    public static KeyConstraint except(Object value) {
        return except(List.of(value));
    }

    /** Every value but these, not null. */
    public static KeyConstraint except(Collection<?> values) {
        return new KeyConstraint(ValueSet.except(values), false);
    }

    /** The values before the bound. */
    public static KeyConstraint lessThan(Comparable<?> bound) {
        Comparable<?> high = canonical(bound);
        return interval(high, Cut.BEFORE_ALL, Cut.before(high));
    }

    /** The values before the bound, and the bound. */
    public static KeyConstraint atMost(Comparable<?> bound) {
        Comparable<?> high = canonical(bound);
        return interval(high, Cut.BEFORE_ALL, Cut.after(high));
    }

    /** The values after the bound. */
    public static KeyConstraint greaterThan(Comparable<?> bound) {
        Comparable<?> low = canonical(bound);
        return interval(low, Cut.after(low), Cut.AFTER_ALL);
    }

    /** The values after the bound, and the bound. */
    public static KeyConstraint atLeast(Comparable<?> bound) {
        Comparable<?> low = canonical(bound);
        return interval(low, Cut.before(low), Cut.AFTER_ALL);
    }

    /** The values from the first bound to the second, both included; nothing if the first is the greater one. */
    public static KeyConstraint between(Comparable<?> low, Comparable<?> high) {
        return atLeast(low).and(atMost(high));
    }

    private static KeyConstraint interval(Comparable<?> bound, Cut low, Cut high) {
        return new KeyConstraint(ValueSet.ranges(bound.getClass(), List.of(new Interval(low, high))), false);
    }

    private static Comparable<?> canonical(Comparable<?> bound) {
        return (Comparable<?>) KeyValues.canonical(bound);
    }

    /** What is possible by both. */
    public KeyConstraint and(KeyConstraint other) {
        return new KeyConstraint(values.and(other.values), nullPossible && other.nullPossible);
    }

    /** What is possible by one at least. */
    public KeyConstraint or(KeyConstraint other) {
        return new KeyConstraint(values.or(other.values), nullPossible || other.nullPossible);
    }

    /** Whether the value, or null, may be in the set. */
    public boolean contains(@Nullable Object value) {
        return value == null ? nullPossible : values.contains(KeyValues.canonical(value));
    }

    /** Whether null is in the set. */
    public boolean isNullPossible() {
        return nullPossible;
    }

    /** Whether a non-null value may be in both sets. */
    public boolean sharesValueWith(KeyConstraint other) {
        return !values.and(other.values).isEmpty();
    }

    /** Whether nothing is known. */
    public boolean isEverything() {
        return equals(EVERYTHING);
    }

    /** Whether neither a value nor null is possible. */
    public boolean isNothing() {
        return equals(NOTHING);
    }

    /** The non-null values that are possible, if they are so few that they can be listed; the set is not modifiable. */
    public Optional<Set<Object>> listedValues() {
        return values instanceof Only only ? Optional.of(only.values()) : Optional.empty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyConstraint constraint
                && nullPossible == constraint.nullPossible
                && values.equals(constraint.values);
    }

    @Override
    public int hashCode() {
        return 31 * values.hashCode() + Boolean.hashCode(nullPossible);
    }

    /** Without the values, so that it may be logged. */
    @Override
    public String toString() {
        return nullPossible ? values + " or null" : values.toString();
    }
}
