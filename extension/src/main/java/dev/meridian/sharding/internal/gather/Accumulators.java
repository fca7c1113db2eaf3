package dev.meridian.sharding.internal.gather;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The aggregates while their rows come. */
final class Accumulators {
    private Accumulators() {}

    static Accumulator of(Aggregate aggregate, Semantics semantics) {
        DatabaseValues values = semantics.values();
        if (aggregate instanceof Aggregate.Count count) {
            return new SumOfCounts(count.column(), values);
        }
        if (aggregate instanceof Aggregate.Sum sum) {
            return new Sum(sum.column(), sum.argument(), values);
        }
        if (aggregate instanceof Aggregate.Average average) {
            return new Average(average, values);
        }
        if (aggregate instanceof Aggregate.Min min) {
            return new Extreme(min.column(), -1, min.collation(), semantics);
        }
        if (aggregate instanceof Aggregate.Max max) {
            return new Extreme(max.column(), 1, max.collation(), semantics);
        }
        return ofDistinct(aggregate, values);
    }

    private static Accumulator ofDistinct(Aggregate aggregate, DatabaseValues values) {
        if (aggregate instanceof Aggregate.SumDistinct sum) {
            return new OfDistinct(sum.column(), false, new Sum(sum.column(), sum.argument(), values), values);
        }
        if (aggregate instanceof Aggregate.AverageDistinct average) {
            return new OfDistinct(average.column(), false, new AverageOfValues(average, values), values);
        }
        Aggregate.CountDistinct count = (Aggregate.CountDistinct) aggregate;
        return new OfDistinct(count.column(), count.withShard(), new CountOfValues(values), values);
    }

    private static final class SumOfCounts implements Accumulator {
        private final int column;
        private final DatabaseValues values;
        private long rows;

        SumOfCounts(int column, DatabaseValues values) {
            this.column = column;
            this.values = values;
        }

        @Override
        public void add(GatherRow row) {
            Object count = row.get(column);
            rows = Math.addExact(rows, count == null ? 0 : ((Number) count).longValue());
        }

        @Override
        public Object result() {
            return values.count(rows);
        }
    }

    private static final class CountOfValues implements Accumulator {
        private final DatabaseValues values;
        private long rows;

        CountOfValues(DatabaseValues values) {
            this.values = values;
        }

        @Override
        public void add(GatherRow row) {
            rows++;
        }

        @Override
        public Object result() {
            return values.count(rows);
        }
    }

    private static final class Sum implements Accumulator {
        private final int column;
        private final NumericType argument;
        private final DatabaseValues values;
        private final Total total = new Total();

        Sum(int column, NumericType argument, DatabaseValues values) {
            this.column = column;
            this.argument = argument;
            this.values = values;
        }

        @Override
        public void add(GatherRow row) {
            Object value = row.get(column);
            if (value != null) {
                total.add(value);
            }
        }

        @Override
        public @Nullable Object result() {
            return total.isEmpty() ? null : values.sum(total, argument);
        }
    }

    private static final class Average implements Accumulator {
        private final Aggregate.Average aggregate;
        private final DatabaseValues values;
        private final Total total = new Total();
        private long count;

        Average(Aggregate.Average aggregate, DatabaseValues values) {
            this.aggregate = aggregate;
            this.values = values;
        }

        @Override
        public void add(GatherRow row) {
            Object sum = row.get(aggregate.sumColumn());
            Object rows = row.get(aggregate.countColumn());
            if (sum != null && rows != null) {
                total.add(sum);
                count = Math.addExact(count, ((Number) rows).longValue());
            }
        }

        @Override
        public @Nullable Object result() {
            return total.isEmpty() ? null : values.average(total, count, aggregate.argument());
        }
    }

    private static final class AverageOfValues implements Accumulator {
        private final Aggregate.AverageDistinct aggregate;
        private final DatabaseValues values;
        private final Total total = new Total();
        private long count;

        AverageOfValues(Aggregate.AverageDistinct aggregate, DatabaseValues values) {
            this.aggregate = aggregate;
            this.values = values;
        }

        @Override
        public void add(GatherRow row) {
            Object value = row.get(aggregate.column());
            if (value != null) {
                total.add(value);
                count++;
            }
        }

        @Override
        public @Nullable Object result() {
            return total.isEmpty() ? null : values.average(total, count, aggregate.argument());
        }
    }

    /** Lets the rows through whose value was not there yet. */
    private static final class OfDistinct implements Accumulator {
        private final int column;
        private final boolean withShard;
        private final Accumulator accumulator;
        private final DatabaseValues values;
        private final Set<Object> seen = new HashSet<>();

        OfDistinct(int column, boolean withShard, Accumulator accumulator, DatabaseValues values) {
            this.column = column;
            this.withShard = withShard;
            this.accumulator = accumulator;
            this.values = values;
        }

        @Override
        public void add(GatherRow row) {
            Object value = row.get(column);
            if (value != null && seen.add(key(value, row))) {
                accumulator.add(row);
            }
        }

        private Object key(Object value, GatherRow row) {
            Object key = values.key(value);
            return withShard ? Arrays.asList(row.shard(), key) : key;
        }

        @Override
        public @Nullable Object result() {
            return accumulator.result();
        }
    }

    /** The least or the greatest value. Texts whose order must be asked for are kept until all are there. */
    private static final class Extreme implements Accumulator {
        private final int column;
        private final int sign;
        private final @Nullable String collation;
        private final Semantics semantics;
        private final Set<String> texts = new LinkedHashSet<>();
        private @Nullable Object best;

        Extreme(int column, int sign, @Nullable String collation, Semantics semantics) {
            this.column = column;
            this.sign = sign;
            this.collation = collation;
            this.semantics = semantics;
        }

        @Override
        public void add(GatherRow row) {
            Object value = row.get(column);
            if (value instanceof String text && semantics.isRanked(collation)) {
                texts.add(text);
            } else if (value != null) {
                offer(value);
            }
        }

        private void offer(Object value) {
            Object leader = best;
            if (leader == null || Integer.signum(semantics.compare(value, leader, collation)) == sign) {
                best = value;
            }
        }

        @Override
        public void addTexts(ComparedTexts compared) {
            texts.forEach(text -> compared.add(collation, text));
        }

        @Override
        public @Nullable Object result() {
            texts.forEach(this::offer);
            texts.clear();
            return best;
        }
    }
}
