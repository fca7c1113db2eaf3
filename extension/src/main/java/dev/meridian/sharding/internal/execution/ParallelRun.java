package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.internal.execution.ShardBranch.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

    private final Object lock = new Object();
    private final List<ShardBranch<T>> branches = new ArrayList<>();
    private final ShardTask<T> task;
    private final ScatterTerms terms;
    private final Time time;
    private final Consumer<Accessor> giveBack;
    private final Permits.Permit permit;
    private @Nullable Throwable failure;
    private int open;

    /**
     * @param connections those of the shards, in the same order; they go back from here
     * @param giveBack gives one connection back
     * @param permit goes back from here
     */
    ParallelRun(
            List<String> shards,
            List<Accessor> connections,
            ShardTask<T> task,
            ScatterTerms terms,
            Time time,
            Consumer<Accessor> giveBack,
            Permits.Permit permit) {
        this.task = task;
        this.terms = terms;
        this.time = time;
        this.giveBack = giveBack;
        this.permit = permit;
        for (int index = 0; index < shards.size(); index++) {
            branches.add(new ShardBranch<>(shards.get(index), connections.get(index), terms));
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
        try {
            boolean helped = help(executor, works ? helpers - 1 : helpers);
            if (works || !helped) {
                work(null);
            }
        } catch (RuntimeException | Error broken) {
            fail(broken);
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
        for (Optional<ShardBranch<T>> next = claim(worker); next.isPresent(); next = claim(worker)) {
            ShardBranch<T> branch = next.get();
            branch.run(task, time::nanos);
            leave(branch);
            branch.giveBack(giveBack);
            if (branch.thrown != null) {
                fail(branch.thrown);
            }
            close(1);
        }
    }

    private Optional<ShardBranch<T>> claim(@Nullable Thread worker) {
        synchronized (lock) {
            Optional<ShardBranch<T>> next = branches.stream()
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
    private void leave(ShardBranch<T> branch) {
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
        long end = nanos == Long.MAX_VALUE ? Long.MAX_VALUE : time.nanos() + nanos;
        synchronized (lock) {
            while (open > 0 && !(orFailure && failure != null)) {
                if (end == Long.MAX_VALUE) {
                    lock.wait();
                } else if (end - time.nanos() <= 0) {
                    return false;
                } else {
                    time.await(lock, end - time.nanos());
                }
            }
            return true;
        }
    }

    /** Ends everything, for the first failure only: those after it are mostly what it led to. */
    private void fail(Throwable thrown) {
        List<ShardBranch<T>> waiting;
        List<ShardBranch<T>> running;
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
        waiting.forEach(branch -> branch.giveBack(giveBack));
        if (!waiting.isEmpty()) {
            close(waiting.size());
        }
        running.forEach(ShardBranch::cancel);
        interruptLater(running);
    }

    private List<ShardBranch<T>> inState(State state) {
        return branches.stream().filter(branch -> branch.state == state).toList();
    }

    private void interruptLater(List<ShardBranch<T>> running) {
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

    private void awaitAll(List<ShardBranch<T>> running) throws InterruptedException {
        long end = time.nanos() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        synchronized (lock) {
            while (running.stream().anyMatch(branch -> branch.worker != null) && end - time.nanos() > 0) {
                time.await(lock, Math.max(1, end - time.nanos()));
            }
        }
    }
}
