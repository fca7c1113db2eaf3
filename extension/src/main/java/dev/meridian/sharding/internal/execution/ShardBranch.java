package dev.meridian.sharding.internal.execution;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.jspecify.annotations.Nullable;

/** One shard's part of a {@link ParallelRun}, which guards its fields. */
final class ShardBranch<T> {

    enum State {
        WAITING,
        RUNNING,
        ENDED
    }

    final String shard;
    State state = State.WAITING;

    /** The thread that may be interrupted. */
    @Nullable Thread worker;

    boolean interrupted;

    @Nullable T result;

    @Nullable Throwable thrown;

    long nanos;

    private final Accessor connection;
    private final ScatterTerms terms;
    private boolean left;

    ShardBranch(String shard, Accessor connection, ScatterTerms terms) {
        this.shard = shard;
        this.connection = connection;
        this.terms = terms;
    }

    void run(ShardTask<T> task, LongSupplier clock) {
        long start = clock.getAsLong();
        try {
            if (connection instanceof ShardAccessor own) {
                own.begin(terms.deadline());
            }
            result = task.run(shard, connection);
        } catch (RuntimeException failed) {
            thrown = terms.failed(shard, failed);
        } catch (Error failed) {
            thrown = failed;
        } finally {
            nanos = clock.getAsLong() - start;
        }
    }

    /** Cancels what runs; the connection may be another execution's as soon as it has been left. */
    synchronized void cancel() {
        if (!left && connection instanceof ShardAccessor own) {
            own.cancel();
        }
    }

    synchronized void leave() {
        left = true;
        if (connection instanceof ShardAccessor own) {
            own.end();
        }
    }

    /** Gives the connection back. An interrupted driver may have left it in any state: then it is thrown away. */
    void giveBack(Consumer<Accessor> giveBack) {
        try {
            if (interrupted) {
                connection.setIsValid(false);
            }
            giveBack.accept(connection);
        } catch (RuntimeException lost) {
            if (thrown == null) {
                thrown = terms.failed(shard, lost);
            }
        }
    }
}
