package dev.meridian.sharding.internal.gather;

import java.util.List;

/**
 * Keeps the first of the rows whose values are equal.
 *
 * @param values what is compared, by the database's equality; NULL equals NULL
 * @param withShard whether rows of different shards are never equal: entities compare by shard and id
 */
public record Distinct(List<Scalar> values, boolean withShard) {
    public Distinct {
        values = List.copyOf(values);
    }

    /** By the first columns of the row. */
    public static Distinct ofFirst(int columns, boolean withShard) {
        return new Distinct(Column.first(columns), withShard);
    }
}
