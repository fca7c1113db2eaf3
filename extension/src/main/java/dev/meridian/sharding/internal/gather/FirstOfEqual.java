package dev.meridian.sharding.internal.gather;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Holds for a row if none before it was equal. */
final class FirstOfEqual implements Predicate<GatherRow> {
    private final Distinct distinct;
    private final Semantics semantics;
    private final Set<Object> seen = new HashSet<>();

    FirstOfEqual(Distinct distinct, Semantics semantics) {
        this.distinct = distinct;
        this.semantics = semantics;
    }

    @Override
    public boolean test(GatherRow row) {
        return seen.add(RowKey.of(distinct.values(), distinct.withShard(), row, semantics));
    }
}
