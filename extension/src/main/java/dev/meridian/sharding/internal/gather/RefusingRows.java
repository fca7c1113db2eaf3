package dev.meridian.sharding.internal.gather;

import dev.meridian.sharding.internal.message.Message;
import java.util.Iterator;
import java.util.function.Supplier;

/** Turns a result that is not known into a refusal that names the query. */
final class RefusingRows implements Iterator<GatherRow> {
    private final String subject;
    private final Iterator<GatherRow> rows;

    RefusingRows(String subject, Iterator<GatherRow> rows) {
        this.subject = subject;
        this.rows = rows;
    }

    @Override
    public boolean hasNext() {
        return named(subject, rows::hasNext);
    }

    @Override
    public GatherRow next() {
        return named(subject, rows::next);
    }

    static <T> T named(String subject, Supplier<T> result) {
        try {
            return result.get();
        } catch (UnknownResult e) {
            throw Message.GATHER_REFUSED.with(subject, e.reason());
        }
    }
}
