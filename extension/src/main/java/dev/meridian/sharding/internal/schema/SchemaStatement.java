package dev.meridian.sharding.internal.schema;

import java.util.List;
import java.util.function.Consumer;

/** A statement that EclipseLink's schema generation can send, and what is to become of it on the shards. Immutable. */
sealed interface SchemaStatement {

    /** Asks whether a table exists; it does if it does on each of its shards. */
    record Exists(SchemaTable table) implements SchemaStatement {}

    /**
     * Makes a table where it is missing.
     *
     * @param sql the statement itself
     * @param indexes the statements that make its indexes
     */
    record Create(SchemaTable table, String sql, List<String> indexes) implements SchemaStatement {
        public Create {
            indexes = List.copyOf(indexes);
        }
    }

    /**
     * Changes some shards.
     *
     * @param what says it, for logs
     * @param mayFail whether a failure is nothing to tell, because EclipseLink tries again or does not care
     * @param shards the shards to look at
     * @param work does to one shard what it needs, as it is
     */
    record Change(String what, boolean mayFail, List<String> shards, Consumer<SchemaShard> work)
            implements SchemaStatement {
        public Change {
            shards = List.copyOf(shards);
        }
    }

    /** Runs as it is on one shard. */
    record On(String shard) implements SchemaStatement {}

    /** Could mean two tables that are in different shards. */
    record Ambiguous() implements SchemaStatement {}
}
