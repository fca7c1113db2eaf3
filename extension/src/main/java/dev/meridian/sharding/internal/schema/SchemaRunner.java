package dev.meridian.sharding.internal.schema;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.execution.ShardPools;
import dev.meridian.sharding.internal.message.Message;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.helper.NonSynchronizedVector;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.Call;
import org.eclipse.persistence.sessions.DatabaseRecord;
import org.eclipse.persistence.sessions.server.ServerSession;

/**
 * Runs statements of schema generation on their shards, outside the caller's transaction, one shard after the other.
 *
 * <p>A shard where a statement fails does not keep it from the others; then the first failure is thrown, as EclipseLink
 * expects it. A shard that cannot be reached is a coded error, since EclipseLink would swallow its failure. Thread-safe.
 */
final class SchemaRunner {

    private static final System.Logger LOG = System.getLogger("dev.meridian.sharding");

    private final ShardPools pools;
    private final ServerSession session;

    SchemaRunner(ShardPools pools, ServerSession session) {
        this.pools = pools;
        this.session = session;
    }

    /** What EclipseLink gets for its call. */
    Object run(SchemaStatement statement, Call call, AbstractRecord row, AbstractSession caller) {
        return CallerTransaction.suspendedFor(session, () -> {
            if (statement instanceof SchemaStatement.Exists exists) {
                return exists(exists.table());
            }
            if (statement instanceof SchemaStatement.Create create) {
                return create(create);
            }
            if (statement instanceof SchemaStatement.Change change) {
                return change(change);
            }
            if (statement instanceof SchemaStatement.On one) {
                return on(one.shard(), shard -> shard.execute(call, row, caller));
            }
            throw Message.SCHEMA_STATEMENT_UNKNOWN.with();
        });
    }

    /** Does something with one shard, outside the caller's transaction. */
    <T> T with(String shard, Function<SchemaShard, T> work) {
        return CallerTransaction.suspendedFor(session, () -> on(shard, work));
    }

    // Some platforms ask for rows, others for no error.
    private Object exists(SchemaTable table) {
        for (String name : table.shards()) {
            if (!on(name, shard -> shard.has(table))) {
                throw quiet(table.fullName() + " is not in every shard");
            }
        }
        AbstractRecord found = new DatabaseRecord();
        found.put(new DatabaseField("FOUND"), 1);
        return NonSynchronizedVector.newInstance(List.of(found));
    }

    private Object create(SchemaStatement.Create create) {
        SchemaTable table = create.table();
        if (table.definition().getFields().isEmpty()) {
            // Of an abstract class with a table for each class that inherits from it: it has no rows.
            throw quiet(table.fullName() + " has no columns");
        }
        List<String> created = new ArrayList<>();
        List<DatabaseException> failures = new ArrayList<>();
        for (String name : table.shards()) {
            attempt("make the table " + table.fullName(), false, name, failures, shard -> {
                if (!shard.has(table)) {
                    shard.execute(create.sql());
                    created.add(name);
                }
            });
        }
        if (failures.isEmpty() && created.size() < table.shards().size()) {
            failures.add(quiet(table.fullName() + " was in some shards already"));
        }
        if (failures.isEmpty()) {
            return 0;
        }
        // An error keeps EclipseLink from making the indexes.
        for (String name : created) {
            attempt(
                    "make the indexes of " + table.fullName(),
                    false,
                    name,
                    failures,
                    shard -> create.indexes().forEach(shard::execute));
        }
        throw failures.get(0);
    }

    private Object change(SchemaStatement.Change change) {
        List<DatabaseException> failures = new ArrayList<>();
        for (String name : change.shards()) {
            attempt(change.what(), change.mayFail(), name, failures, change.work());
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
        return 0;
    }

    private void attempt(
            String what, boolean mayFail, String shard, List<DatabaseException> failures, Consumer<SchemaShard> work) {
        try {
            on(shard, target -> {
                work.accept(target);
                return 0;
            });
        } catch (DatabaseException failure) {
            failure.setHasBeenLogged(mayFail);
            LOG.log(
                    mayFail ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                    () -> "Could not " + what + " in the shard " + shard + ": SQL state " + SchemaShard.state(failure));
            failures.add(failure);
        }
    }

    private <T> T on(String shard, Function<SchemaShard, T> work) {
        Accessor connection = connect(shard);
        try {
            return work.apply(new SchemaShard(connection, session));
        } catch (DatabaseException failure) {
            throw failure.isCommunicationFailure() ? unreachable(shard, failure) : failure;
        } finally {
            connection.decrementCallCount();
            connection.getPool().releaseConnection(connection);
        }
    }

    // Counts a call for as long as the shard is looked at, which keeps a data source's connection open.
    private Accessor connect(String shard) {
        try {
            Accessor connection = pools.acquireOutside(shard, session);
            connection.incrementCallCount(session);
            return connection;
        } catch (DatabaseException failure) {
            throw unreachable(shard, failure);
        }
    }

    private static ShardingException unreachable(String shard, DatabaseException failure) {
        return new ShardingException(
                Message.SCHEMA_SHARD_UNREACHABLE.code(), Message.SCHEMA_SHARD_UNREACHABLE.text(shard), failure);
    }

    // An answer that EclipseLink takes from an error, and nothing for its log.
    private static DatabaseException quiet(String text) {
        DatabaseException answer = DatabaseException.sqlException(new SQLException(text));
        answer.setHasBeenLogged(true);
        return answer;
    }
}
