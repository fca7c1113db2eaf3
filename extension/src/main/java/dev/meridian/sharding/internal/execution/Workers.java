package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.internal.message.Message;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a session's scatters, from its login to its logout: those of the container, or, where there is none,
 * virtual threads, or, where Java has none, a few threads of the session's own. Thread-safe.
 *
 * <p>The session's own threads end with it, and soon when idle, so that they hold no class loader of an application that
 * was stopped.
 */
public final class Workers implements Executor {

    /** Where every Jakarta EE server has its threads for applications. */
    static final String CONTAINER = "java:comp/DefaultManagedExecutorService";

    private static final int IDLE_SECONDS = 5;

    private final Optional<String> name;
    private final int ownThreads;
    private volatile @Nullable Executor executor;
    private volatile @Nullable ExecutorService own;

    /**
     * @param name the JNDI name of an executor, if one is named
     * @param ownThreads how many threads there are at most where the session needs its own
     */
    public Workers(Optional<String> name, int ownThreads) {
        this.name = name;
        this.ownThreads = ownThreads;
    }

    /**
     * @throws dev.meridian.sharding.ShardingException MERIDIAN-073 if there is no executor of the name that is set
     */
    public void start() {
        stop();
        Optional<Executor> managed = name.isPresent() ? Optional.of(named(name.get())) : ofContainer();
        executor = managed.orElseGet(() -> {
            ExecutorService started = virtualThreads().orElseGet(this::platformThreads);
            own = started;
            return started;
        });
    }

    /** Ends the threads that are the session's own. */
    public void stop() {
        executor = null;
        ExecutorService started = own;
        own = null;
        if (started != null) {
            started.shutdownNow();
        }
    }

    /**
     * @throws RejectedExecutionException if there is no thread for it; the caller does the work itself then
     */
    @Override
    public void execute(Runnable work) {
        Executor started = executor;
        if (started == null) {
            throw new RejectedExecutionException("The session is not logged in");
        }
        started.execute(work);
    }

    @SuppressWarnings("BanJNDI") // the name is the deployer's
    private static Executor named(String name) {
        Object found;
        try {
            found = InitialContext.doLookup(name);
        } catch (NamingException unknown) {
            throw Message.UNKNOWN_EXECUTOR.causedBy(unknown, name);
        }
        if (found instanceof Executor executor) {
            return executor;
        }
        throw Message.UNKNOWN_EXECUTOR.with(name);
    }

    @SuppressWarnings("BanJNDI") // the name is Jakarta EE's
    private static Optional<Executor> ofContainer() {
        try {
            Object found = InitialContext.doLookup(CONTAINER);
            return found instanceof Executor executor ? Optional.of(executor) : Optional.empty();
        } catch (NamingException noContainer) {
            return Optional.empty();
        }
    }

    // Java 17 has none; some later ones have them, but switched off.
    private static Optional<ExecutorService> virtualThreads() {
        try {
            return Optional.of((ExecutorService) MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class))
                    .invoke());
        } catch (Error broken) {
            throw broken;
        } catch (Throwable none) {
            return Optional.empty();
        }
    }

    ExecutorService platformThreads() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                ownThreads, ownThreads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory daemons() {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "meridian-scatter-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
