package dev.meridian.sharding.internal.constraint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The values between two cuts. Lists of intervals are ascending, and neither overlap nor touch. */
record Interval(Cut low, Cut high) {

    static final Interval ALL = new Interval(Cut.BEFORE_ALL, Cut.AFTER_ALL);

    static Interval of(Comparable<?> value) {
        return new Interval(Cut.before(value), Cut.after(value));
    }

    boolean isEmpty() {
        return low.compareTo(high) >= 0;
    }

    boolean contains(Comparable<?> value) {
        return low.compareTo(Cut.before(value)) <= 0 && Cut.after(value).compareTo(high) <= 0;
    }

    /** Whether it is one value by its bounds; between 1 and 3 lies one integer too, but that is not known here. */
    boolean isSingle() {
        Comparable<?> value = low.value();
        return value != null && low.side() == Cut.Side.BEFORE && high.compareTo(Cut.after(value)) == 0;
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
