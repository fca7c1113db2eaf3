package dev.meridian.sharding.internal.execution;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The statement that a connection runs at the moment, so that another thread can cancel it. Thread-safe. */
final class RunningStatement {

    private @Nullable Statement running;
    private boolean cancelled;

    /** From now on nothing is cancelled. */
    synchronized void reset() {
        running = null;
        cancelled = false;
    }

    /**
     * Takes note of a statement that is about to run.
     *
     * @throws SQLException if its execution has been cancelled already
     */
    synchronized void enter(Statement statement) throws SQLException {
        if (cancelled) {
            throw new SQLException("Cancelled before it ran", "57014");
        }
        running = statement;
    }

    synchronized void leave() {
        running = null;
    }

    /** Cancels the statement, or the next one where none runs yet. */
    synchronized void cancel() {
        cancelled = true;
        if (running != null) {
            try {
                running.cancel();
            } catch (SQLException notSupported) {
                // It runs to its end, then.
                cancelled = true;
            }
        }
    }
}
