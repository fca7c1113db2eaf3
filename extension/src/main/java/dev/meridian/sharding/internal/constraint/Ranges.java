package dev.meridian.sharding.internal.constraint;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The values of one ordered class that lie in one of some intervals.
 *
 * @param type the class of the values
 * @param intervals ascending; they neither overlap nor touch
 */
record Ranges(Class<?> type, List<Interval> intervals) implements ValueSet {

    Ranges {
        intervals = List.copyOf(intervals);
    }

    /** A value of another class may be in the set: how the database would compare it is not known. */
    @Override
    public boolean contains(Object value) {
        return value.getClass() != type
                || intervals.stream().anyMatch(interval -> interval.contains((Comparable<?>) value));
    }

    ValueSet and(Ranges other) {
        return type == other.type ? ValueSet.ranges(type, Interval.intersect(intervals, other.intervals)) : this;
    }

    /** Values of another class are not taken out, because it is not known which of these they equal. */
    ValueSet and(Except other) {
        List<Interval> points = Interval.unite(points(other.values()));
        return ValueSet.ranges(type, Interval.intersect(intervals, Interval.gaps(points)));
    }

    ValueSet or(Ranges other) {
        return type == other.type ? or(other.intervals) : Except.NOTHING;
    }

    ValueSet or(Only other) {
        List<Interval> points = points(other.values());
        return points.size() == other.values().size() ? or(points) : Except.NOTHING;
    }

    private ValueSet or(List<Interval> others) {
        return ValueSet.ranges(
                type,
                Interval.unite(
                        Stream.concat(intervals.stream(), others.stream()).toList()));
    }

    private List<Interval> points(Collection<Object> values) {
        return values.stream()
                .filter(value -> value.getClass() == type)
                .map(value -> Interval.of((Comparable<?>) value))
                .toList();
    }

    /** Without the values, so that it may be logged. */
    @Override
    public String toString() {
        return intervals.size() + " ranges";
    }
}
