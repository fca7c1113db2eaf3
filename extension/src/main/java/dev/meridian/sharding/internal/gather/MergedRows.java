package dev.meridian.sharding.internal.gather;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Merges streams that are each in order; equal rows come in the order of the shards.
 *
 * <p>Where the order of texts is known one row of each shard is held. Where it must be asked for, a chunk of each is, so
 * that one question serves many rows.
 */
final class MergedRows implements Iterator<GatherRow> {
    private final String subject;
    private final RowOrder order;
    private final int chunk;
    private final List<ShardCursor> cursors = new ArrayList<>();
    private final PriorityQueue<ShardCursor> heads;
    private @Nullable ShardCursor behind;
    private boolean isStarted;

    MergedRows(String subject, List<ShardRows> shards, RowOrder order, int chunk) {
        this.subject = subject;
        this.order = order;
        this.chunk = chunk;
        for (ShardRows shard : shards) {
            cursors.add(new ShardCursor(shard, cursors.size(), order));
        }
        this.heads = new PriorityQueue<>(
                Math.max(1, shards.size()),
                Comparator.comparing(ShardCursor::head, order).thenComparing(ShardCursor::place));
    }

    @Override
    public boolean hasNext() {
        advance();
        return !heads.isEmpty();
    }

    @Override
    public GatherRow next() {
        advance();
        ShardCursor next = heads.poll();
        if (next == null) {
            throw new NoSuchElementException();
        }
        behind = next;
        return next.take();
    }

    // Only when the next row is asked for: the last one of a window needs no row behind it.
    private void advance() {
        if (!isStarted) {
            isStarted = true;
            read();
            cursors.forEach(this::offer);
        } else if (behind != null) {
            ShardCursor cursor = behind;
            behind = null;
            if (cursor.isEmpty()) {
                read(cursor);
            }
            offer(cursor);
        }
    }

    private void offer(ShardCursor cursor) {
        if (!cursor.isEmpty()) {
            cursor.check(subject);
            heads.add(cursor);
        }
    }

    private void read(ShardCursor cursor) {
        if (order.isRanked()) {
            read();
        } else {
            cursor.fill(1);
        }
    }

    private void read() {
        cursors.forEach(cursor -> cursor.fill(chunk));
        if (order.isRanked()) {
            ComparedTexts texts = new ComparedTexts();
            cursors.forEach(cursor -> cursor.addTexts(texts));
            order.semantics().prepare(texts);
        }
    }
}
