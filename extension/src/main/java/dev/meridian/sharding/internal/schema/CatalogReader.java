package dev.meridian.sharding.internal.schema;

import dev.meridian.sharding.internal.model.OwnedTable;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.databaseaccess.DatabasePlatform;
import org.eclipse.persistence.internal.helper.DatabaseTable;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.eclipse.persistence.tools.schemaframework.DefaultTableGenerator;
import org.eclipse.persistence.tools.schemaframework.SchemaManager;
import org.eclipse.persistence.tools.schemaframework.SequenceDefinition;
import org.eclipse.persistence.tools.schemaframework.TableDefinition;

/**
 * Lets EclipseLink say, without a database, all that its schema generation can send for a unit, and notes to which
 * shards each statement belongs: a sharded entity's tables are on all shards, those of a reference entity on its own, all
 * others and sequences on the primary.
 */
final class CatalogReader {

    private final ServerSession session;
    private final ShardingModel model;
    private final DatabasePlatform platform;
    private final Map<String, SchemaStatement> statements = new LinkedHashMap<>();

    private CatalogReader(ServerSession session, ShardingModel model) {
        this.session = session;
        this.model = model;
        this.platform = session.getPlatform();
    }

    /** Reads the catalog of a session that is logged in. */
    static SchemaCatalog read(ServerSession session, ShardingModel model) {
        return new CatalogReader(session, model).read();
    }

    private SchemaCatalog read() {
        Set<String> sharded = tablesOf(model.entities().keySet());
        Map<String, List<String>> replicated = new HashMap<>();
        model.references()
                .values()
                .forEach(entity ->
                        tablesOf(Set.of(entity.type())).forEach(table -> replicated.put(table, entity.shards())));
        SchemaManager manager = new SchemaManager(new StatementRecorder(session, true));
        List<SchemaTable> tables = new ArrayList<>();
        for (TableDefinition definition : new DefaultTableGenerator(session.getProject(), true)
                .generateDefaultTableCreator()
                .getTableDefinitions()) {
            manager.buildFieldTypes(definition);
            String name = definition.getFullName();
            List<String> shards = sharded.contains(name) ? model.shards().names() : onPrimary();
            tables.add(table(definition, replicated.getOrDefault(name, shards), replicated.containsKey(name)));
        }
        TableStatements writer = new TableStatements(session, tables, this::add);
        tables.forEach(writer::write);
        addSequences(writer);
        return new SchemaCatalog(statements, tables);
    }

    private Set<String> tablesOf(Set<Class<?>> entities) {
        Set<String> names = new HashSet<>();
        entities.forEach(type -> {
            ClassDescriptor descriptor = session.getDescriptor(type);
            for (DatabaseTable table : descriptor.getTables()) {
                names.add(table.getQualifiedNameDelimited(platform));
            }
            OwnedTable.of(descriptor).forEach(owned -> names.add(owned.table().getQualifiedNameDelimited(platform)));
        });
        return names;
    }

    private List<String> onPrimary() {
        return List.of(model.shards().primary());
    }

    private SchemaTable table(TableDefinition definition, List<String> shards, boolean replicated) {
        return new SchemaTable(
                definition,
                Identifier.of(definition.getName(), platform),
                Identifier.of(definition.getQualifier(), platform),
                shards,
                replicated);
    }

    private void addSequences(TableStatements writer) {
        StatementRecorder recorder = new StatementRecorder(session, false);
        SequenceDefinitions manager = new SequenceDefinitions(recorder);
        SchemaStatement onPrimary = new SchemaStatement.On(model.shards().primary());
        for (SequenceDefinition sequence : manager.all()) {
            if (sequence.isTableSequenceDefinition()) {
                writer.write(table(sequence.buildTableDefinition(), onPrimary(), false));
            }
            recorder.record(() -> manager.createObject(sequence)).forEach(sql -> add(sql, onPrimary));
            recorder.record(() -> manager.dropObject(sequence)).forEach(sql -> add(sql, onPrimary));
            recorder.record(() -> manager.alterSequence(sequence)).forEach(sql -> add(sql, onPrimary));
        }
    }

    // What a sequence's table needs is noted already when its sequence comes to it. Two tables of the same name in two
    // schemas can have a statement in common.
    private void add(String sql, SchemaStatement statement) {
        SchemaStatement known = statements.putIfAbsent(sql, statement);
        if (known instanceof SchemaStatement.Change one
                && statement instanceof SchemaStatement.Change other
                && !one.shards().equals(other.shards())) {
            statements.put(sql, new SchemaStatement.Ambiguous());
        }
    }
}
