package dev.meridian.sharding.internal.schema;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Vector;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.Call;
import org.eclipse.persistence.queries.SQLCall;
import org.jspecify.annotations.Nullable;

/** One shard's database while a statement of schema generation runs on it: what it has, and the way to change it. */
final class SchemaShard {

    private static final String DUPLICATE_ROWS = "23";

    private final Accessor connection;
    private final OneShardSession session;
    private final ShardMetadata metadata;

    SchemaShard(Accessor connection, AbstractSession unit) {
        this.connection = connection;
        this.session = new OneShardSession(unit, connection);
        this.metadata = new ShardMetadata(connection, unit);
    }

    /** Whether EclipseLink would find the table here. */
    boolean has(SchemaTable table) {
        return session.getPlatform().checkTableExists(session, table.definition(), true);
    }

    boolean hasColumn(SchemaTable table, Identifier column) {
        return metadata.columnNames(table).stream().anyMatch(column::matches);
    }

    boolean hasForeignKey(SchemaTable table, Identifier constraint) {
        return metadata.foreignKeys(table).stream().anyMatch(constraint::matches);
    }

    /**
     * Makes a unique constraint unless it is there, or a unique index over the same columns. Some databases report the
     * index behind one as not unique: then only the attempt tells whether it is there.
     */
    void addUnique(SchemaTable table, Identifier constraint, List<Identifier> columns, String sql) {
        if (metadata.indexes(table, true).values().stream().anyMatch(index -> sameColumns(columns, index))) {
            return;
        }
        Map<String, List<String>> indexes = metadata.indexes(table, false);
        boolean uncertain = indexes.entrySet().stream()
                .anyMatch(index -> constraint.matches(index.getKey()) || sameColumns(columns, index.getValue()));
        try {
            execute(sql);
        } catch (DatabaseException failure) {
            if (!uncertain || state(failure).startsWith(DUPLICATE_ROWS)) {
                throw failure;
            }
        }
    }

    private static boolean sameColumns(List<Identifier> columns, List<String> stored) {
        return columns.size() == stored.size()
                && columns.stream().allMatch(column -> stored.stream().anyMatch(column::matches));
    }

    /** The SQL state of a failure; empty if there is none. */
    static String state(DatabaseException failure) {
        return failure.getInternalException() instanceof SQLException sql && sql.getSQLState() != null
                ? sql.getSQLState()
                : "";
    }

    boolean hasSchema(Identifier schema) {
        return metadata.schemas().stream().anyMatch(schema::matches);
    }

    /** What the database says of a table's columns; empty if it has no such table. */
    Vector<AbstractRecord> columns(SchemaTable table, @Nullable String column) {
        return metadata.columns(table, column);
    }

    /** Runs a statement of schema generation, also where the unit forbids native SQL to the application. */
    void execute(String sql) {
        session.priviledgedExecuteNonSelectingCall(new SQLCall(sql));
    }

    /** Runs EclipseLink's own call. */
    Object execute(Call call, AbstractRecord row, AbstractSession caller) {
        return connection.executeCall(call, row, caller);
    }
}
