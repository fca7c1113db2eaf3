package dev.meridian.sharding.internal.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.jspecify.annotations.Nullable;

/**
 * One execution on several shards at once. The first failure, or the deadline, ends it: what has not begun is given up,
 * what runs is cancelled, and the caller leaves. Each connection goes back when the thread that uses it has ended with it,
 * and the permit with the last of them, also if the caller has left by then.
 *
 * <p>Where there is no deadline the caller's thread works as well. Where there is one it only waits, because a driver
 * cannot be left in the middle of a call.
 */
final class ParallelRun<T> {

    /** How long a cancelled statement has before the thread that waits for it is interrupted too. */
    private static final long GRACE_MILLIS = 100;

    private enum State {
        WAITING,
        RUNNING,
        ENDED
    }

    private final Object lock = new Object();
    private final List<Branch> branches = new ArrayList<>();
    private final ShardTask<T> task;
    private final ScatterTerms terms;
    private final LongSupplier clock;
    private final Permits.Permit permit;
    private @Nullable Throwable failure;
    private int open;

    /**
     * @param connections those of the shards, in the same order; they go back from here
     * @param permit goes back from here
     */
    ParallelRun(
            List<String> shards,
            List<Accessor> connections,
            ShardTask<T> task,
            ScatterTerms terms,
            LongSupplier clock,
            Permits.Permit permit) {
        this.task = task;
        this.terms = terms;
        this.clock = clock;
        this.permit = permit;
        for (int index = 0; index < shards.size(); index++) {
            branches.add(new Branch(shards.get(index), connections.get(index)));
        }
        this.open = branches.size();
    }

    /**
     * @param threads how many may work on it at once, the caller's included
     * @throws RuntimeException the first failure, with its shard's name
     */
    List<@Nullable T> run(Executor executor, int threads) {
        int helpers = Math.min(threads, branches.size());
        boolean works = terms.deadline().isNone();
        boolean helped = help(executor, works ? helpers - 1 : helpers);
        if (works || !helped) {
            work(null);
        }
        return results();
    }

    void tell(Pace pace) {
        long total = branches.stream().mapToLong(branch -> branch.nanos).sum();
        long longest = branches.stream().mapToLong(branch -> branch.nanos).max().orElse(0);
        pace.record(total, longest);
    }

    private boolean help(Executor executor, int helpers) {
        boolean helped = false;
        try {
            for (int helper = 0; helper < helpers; helper++) {
                executor.execute(() -> work(Thread.currentThread()));
                helped = true;
            }
        } catch (RejectedExecutionException busy) {
            // Those that could be had, and the caller, do it all.
            return helped;
        }
        return helped;
    }

    /** Runs shards until none is left; the worker is the thread if it may be interrupted, null for the caller's own. */
    private void work(@Nullable Thread worker) {
        for (Optional<Branch> next = claim(worker); next.isPresent(); next = claim(worker)) {
            Branch branch = next.get();
            branch.run();
            leave(branch);
            branch.giveBack();
            if (branch.thrown != null) {
                fail(branch.thrown);
            }
            close(1);
        }
    }

    private Optional<Branch> claim(@Nullable Thread worker) {
        synchronized (lock) {
            Optional<Branch> next = branches.stream()
                    .filter(branch -> branch.state == State.WAITING)
                    .findFirst();
            next.ifPresent(branch -> {
                branch.state = State.RUNNING;
                branch.worker = worker;
            });
            return next;
        }
    }

    /** From here on nothing is cancelled and the branch's thread is not interrupted any more. */
    private void leave(Branch branch) {
        branch.leave();
        synchronized (lock) {
            branch.state = State.ENDED;
            if (branch.worker != null && Thread.interrupted()) {
                branch.interrupted = true;
            }
            branch.worker = null;
            lock.notifyAll();
        }
    }

    private void close(int count) {
        synchronized (lock) {
            open -= count;
            if (open == 0) {
                permit.release();
            }
            lock.notifyAll();
        }
    }

