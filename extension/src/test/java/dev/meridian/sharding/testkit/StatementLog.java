package dev.meridian.sharding.testkit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What reached the shards, in the order of its arrival. Thread-safe.
 *
 * <p>A statement is written down when it is about to run, so that one that fails is counted as well; a commit or
 * rollback is written down when it has succeeded. What auto-commit does by itself is not seen.
 */
public final class StatementLog {

    /**
     * One thing that reached a shard.
     *
     * @param sql the statement's text; of a batch of several statements all texts, with "; " between them; for a
     *     commit or rollback that word
     * @param thread the name of the thread that called the driver
     */
    public record Entry(String shard, String sql, String thread) {}

    /** What a test does just before a statement runs, on the thread that runs it. */
    @FunctionalInterface
    public interface Hook {

        /** An exception that is thrown here is what the caller of the driver sees; the statement does not run. */
        void run() throws SQLException;
    }

    private record Armed(String shard, Predicate<String> matches, Hook hook) {}

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static final String COMMIT = "commit";
    static final String ROLLBACK = "rollback";
    static final String CANCEL = "cancel";

    private final String id = UUID.randomUUID().toString();
    private final Object lock = new Object();
    private final List<Entry> statements = new ArrayList<>();
    private final List<Entry> commits = new ArrayList<>();
    private final List<Entry> rollbacks = new ArrayList<>();
    private final List<Entry> cancels = new ArrayList<>();
    private final List<Entry> terms = new ArrayList<>();
    private final Map<String, Integer> rows = new TreeMap<>();
    private boolean counting;
    private final List<Armed> armedStatements = new ArrayList<>();
    private final List<Armed> armedCommits = new ArrayList<>();

    /** Forgets everything that was written down. Hooks that wait for their statement stay. */
    public void clear() {
        synchronized (lock) {
            statements.clear();
            commits.clear();
            rollbacks.clear();
            cancels.clear();
            rows.clear();
            terms.clear();
        }
    }

    /** The texts of the statements that reached the shard; empty if none did. */
    public List<String> statements(String shard) {
        return ofShard(statements, shard).stream().map(Entry::sql).toList();
    }

    /** How many statements reached the shard. */
    public int count(String shard) {
        return ofShard(statements, shard).size();
    }

    /** The number of statements by shard, in the order of the shards' names; only shards that were reached. */
    public SortedMap<String, Integer> counts() {
        SortedMap<String, Integer> counts = new TreeMap<>();
        all().forEach(entry -> counts.merge(entry.shard(), 1, Integer::sum));
        return Collections.unmodifiableSortedMap(counts);
    }

    /** All statements, in the order of their arrival. */
    public List<Entry> all() {
        synchronized (lock) {
            return List.copyOf(statements);
        }
    }

    /** The commits that succeeded on the shard. */
    public List<Entry> commits(String shard) {
        return ofShard(commits, shard);
    }

    /** The rollbacks that succeeded on the shard; a rollback to a savepoint is not one of them. */
    public List<Entry> rollbacks(String shard) {
        return ofShard(rollbacks, shard);
    }

    /** From now on the rows that are fetched are counted, which makes every result slower. */
    public void countRows() {
        synchronized (lock) {
            counting = true;
        }
    }

    /** How many rows were fetched from the shard, by results that were opened since {@link #countRows}. */
    public int rows(String shard) {
        synchronized (lock) {
            return rows.getOrDefault(shard, 0);
        }
    }

    /** How the statements on the shard ran since {@link #countRows}: fetch size and auto-commit. */
    public List<String> terms(String shard) {
        return ofShard(terms, shard).stream().map(Entry::sql).toList();
    }

    /** The cancellations of statements on the shard, whether or not the statement ran. */
    public List<Entry> cancels(String shard) {
        return ofShard(cancels, shard);
    }

    /**
     * Waits until a statement on the shard is cancelled: for a hook that stands for a statement that takes long. Fails after
     * half a minute.
     */
    public void awaitCancel(String shard) throws SQLException {
        synchronized (lock) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (ofShard(cancels, shard).isEmpty()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new SQLException("nobody has cancelled the statement");
                }
                try {
                    lock.wait(left);
                } catch (InterruptedException e) {
                    throw new SQLException("interrupted", e);
                }
            }
        }
    }

    /** Lets the next statement on the shard whose text matches fail with an {@link InjectedFailure}. */
    public void failNext(String shard, Predicate<String> sql) {
        beforeNext(shard, sql, () -> {
            throw new InjectedFailure(shard);
        });
    }

    /** Lets the next commit on the shard fail with an {@link InjectedFailure}, before the database hears of it. */
    public void failNextCommit(String shard) {
        arm(armedCommits, shard, sql -> true, () -> {
            throw new InjectedFailure(shard);
        });
    }

    /** Runs the hook once, just before the next statement on the shard whose text matches. */
    public void beforeNext(String shard, Predicate<String> sql, Hook hook) {
        arm(armedStatements, shard, sql, hook);
    }

    String id() {
        return id;
    }

    void executing(String shard, String sql) throws SQLException {
        fire(armedStatements, record(statements, shard, sql));
    }

    void committing(String shard) throws SQLException {
        fire(armedCommits, entry(shard, COMMIT));
    }

    void committed(String shard) {
        record(commits, shard, COMMIT);
    }

    void rolledBack(String shard) {
        record(rollbacks, shard, ROLLBACK);
    }

    boolean countsRows() {
        synchronized (lock) {
            return counting;
        }
    }

    void running(String shard, int fetchSize, boolean autoCommit) {
        record(terms, shard, "fetch size " + fetchSize + ", auto-commit " + autoCommit);
    }

    void fetched(String shard) {
        synchronized (lock) {
            rows.merge(shard, 1, Integer::sum);
        }
    }

    void cancelled(String shard) {
        record(cancels, shard, CANCEL);
        synchronized (lock) {
            lock.notifyAll();
        }
    }

    private void arm(List<Armed> armed, String shard, Predicate<String> matches, Hook hook) {
        synchronized (lock) {
            armed.add(new Armed(shard, matches, hook));
        }
    }

    /** Runs the hook outside the lock: it may wait for something that another thread's statement brings. */
    private void fire(List<Armed> armed, Entry entry) throws SQLException {
        Armed found = null;
        synchronized (lock) {
            for (Armed candidate : armed) {
                if (candidate.shard().equals(entry.shard())
                        && candidate.matches().test(entry.sql())) {
                    found = candidate;
                    break;
                }
            }
            if (found != null) {
                armed.remove(found);
            }
        }
        if (found != null) {
            found.hook().run();
        }
    }

    private Entry record(List<Entry> entries, String shard, String sql) {
        Entry entry = entry(shard, sql);
        synchronized (lock) {
            entries.add(entry);
        }
        return entry;
    }

    private static Entry entry(String shard, String sql) {
        return new Entry(shard, sql, Thread.currentThread().getName());
    }

    private List<Entry> ofShard(List<Entry> entries, String shard) {
        synchronized (lock) {
            return entries.stream().filter(entry -> entry.shard().equals(shard)).toList();
        }
    }
}
