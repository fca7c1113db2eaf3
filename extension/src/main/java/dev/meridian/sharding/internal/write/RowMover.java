package dev.meridian.sharding.internal.write;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.execution.ShardPools;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.databaseaccess.DatabaseAccessor;
import org.eclipse.persistence.sessions.server.ClientSession;

/**
 * Moves rows from one shard to another, in the transaction of a client session: a row with all that is stored with it,
 * whether or not it was ever loaded. Thread-safe.
 */
final class RowMover {

    /** So SQLSTATE begins where a database refuses a row for a constraint. */
    private static final String CONSTRAINT = "23";

    private final ShardingModel model;
    private final ShardPools pools;

    RowMover(ShardingModel model, ShardPools pools) {
        this.model = model;
        this.pools = pools;
    }

    /**
     * Brings the rows over.
     *
     * @return what has moved
     * @throws ShardingException if something of it cannot move; the transaction must be rolled back then
     */
    Moved move(Move move, ClientSession client) {
        ShardTables tables = new ShardTables(client);
        Accessor source = pools.acquire(move.from(), client);
        Accessor target = pools.acquire(move.to(), client);
        Moved moved;
        LinkedRows links;
        try {
            RowReads reads = new RowReads(tables, source, client.getPlatform());
            moved = new RowCollector(model, move, reads, client).collect();
            links = new LinkedRows(model, move, moved, client);
            links.check(reads);
        } catch (SQLException failure) {
            throw DatabaseException.sqlException(failure, (DatabaseAccessor) source, client, false);
        }
        insert(move, links, new Shard(target, tables, client));
        delete(move, links, new Shard(source, tables, client));
        return moved;
    }

    /** A shard's connection, and what is done on it. */
    private record Shard(Accessor accessor, ShardTables tables, ClientSession client) {

        /** @param refusal makes the error of a row that a constraint refuses */
        void run(Work work, Function<SQLException, ShardingException> refusal) {
            try {
                work.run();
            } catch (SQLException failure) {
                throw isConstraint(failure)
                        ? refusal.apply(failure)
                        : DatabaseException.sqlException(failure, (DatabaseAccessor) accessor, client, false);
            }
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    // What points to each other cannot come one after the other: it does not point anywhere until all of it is there.
    private static void insert(Move move, LinkedRows links, Shard shard) {
        for (MovedTable table : links.inOrder()) {
            write(
                    move,
                    table,
                    shard,
                    () -> shard.tables().insert(shard.accessor(), table.without(links.columnsOf(table))));
        }
        for (MovedTable table : links.inOrder()) {
            List<MovedTable.Column> columns = links.columnsOf(table);
            write(move, table, shard, () -> shard.tables().update(shard.accessor(), table.filled(columns), columns));
        }
    }

    private static void write(Move move, MovedTable table, Shard shard, Work work) {
        shard.run(
                work,
                failure -> Message.MOVE_CLASH.causedBy(
                        failure, move.entity().name(), move.from(), move.to(), table.owner()));
    }

    private static void delete(Move move, LinkedRows links, Shard shard) {
        List<MovedTable> backwards = links.inOrder();
        Collections.reverse(backwards);
        for (MovedTable table : backwards) {
            List<MovedTable.Column> columns = links.columnsOf(table);
            MovedTable cut = table.filled(columns).without(columns);
            remove(move, table, shard, () -> shard.tables().update(shard.accessor(), cut, columns));
        }
        for (MovedTable table : backwards) {
            remove(move, table, shard, () -> shard.tables().delete(shard.accessor(), table));
        }
    }

    private static void remove(Move move, MovedTable table, Shard shard, Work work) {
        shard.run(
                work,
                failure ->
                        move.failed("something in the old shard still points to a row of " + table.owner(), failure));
    }

    private static boolean isConstraint(SQLException failure) {
        for (Throwable cause : failure) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith(CONSTRAINT)) {
                return true;
            }
        }
        return false;
    }
}
