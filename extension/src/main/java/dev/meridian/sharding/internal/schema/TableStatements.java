package dev.meridian.sharding.internal.schema;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.eclipse.persistence.internal.databaseaccess.DatabasePlatform;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.tools.schemaframework.FieldDefinition;
import org.eclipse.persistence.tools.schemaframework.SchemaManager;
import org.eclipse.persistence.tools.schemaframework.TableCreator;
import org.eclipse.persistence.tools.schemaframework.TableDefinition;

/** Notes the statements that schema generation can send about a table, each with what a shard needs of it. */
final class TableStatements {

    private final AbstractSession session;
    private final DatabasePlatform platform;
    private final StatementRecorder recorder;
    private final SchemaManager manager;
    private final List<SchemaTable> tables;
    private final BiConsumer<String, SchemaStatement> notes;
    private final ConstraintStatements constraints;

    /**
     * @param tables the tables of entities
     * @param notes takes each statement
     */
    TableStatements(AbstractSession session, List<SchemaTable> tables, BiConsumer<String, SchemaStatement> notes) {
        this.session = session;
        this.platform = session.getPlatform();
        this.recorder = new StatementRecorder(session, true);
        this.manager = new SchemaManager(recorder);
        this.tables = List.copyOf(tables);
        this.notes = notes;
        this.constraints = new ConstraintStatements(platform, recorder, tables, notes);
    }

    void write(SchemaTable table) {
        existence(table);
        creation(table);
        removal(table);
        columns(table);
        constraints.write(table);
        schema(table);
        truncation(table);
    }

    private void existence(SchemaTable table) {
        recorder.record(() -> manager.checkTableExists(table.definition(), false))
                .forEach(sql -> notes.accept(sql, new SchemaStatement.Exists(table)));
    }

    private void creation(SchemaTable table) {
        List<String> sql = recorder.record(() -> manager.createObject(table.definition()));
        List<String> indexes = sql.subList(1, sql.size());
        notes.accept(sql.get(0), new SchemaStatement.Create(table, sql.get(0), indexes));
        indexes.forEach(index -> change("make an index of", table, index, false, shard -> true));
    }

    private void removal(SchemaTable table) {
        List<String> sql = recorder.record(() -> manager.dropObject(table.definition()));
        int last = sql.size() - 1;
        sql.subList(0, last).forEach(index -> change("drop an index of", table, index, true, shard -> true));
        change("drop the table", table, sql.get(last), true, shard -> true);
    }

    // EclipseLink adds what it does not find; here it finds nothing.
    private void columns(SchemaTable table) {
        if (!tables.contains(table)) {
            return;
        }
        TableDefinition bare = ConstraintStatements.bare(table.definition());
        List<String> sql = recorder.record(
                () -> new TableCreator(new ArrayList<>(List.of(bare))).extendTables(recorder, manager, false));
        List<FieldDefinition> fields = table.definition().getFields();
        // The first asks whether the table is there; what follows the columns are constraints and sequences.
        List<String> additions = sql.subList(1, 1 + fields.size());
        for (int index = 0; index < fields.size(); index++) {
            Identifier column = Identifier.of(fields.get(index).getName(), platform);
            change("add a column to", table, additions.get(index), false, shard -> !shard.hasColumn(table, column));
        }
    }

    private void schema(SchemaTable table) {
        if (!table.qualifier().isEmpty()) {
            String schema = table.definition().getQualifier();
            Identifier name = table.qualifier();
            List<String> shards = shardsOf(name);
            note(platform.getCreateDatabaseSchemaString(schema), "make the schema", name, false, shards);
            note(platform.getDropDatabaseSchemaString(schema), "drop the schema", name, true, shards);
        }
    }

    private List<String> shardsOf(Identifier schema) {
        Set<String> shards = new LinkedHashSet<>();
        tables.stream()
                .filter(table -> table.qualifier().equals(schema))
                .forEach(table -> shards.addAll(table.shards()));
        return List.copyOf(shards);
    }

    private void note(String sql, String what, Identifier schema, boolean drop, List<String> shards) {
        notes.accept(sql, new SchemaStatement.Change(what + " " + schema.text(), drop, shards, shard -> {
            if (shard.hasSchema(schema) == drop) {
                shard.execute(sql);
            }
        }));
    }

    // EclipseLink words it without qualifier and delimiters, and lets it fail where foreign keys are in the way.
    private void truncation(SchemaTable table) {
        notes.accept(
                truncate(table),
                new SchemaStatement.Change(
                        "empty the table " + table.fullName(),
                        false,
                        table.shards(),
                        shard -> constraints.without(shard, table, referring -> {
                            String sql = truncate(referring);
                            String name = referring.name().text();
                            shard.execute(
                                    sql.endsWith(name)
                                            ? sql.substring(0, sql.length() - name.length()) + referring.fullName()
                                            : sql);
                        })));
    }

    private String truncate(SchemaTable table) {
        StringWriter sql = new StringWriter();
        try {
            platform.writeTruncateTable(sql, session, table.definition());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return sql.toString();
    }

    private void change(String what, SchemaTable table, String sql, boolean mayFail, Predicate<SchemaShard> needed) {
        notes.accept(sql, new SchemaStatement.Change(what + " " + table.fullName(), mayFail, table.shards(), shard -> {
            if (shard.has(table) && needed.test(shard)) {
                shard.execute(sql);
            }
        }));
    }
}
