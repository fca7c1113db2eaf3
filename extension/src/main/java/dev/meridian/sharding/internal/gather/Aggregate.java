package dev.meridian.sharding.internal.gather;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of one group's rows. NULLs do not count anywhere; of no values {@code Count} and {@code CountDistinct} make
 * 0, the others NULL.
 *
 * <p>The shards deliver partial results in the named columns. For a distinct aggregate they deliver the raw values, once
 * or more each ({@code GROUP BY keys, value}, which leaves room for partial results of other aggregates beside it).
 */
public sealed interface Aggregate {

    /** The sum of partial counts. Entities count by (shard, id), so {@code COUNT(DISTINCT e)} is such a sum too. */
    record Count(int column) implements Aggregate {}

    /**
     * The sum of partial sums, added exactly. It has the type that the database's SUM gives; beyond that type's range it
     * is refused, as the database would.
     *
     * @param argument the type of what is summed, before any cast that widens the partial sums
     */
    record Sum(int column, NumericType argument) implements Aggregate {}

    /** The sum of partial sums by the sum of partial counts of the same argument, as the database divides. */
    record Average(int sumColumn, int countColumn, NumericType argument) implements Aggregate {}

    /**
     * The least of partial minima, or of raw values.
     *
     * @param collation that of texts; null for the database's own
     */
    record Min(int column, @Nullable String collation) implements Aggregate {
        public Min(int column) {
            this(column, null);
        }
    }

    /**
     * The greatest of partial maxima, or of raw values.
     *
     * @param collation that of texts; null for the database's own
     */
    record Max(int column, @Nullable String collation) implements Aggregate {
        public Max(int column) {
            this(column, null);
        }
    }

    /**
     * How many different values the column of raw values has.
     *
     * @param withShard whether values of different shards are never equal, as ids of entities are
     */
    record CountDistinct(int column, boolean withShard) implements Aggregate {
        public CountDistinct(int column) {
            this(column, false);
        }
    }

    /** The sum of the different values in the column of raw values. */
    record SumDistinct(int column, NumericType argument) implements Aggregate {}

    /** The average of the different values in the column of raw values. */
    record AverageDistinct(int column, NumericType argument) implements Aggregate {}
}
