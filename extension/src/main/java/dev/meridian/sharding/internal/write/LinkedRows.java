package dev.meridian.sharding.internal.write;

import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.persistence.sessions.server.ClientSession;

/** Knows by what rows that move are related to each other, and refuses what relates them to rows that stay. For one move. */
final class LinkedRows {

    private final ShardingModel model;
    private final Move move;
    private final Moved moved;
    private final List<RowPointer> pointers;

    LinkedRows(ShardingModel model, Move move, Moved moved, ClientSession client) {
        this.model = model;
        this.move = move;
        this.moved = moved;
        this.pointers = RowPointer.of(model, client);
    }

    /**
     * All tables in the order in which rows are inserted: parents before children, and before each row what it must lead to.
     */
    List<MovedTable> inOrder() {
        List<MovedEntity> waiting = new ArrayList<>(moved.entities());
        List<MovedTable> tables = new ArrayList<>();
        while (!waiting.isEmpty()) {
            MovedEntity next = waiting.stream()
                    .filter(entity -> needs(entity).noneMatch(waiting::contains))
                    .findFirst()
                    .orElse(waiting.get(0));
            waiting.remove(next);
            tables.addAll(next.tables());
        }
        tables.addAll(moved.owned());
        return tables;
    }

    /** What must be there before rows of an entity are. */
    private Stream<MovedEntity> needs(MovedEntity entity) {
        Stream<ShardedEntity> parent = entity.entity() instanceof ShardedEntity.Colocated child
                ? model.find(child.parent()).stream()
                : Stream.empty();
        Stream<ShardedEntity> targets = entity.tables().stream()
                .flatMap(table -> pointers.stream()
                        .filter(pointer -> pointer.table().equals(table.table())
                                && table.nullable(pointer.columns()).isEmpty())
                        .map(RowPointer::target));
        return Stream.concat(parent, targets)
                .filter(needed -> !needed.equals(entity.entity()))
                .flatMap(needed -> moved.find(needed).stream());
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
     * @param reads of the old shard
     * @throws dev.meridian.sharding.ShardingException MERIDIAN-097 if there is one
     */
    void check(RowReads reads) throws SQLException {
        for (RowPointer pointer : pointers) {
            checkOutwards(pointer);
            checkInwards(pointer, reads);
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
                .filter(key -> !isNew(pointer, key))
                .anyMatch(key -> !moving.contains(new RowKey(key)));
        if (staysBehind) {
            throw refusal(pointer);
        }
    }

    // What this flush relates the moving object to is looked at when all has moved.
    private boolean isNew(RowPointer pointer, List<Object> key) {
        return key.stream().allMatch(OwnValue.class::isInstance)
                && move.links().keySet().containsAll(pointer.columns());
    }

    private void checkInwards(RowPointer pointer, RowReads reads) throws SQLException {
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
                reads.read(table, pointer.columns(), target.get().values(pointer.targetKey())).rows().stream()
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
