package dev.meridian.sharding.internal.plan;

import java.util.List;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.jspecify.annotations.Nullable;

/** Knows which columns have a collation of their own: {@code name varchar(40) COLLATE "C"}. */
@FunctionalInterface
public interface ColumnCollations {

    /**
     * Null if it has none, which means that of its database.
     *
     * @param shards those that have the column and are asked anyway
     */
    @Nullable Collation of(DatabaseField column, List<String> shards, AbstractSession session);

    /**
     * A collation.
     *
     * @param name as SQL writes it
     * @param exact whether only texts are equal in it that are the same
     */
    record Collation(String name, boolean exact) {}
}
