package dev.meridian.sharding.internal.analysis;

import dev.meridian.sharding.internal.model.ReferenceEntity;
import java.util.List;

/**
 * How a query uses reference entities. Immutable.
 *
 * @param entities those that it reads or writes, subqueries included, each once
 * @param preserved whether it, or a branch of a set operation, can have a result row of reference entities alone: they
 *     stand without a sharded entity, or on the preserved side of an outer join, or a subquery over sharded entities is
 *     correlated with them. Each shard would make such a row by itself, knowing only its own sharded rows
 * @param varies whether it calls a function that need not have one value in all shards, as that of the current time
 */
public record ReferenceUse(List<ReferenceEntity> entities, boolean preserved, boolean varies) {

    /** Of a query without reference entities. */
    public static final ReferenceUse NONE = new ReferenceUse(List.of(), false, false);

    public ReferenceUse {
        entities = List.copyOf(entities);
    }
}
