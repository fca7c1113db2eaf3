package dev.meridian.sharding.internal.constraint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The values between two cuts. Lists of intervals are ascending, and neither overlap nor touch. */
record Interval(Cut low, Cut high) {

    static final Interval ALL = new Interval(Cut.BEFORE_ALL, Cut.AFTER_ALL);

    /** An interval of more neighbours than this is not listed; it is made anew for each call of a query. */
    private static final int MAX_LISTED = 32;

    static Interval of(Comparable<?> value) {
        return new Interval(Cut.before(value), Cut.after(value));
    }

    boolean isEmpty() {
        return low.compareTo(high) >= 0;
    }

    boolean contains(Comparable<?> value) {
        return low.compareTo(Cut.before(value)) <= 0 && Cut.after(value).compareTo(high) <= 0;
    }

    /** The values of all intervals in their order; empty if one has too many, or if it is not known which it has. */
    static Optional<List<Comparable<?>>> listed(List<Interval> intervals) {
        List<Comparable<?>> values = new ArrayList<>();
        for (Interval interval : intervals) {
            if (!interval.listInto(values)) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private boolean listInto(List<Comparable<?>> values) {
        Cut at = low;
        for (int i = 0; i < MAX_LISTED && at.side() == Cut.Side.BEFORE && at.compareTo(high) < 0; i++) {
            Comparable<?> value = Objects.requireNonNull(at.value());
            values.add(value);
            at = Cut.after(value);
        }
        return at.compareTo(high) == 0;
    }

    static List<Interval> intersect(List<Interval> left, List<Interval> right) {
        List<Interval> result = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < left.size() && j < right.size()) {
            Interval a = left.get(i);
            Interval b = right.get(j);
            Interval common = new Interval(max(a.low, b.low), min(a.high, b.high));
            if (!common.isEmpty()) {
                result.add(common);
            }
            if (a.high.compareTo(b.high) < 0) {
                i++;
            } else {
                j++;
            }
        }
        return result;
    }

    /** Any intervals that are not empty, brought to the form of a list of intervals. */
    static List<Interval> unite(List<Interval> intervals) {
        List<Interval> sorted =
                intervals.stream().sorted(Comparator.comparing(Interval::low)).toList();
        List<Interval> result = new ArrayList<>();
        for (Interval next : sorted) {
            Interval last = result.isEmpty() ? null : result.get(result.size() - 1);
            if (last != null && next.low.compareTo(last.high) <= 0) {
                result.set(result.size() - 1, new Interval(last.low, max(last.high, next.high)));
            } else {
                result.add(next);
            }
        }
        return result;
    }

    /** What a list of intervals leaves out. */
    static List<Interval> gaps(List<Interval> intervals) {
        List<Interval> result = new ArrayList<>();
        Cut from = Cut.BEFORE_ALL;
        for (Interval interval : intervals) {
            result.add(new Interval(from, interval.low));
            from = interval.high;
        }
        result.add(new Interval(from, Cut.AFTER_ALL));
        result.removeIf(Interval::isEmpty);
        return result;
    }

    private static Cut max(Cut a, Cut b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Cut min(Cut a, Cut b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
