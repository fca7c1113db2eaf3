package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.internal.message.Message;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.ReadAllQuery;
import org.eclipse.persistence.queries.ValueReadQuery;

/** What a cursor over several shards answers when it is asked for its size. */
final class RefusedSize extends ValueReadQuery {
    private static final long serialVersionUID = 1L;

    private final String entity;

    RefusedSize(ReadAllQuery query) {
        this.entity = ScatterTerms.name(query);
    }

    @Override
    public Object execute(AbstractSession session, AbstractRecord arguments) {
        throw Message.CURSOR_SIZE.with(entity);
    }
}
