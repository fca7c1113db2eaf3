package dev.meridian.sharding.internal.write;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.jspecify.annotations.Nullable;

/** Which entity each flush is writing just now. Thread-safe. */
public final class FlushOwners {

    private final Map<AbstractSession, CheckedCommitManager> flushes = new ConcurrentHashMap<>();

    /**
     * The entity that is being written, with the rows in tables that it owns.
     *
     * @param session that runs the statements of the flush
     * @return null if none is
     */
    public @Nullable Object owner(AbstractSession session) {
        CheckedCommitManager flush = flushes.get(session);
        return flush == null ? null : flush.owner();
    }

    void begin(AbstractSession session, CheckedCommitManager flush) {
        flushes.put(session, flush);
    }

    void end(AbstractSession session) {
        flushes.remove(session);
    }
}
