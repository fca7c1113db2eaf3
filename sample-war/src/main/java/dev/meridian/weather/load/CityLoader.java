package dev.meridian.weather.load;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Loads the shipped cities when the application starts, behind its back: pages are served meanwhile. A city comes with its
 * reports in one transaction, and one that is there is left alone; so a load that was interrupted goes on at the next
 * start, and nothing is stored twice.
 */
@ApplicationScoped
public class CityLoader {
    private static final Logger LOG = System.getLogger(CityLoader.class.getName());
    private static final int BATCH = 500;

    @Inject
    private EntityManagerFactory factory;

    @Inject
    private CityStore store;

    @Resource
    @SuppressWarnings("NullAway.Init")
    private ManagedExecutorService executor;

    private volatile Progress progress = new Progress("loading", 0, 0);
    private volatile boolean stopping;
    private @Nullable CompletableFuture<?> load;

    /** How far the load has come. */
    public Progress progress() {
        return progress;
    }

    void start(@Observes Startup event) {
        // The first use makes tables. Here no transaction is active; later there might be.
        factory.getMetamodel();
        load = executor.runAsync(this::load).exceptionally(this::failed);
    }

    @PreDestroy
    void stop() {
        stopping = true;
        if (load != null) {
            // At most a batch: what it uses must not go away under it. A failure was told.
            load.completeOnTimeout(null, 1, TimeUnit.MINUTES).join();
        }
    }

    private void load() {
        List<City> cities = CityFile.read();
        Set<Long> stored = store.stored();
        List<City> missing = cities.stream()
                .filter(city -> !stored.contains(city.geonameId()))
                .toList();
        int before = cities.size() - missing.size();
        int loaded = before;
        progress = new Progress("loading", loaded, cities.size());
        for (List<City> batch : batches(missing)) {
            if (stopping) {
                return;
            }
            store.store(batch);
            loaded += batch.size();
            progress = new Progress("loading", loaded, cities.size());
        }
        progress = new Progress("complete", loaded, cities.size());
        LOG.log(Level.INFO, "Cities: {0} loaded, {1} were there", loaded - before, before);
    }

    private @Nullable Void failed(Throwable failure) {
        progress = new Progress("failed", progress.loaded(), progress.total());
        LOG.log(Level.ERROR, "The cities were not all loaded; the next start goes on with them", failure);
        return null;
    }

    /** Each batch is of one continent: its transaction then needs one database only. */
    private static List<List<City>> batches(List<City> cities) {
        var byContinent =
                cities.stream().collect(Collectors.groupingBy(City::continent, TreeMap::new, Collectors.toList()));
        List<List<City>> batches = new ArrayList<>();
        for (List<City> continent : byContinent.values()) {
            for (int from = 0; from < continent.size(); from += BATCH) {
                batches.add(continent.subList(from, Math.min(from + BATCH, continent.size())));
            }
        }
        return batches;
    }
}
