package dev.meridian.sharding.internal.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.eclipse.persistence.internal.databaseaccess.DatabasePlatform;
import org.eclipse.persistence.tools.schemaframework.ForeignKeyConstraint;
import org.eclipse.persistence.tools.schemaframework.SchemaManager;
import org.eclipse.persistence.tools.schemaframework.TableDefinition;
import org.eclipse.persistence.tools.schemaframework.UniqueKeyConstraint;

/** Notes the statements that schema generation can send about a table's constraints. */
final class ConstraintStatements {

    private final DatabasePlatform platform;
    private final StatementRecorder recorder;
    private final SchemaManager manager;
    private final List<SchemaTable> tables;
    private final BiConsumer<String, SchemaStatement> notes;
    private final List<ForeignKey> foreignKeys = new ArrayList<>();

    ConstraintStatements(
            DatabasePlatform platform,
            StatementRecorder recorder,
            List<SchemaTable> tables,
            BiConsumer<String, SchemaStatement> notes) {
        this.platform = platform;
        this.recorder = recorder;
        this.manager = new SchemaManager(recorder);
        this.tables = List.copyOf(tables);
        this.notes = notes;
    }

    private record ForeignKey(SchemaTable source, SchemaTable target, Identifier name, String create, String drop) {
        boolean isIn(SchemaShard shard) {
            return shard.has(source) && shard.hasForeignKey(source, name);
        }
    }

    /** A copy without constraints. */
    static TableDefinition bare(TableDefinition definition) {
        TableDefinition bare = (TableDefinition) definition.clone();
        bare.setUniqueKeys(new ArrayList<>());
        bare.setForeignKeyMap(new LinkedHashMap<>());
        return bare;
    }

    void write(SchemaTable table) {
        table.definition().getForeignKeys().forEach(constraint -> foreignKey(table, constraint));
        table.definition().getUniqueKeys().forEach(constraint -> uniqueKey(table, constraint));
    }

    private void foreignKey(SchemaTable table, ForeignKeyConstraint constraint) {
        TableDefinition bare = bare(table.definition());
        Map<String, ForeignKeyConstraint> alone = new LinkedHashMap<>();
        alone.put(constraint.getName(), constraint);
        bare.setForeignKeyMap(alone);
        List<String> drop = recorder.record(() -> manager.dropConstraints(bare));
        if (constraint.isDisableForeignKey()) {
            // ConstraintMode.NO_CONSTRAINT: EclipseLink makes none, often without a name, and drops it all the same.
            drop.forEach(sql -> change("drop a foreign key of", table, sql, true, shard -> {}));
            return;
        }
        Identifier name = Identifier.of(constraint.getName(), platform);
        drop.forEach(sql -> change("drop a foreign key of", table, sql, true, shard -> {
            if (shard.hasForeignKey(table, name)) {
                shard.execute(sql);
            }
        }));
        for (String create : recorder.record(() -> manager.createConstraints(bare))) {
            addition(new ForeignKey(table, target(constraint, table), name, create, String.join("", drop)));
        }
    }

    private SchemaTable target(ForeignKeyConstraint constraint, SchemaTable self) {
        return tables.stream()
                .filter(candidate -> candidate.fullName().equals(constraint.getTargetTable()))
                .findFirst()
                .orElse(self);
    }

    // A reference entity has the row in each shard. Between a sharded and an unsharded table, a row can be in another
    // shard than the row that it points to.
    private void addition(ForeignKey key) {
        boolean together = key.target().replicated()
                || key.target().shards().equals(key.source().shards());
        if (together) {
            foreignKeys.add(key);
        }
        change("make a foreign key of", key.source(), key.create(), false, shard -> {
            if (together && shard.has(key.target()) && !shard.hasForeignKey(key.source(), key.name())) {
                shard.execute(key.create());
            }
        });
    }

    private void uniqueKey(SchemaTable table, UniqueKeyConstraint constraint) {
        TableDefinition bare = bare(table.definition());
        bare.setUniqueKeys(new ArrayList<>(List.of(constraint)));
        Identifier name = Identifier.of(constraint.getName(), platform);
        List<Identifier> columns = constraint.getSourceFields().stream()
                .map(column -> Identifier.of(column, platform))
                .toList();
        recorder.record(() -> manager.createConstraints(bare))
                .forEach(sql -> change(
                        "make a unique constraint of",
                        table,
                        sql,
                        false,
                        shard -> shard.addUnique(table, name, columns, sql)));
        recorder.record(() -> manager.dropConstraints(bare))
                .forEach(sql -> change("drop a unique constraint of", table, sql, true, shard -> shard.execute(sql)));
    }

    private void change(String what, SchemaTable table, String sql, boolean mayFail, Consumer<SchemaShard> work) {
        notes.accept(sql, new SchemaStatement.Change(what + " " + table.fullName(), mayFail, table.shards(), shard -> {
            if (shard.has(table)) {
                work.accept(shard);
            }
        }));
    }

    /**
     * Does something to a table and to all that refer to it, directly or not, while the foreign keys between them are
     * dropped.
     */
    void without(SchemaShard shard, SchemaTable table, Consumer<SchemaTable> work) {
        Set<SchemaTable> referring = referringTo(table);
        List<ForeignKey> inTheWay = foreignKeys.stream()
                .filter(key -> referring.contains(key.target()) && key.isIn(shard))
                .toList();
        inTheWay.forEach(key -> shard.execute(key.drop()));
        try {
            referring.stream().filter(shard::has).forEach(work);
        } finally {
            inTheWay.forEach(key -> shard.execute(key.create()));
        }
    }

    private Set<SchemaTable> referringTo(SchemaTable table) {
        Set<SchemaTable> found = new LinkedHashSet<>(List.of(table));
        int before;
        do {
            before = found.size();
            foreignKeys.stream()
                    .filter(key -> found.contains(key.target()))
                    .map(ForeignKey::source)
                    .toList()
                    .forEach(found::add);
        } while (found.size() > before);
        return found;
    }
}
