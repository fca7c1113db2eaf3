package dev.meridian.sharding.internal.constraint;

import dev.meridian.sharding.internal.model.KeyValues;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A set of shard-key values, null apart. Immutable, in one normal form per set, so that equal sets are {@code equals};
 * only of many neighbours, such as the numbers from 1 to 100, a list and an interval are two forms.
 *
 * <p>Values are compared as {@link KeyValues} says: in their canonical form, by class and {@code equals}. As long as all
 * values are of one class every operation is exact. Where values of different classes meet, or a set would grow beyond
 * {@link #MAX_VALUES}, the result is a superset: a set never lacks a value that may be in it.
 */
sealed interface ValueSet permits Only, Except, Ranges {

    /** A set that would list more values or intervals than this is widened instead. */
    int MAX_VALUES = 1_000;

    /** Whether the value may be in the set. */
    boolean contains(Object value);

    /** These values, or a superset if they are too many, of different classes, or arrays. */
    static ValueSet only(Collection<?> values) {
        return values.size() <= MAX_VALUES && isUniform(values) ? new Only(canonical(values)) : Except.NOTHING;
    }

    /** All but these values, or a superset if they are too many; an array is not excluded. */
    static ValueSet except(Collection<?> values) {
        return values.size() <= MAX_VALUES ? new Except(canonical(values)) : Except.NOTHING;
    }

    /**
     * The values in any of these intervals of one class, or a superset if they are too many.
     *
     * @param intervals ascending; they neither overlap nor touch
     */
    static ValueSet ranges(Class<?> type, List<Interval> intervals) {
        if (intervals.size() > MAX_VALUES) {
            Cut low = intervals.get(0).low();
            Cut high = intervals.get(intervals.size() - 1).high();
            return ranges(type, List.of(new Interval(low, high)));
        }
        return listed(intervals)
                .map(ValueSet::only)
                .or(() -> listed(Interval.gaps(intervals)).map(ValueSet::except))
                .orElseGet(() -> new Ranges(type, intervals));
    }

    private static Optional<List<Comparable<?>>> listed(List<Interval> intervals) {
        return Interval.listed(intervals).filter(values -> values.size() <= MAX_VALUES);
    }

    default boolean isEmpty() {
        return equals(Only.NONE);
    }

    /** What is in both sets. */
    default ValueSet and(ValueSet other) {
        if (this instanceof Only only) {
            return only.filter(other::contains);
        }
        if (other instanceof Only || (this instanceof Except && other instanceof Ranges)) {
            return other.and(this);
        }
        if (this instanceof Ranges ranges) {
            return other instanceof Ranges right ? ranges.and(right) : ranges.and((Except) other);
        }
        return ((Except) this).and((Except) other);
    }

    /** What is in one of the sets at least. */
    default ValueSet or(ValueSet other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        if (this instanceof Except except) {
            return except.orAll(other::contains);
        }
        if (other instanceof Except || (this instanceof Only && other instanceof Ranges)) {
            return other.or(this);
        }
        if (this instanceof Ranges ranges) {
            return other instanceof Ranges right ? ranges.or(right) : ranges.or((Only) other);
        }
        return only(union(((Only) this).values(), ((Only) other).values()));
    }

    /** The values of both, those of the first in front. */
    static Set<Object> union(Set<Object> left, Set<Object> right) {
        Set<Object> all = new LinkedHashSet<>(left);
        all.addAll(right);
        return all;
    }

    private static boolean isUniform(Collection<?> values) {
        Class<?> type = null;
        for (Object value : values) {
            if (!KeyValues.hasValueEquality(value) || (type != null && type != value.getClass())) {
                return false;
            }
            type = value.getClass();
        }
        return true;
    }

    private static Set<Object> canonical(Collection<?> values) {
        Set<Object> result = new LinkedHashSet<>();
        for (Object value : values) {
            if (KeyValues.hasValueEquality(value)) {
                result.add(KeyValues.canonical(value));
            }
        }
        return Collections.unmodifiableSet(result);
    }
}
