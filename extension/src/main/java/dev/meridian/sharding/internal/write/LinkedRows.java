package dev.meridian.sharding.internal.write;

import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.sessions.server.ClientSession;

/** Knows by what rows that move are related to each other, and refuses what relates them to rows that stay. For one move. */
final class LinkedRows {

    private final Move move;
    private final Moved moved;
    private final List<RowPointer> pointers;

    LinkedRows(ShardingModel model, Move move, Moved moved, ClientSession client) {
        this.move = move;
        this.moved = moved;
        this.pointers = RowPointer.of(model, client);
    }

    /** The columns of a table that lead to rows of entities beside co-location, and can be NULL while the rows are inserted. */
    List<MovedTable.Column> columnsOf(MovedTable table) {
        if (moved.owned().stream().anyMatch(owned -> owned.table().equals(table.table()))) {
            return List.of();
        }
        return table.nullable(pointers.stream()
                .filter(pointer -> pointer.table().equals(table.table()))
                .flatMap(pointer -> pointer.columns().stream())
                .toList());
    }

    /**
     * Looks for relations with rows that stay.
     *
     * @param source the connection of the old shard
     * @throws dev.meridian.sharding.ShardingException MERIDIAN-097 if there is one
     */
    void check(ShardTables tables, Accessor source) throws SQLException {
        for (RowPointer pointer : pointers) {
            checkOutwards(pointer);
            checkInwards(pointer, tables, source);
        }
    }

    private void checkOutwards(RowPointer pointer) {
        Set<RowKey> moving = moved.find(pointer.target())
                .map(target -> target.keys(pointer.targetKey()))
                .orElse(Set.of());
        boolean staysBehind = moved.tables().stream()
                .filter(table -> table.table().equals(pointer.table()))
                .flatMap(table -> table.rows().stream())
                .map(row -> row.all(pointer.columns()))
                .filter(Objects::nonNull)
                .anyMatch(key -> !moving.contains(new RowKey(key)));
        if (staysBehind) {
            throw refusal(pointer);
        }
    }

    private void checkInwards(RowPointer pointer, ShardTables tables, Accessor source) throws SQLException {
        Optional<MovedEntity> target = moved.find(pointer.target());
        if (target.isEmpty()) {
            return;
        }
        Set<RowKey> moving = moved.find(pointer.holder())
                .map(holder -> holder.keys(pointer.holderKey()))
                .orElse(Set.of());
        MovedTable table =
                new MovedTable(pointer.holder().name(), pointer.table(), pointer.holderColumns(), List.of(), List.of());
        boolean staysBehind =
                tables.read(source, table, pointer.columns(), target.get().values(pointer.targetKey())).rows().stream()
                        .map(row -> Objects.requireNonNull(row.all(pointer.holderColumns())))
                        .anyMatch(key -> !moving.contains(new RowKey(key)));
        if (staysBehind) {
            throw refusal(pointer);
        }
    }

    private RuntimeException refusal(RowPointer pointer) {
        return Message.MOVE_LEAVES_LINK.with(move.entity().name(), move.from(), move.to(), pointer.relation());
    }
}
