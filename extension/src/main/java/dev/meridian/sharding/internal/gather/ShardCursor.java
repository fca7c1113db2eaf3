package dev.meridian.sharding.internal.gather;

import dev.meridian.sharding.internal.message.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** One shard's stream in a merge: the rows that are read and not yet taken, and the check that they are in order. */
final class ShardCursor {
    private final String shard;
    private final int place;
    private final Iterator<GatherRow> rows;
    private final RowOrder order;
    private final Deque<RowOrder.Sortable> read = new ArrayDeque<>();
    private RowOrder.@Nullable Sortable taken;

    ShardCursor(ShardRows source, int place, RowOrder order) {
        this.shard = source.shard();
        this.rows = source.rows();
        this.place = place;
        this.order = order;
    }

    /** Reads until so many rows are there, or none is left. */
    void fill(int count) {
        while (read.size() < count && rows.hasNext()) {
            read.add(order.sortable(rows.next()));
        }
    }

    boolean isEmpty() {
        return read.isEmpty();
    }

    RowOrder.Sortable head() {
        return read.getFirst();
    }

    /** The cursor's place among the shards: it decides between equal rows. */
    int place() {
        return place;
    }

    /** Takes the head away. */
    GatherRow take() {
        RowOrder.Sortable head = read.removeFirst();
        taken = head;
        return head.row();
    }

    /** The texts that are compared next. */
    void addTexts(ComparedTexts texts) {
        read.forEach(row -> order.addTexts(row, texts));
        if (taken != null) {
            order.addTexts(taken, texts);
        }
    }

    /** The head does not come before the row that was taken last. */
    void check(String subject) {
        if (taken != null && order.compare(taken, head()) > 0) {
            throw Message.SHARD_NOT_IN_ORDER.with(subject, shard);
        }
    }
}