    private List<@Nullable T> results() {
        try {
            if (!awaitEnd(terms.deadline().remainingNanos(), true)) {
                fail(terms.timeout(running(), null));
            }
        } catch (InterruptedException interruption) {
            fail(terms.interrupted(interruption));
        }
        synchronized (lock) {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure != null) {
                throw (RuntimeException) failure;
            }
            List<@Nullable T> results = new ArrayList<>();
            branches.forEach(branch -> results.add(branch.result));
            return results;
        }
    }

    private String running() {
        synchronized (lock) {
            List<String> names = branches.stream()
                    .filter(branch -> branch.state != State.ENDED)
                    .map(branch -> branch.shard)
                    .toList();
            return "the shards " + String.join(", ", names);
        }
    }

    /** Whether all has ended, or failed where that is enough, before the time was over. */
    private boolean awaitEnd(long nanos, boolean orFailure) throws InterruptedException {
        long end = nanos == Long.MAX_VALUE ? Long.MAX_VALUE : System.nanoTime() + nanos;
        synchronized (lock) {
            while (open > 0 && !(orFailure && failure != null)) {
                if (end == Long.MAX_VALUE) {
                    lock.wait();
                } else if (end - System.nanoTime() <= 0) {
                    return false;
                } else {
                    TimeUnit.NANOSECONDS.timedWait(lock, end - System.nanoTime());
                }
            }
            return true;
        }
    }

    /** Ends everything, for the first failure only: those after it are mostly what it led to. */
    private void fail(Throwable thrown) {
        List<Branch> waiting;
        List<Branch> running;
        synchronized (lock) {
            if (failure != null) {
                return;
            }
            failure = thrown;
            waiting = inState(State.WAITING);
            waiting.forEach(branch -> branch.state = State.ENDED);
            running = inState(State.RUNNING);
            lock.notifyAll();
        }
        waiting.forEach(Branch::giveBack);
        if (!waiting.isEmpty()) {
            close(waiting.size());
        }
        running.forEach(Branch::cancel);
        interruptLater(running);
    }

    private List<Branch> inState(State state) {
        return branches.stream().filter(branch -> branch.state == state).toList();
    }

    private void interruptLater(List<Branch> running) {
        if (running.isEmpty()) {
            return;
        }
        boolean interrupted = false;
        try {
            awaitAll(running);
        } catch (InterruptedException impatient) {
            interrupted = true;
        }
        synchronized (lock) {
            running.stream().filter(branch -> branch.worker != null).forEach(branch -> {
                branch.interrupted = true;
                branch.worker.interrupt();
            });
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAll(List<Branch> running) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        synchronized (lock) {
            while (running.stream().anyMatch(branch -> branch.worker != null) && end - System.nanoTime() > 0) {
                TimeUnit.NANOSECONDS.timedWait(lock, Math.max(1, end - System.nanoTime()));
            }
        }
    }

    private final class Branch {

        private final String shard;
        private final Accessor connection;
        private State state = State.WAITING;
        private @Nullable Thread worker;
        private boolean interrupted;
        private boolean left;
        private @Nullable T result;
        private @Nullable Throwable thrown;
        private long nanos;

        Branch(String shard, Accessor connection) {
            this.shard = shard;
            this.connection = connection;
        }

        void run() {
            long start = clock.getAsLong();
            try {
                begin(connection);
                result = task.run(shard, connection);
            } catch (RuntimeException failed) {
                thrown = terms.failed(shard, failed);
            } catch (Error failed) {
                thrown = failed;
            } finally {
                end(connection);
                nanos = clock.getAsLong() - start;
            }
        }

        private void begin(Accessor used) {
            if (used instanceof ShardAccessor own) {
                own.begin(terms.deadline());
            }
        }

        private void end(Accessor used) {
            if (used instanceof ShardAccessor own) {
                own.end();
            }
        }

        // The connection may be another execution's as soon as it has been left.
        synchronized void cancel() {
            if (!left && connection instanceof ShardAccessor own) {
                own.cancel();
            }
        }

        synchronized void leave() {
            left = true;
        }

        /** An interrupted driver may have left its connection in any state: it is thrown away. */
        void giveBack() {
            try {
                if (interrupted) {
                    connection.setIsValid(false);
                }
                connection.getPool().releaseConnection(connection);
            } catch (RuntimeException lost) {
                if (thrown == null) {
                    thrown = terms.failed(shard, lost);
                }
            }
        }
    }
}
