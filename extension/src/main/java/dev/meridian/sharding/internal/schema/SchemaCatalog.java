package dev.meridian.sharding.internal.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that EclipseLink's schema generation can send for one unit, word for word. Immutable.
 *
 * @param statements what is to become of each statement
 * @param tables the tables of the unit, without those of sequences
 */
record SchemaCatalog(Map<String, SchemaStatement> statements, List<SchemaTable> tables) {

    SchemaCatalog {
        statements = Map.copyOf(statements);
        tables = List.copyOf(tables);
    }

    Optional<SchemaStatement> find(String sql) {
        return Optional.ofNullable(statements.get(sql));
    }

    /** The table that a look-up of columns means, in which names have no delimiters and no qualifier. */
    Optional<SchemaTable> named(String name) {
        return tables.stream().filter(table -> table.name().matches(name)).findFirst();
    }
}
