package dev.meridian.sharding.internal.schema;

import java.util.List;
import org.eclipse.persistence.tools.schemaframework.TableDefinition;

/**
 * A table that schema generation makes, and where.
 *
 * @param definition what EclipseLink makes of it
 * @param name its name
 * @param qualifier its schema, or its catalog on databases that have no schemas; empty if the mapping names none
 * @param shards the shards that have the table, the primary one first
 * @param replicated whether each of them has the same rows
 */
record SchemaTable(
        TableDefinition definition, Identifier name, Identifier qualifier, List<String> shards, boolean replicated) {

    SchemaTable {
        shards = List.copyOf(shards);
    }

    /** The name that DDL uses, qualified and delimited as the mapping says. */
    String fullName() {
        return definition.getFullName();
    }
}
