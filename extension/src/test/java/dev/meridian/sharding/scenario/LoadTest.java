package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.LockModeType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ways to load objects beside find and lazy loads: fetch joins, locks, graphs, several threads. */
@Tag("weaving")
class LoadTest extends WeatherTest {

    @Test
    void joinFetchOfToMany_onAllShards_givesEachOwnerItsOwn() {
        tokyo.report(19);
        london.report(9);
        store(tokyo, london);
        with(em -> {
            List<WeatherLocation> found = em.createQuery(
                            "SELECT l FROM WeatherLocation l JOIN FETCH l.reports", WeatherLocation.class)
                    .getResultList();
            assertThat(found).allSatisfy(location -> {
                assertThat(location.getReports()).hasSize(2);
                assertThat(location.getReports())
                        .extracting(Report::getLocation)
                        .containsOnly(location);
            });
        });
        assertThat(unit.log().counts().values()).containsOnly(1);
    }

    @Test
    void selectOfTwoEntities_onAllShards_keepsTheirShards() {
        store(tokyo, london);
        with(em -> {
            List<Object[]> pairs = em.createQuery("SELECT r, l FROM Report r JOIN r.location l", Object[].class)
                    .getResultList();
            assertThat(pairs).hasSize(2).allSatisfy(pair -> {
                String shard = Sharding.of(em).shardOf(pair[0]);
                assertThat(shard).isNotNull().isEqualTo(Sharding.of(em).shardOf(pair[1]));
                assertThat(((Report) pair[0]).getLocation()).isSameAs(pair[1]);
            });
        });
    }

    @Test
    void selectOfAPathToAnEntity_onAllShards_keepsItsShard() {
        store(tokyo, london);
        with(em -> assertThat(em.createQuery("SELECT r.location FROM Report r", WeatherLocation.class)
                        .getResultList())
                .extracting(location -> Sharding.of(em).shardOf(location))
                .containsExactly("asia", "europe"));
    }

    @Test
    void leftJoin_onAllShards_keepsOwnersWithoutChildren() {
        store(tokyo);
        inTransaction(em -> em.persist(london));
        forget();
        with(em -> {
            List<Object[]> pairs = em.createQuery(
                            "SELECT l, r FROM WeatherLocation l LEFT JOIN l.reports r", Object[].class)
                    .getResultList();
            assertThat(pairs).hasSize(2);
            assertThat(pairs.get(0)[1]).isInstanceOf(Report.class);
            assertThat(pairs.get(1)[1]).isNull();
        });
    }

    @Test
    void findWithLock_asksTheShardOfTheKey() {
        store(tokyo, london);
        with(em -> {
            em.getTransaction().begin();
            WeatherLocation found = em.find(
                    WeatherLocation.class, ShardedKey.of("europe", london.getId()), LockModeType.PESSIMISTIC_WRITE);
            assertThat(found.getCity()).isEqualTo("London");
            assertThat(unit.log().counts()).containsOnlyKeys("europe");
            em.getTransaction().rollback();
        });
    }

    @Test
    void lock_ofManagedObject_asksItsShard() {
        store(tokyo, london);
        with(em -> {
            em.getTransaction().begin();
            WeatherLocation found = em.find(WeatherLocation.class, london.getId());
            unit.log().clear();
            em.lock(found, LockModeType.PESSIMISTIC_WRITE);
            assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
            em.getTransaction().rollback();
        });
    }

    @Test
    void findWithEntityGraph_asksTheShardOfTheKey() {
        store(tokyo, london);
        with(em -> {
            var graph = em.createEntityGraph(WeatherLocation.class);
            graph.addSubgraph("reports");
            WeatherLocation found = em.find(
                    WeatherLocation.class,
                    ShardedKey.of("europe", london.getId()),
                    Map.of("jakarta.persistence.loadgraph", graph));
            assertThat(found.getReports()).hasSize(1);
            assertThat(Sharding.of(em).shardOf(found.getReports().get(0))).isEqualTo("europe");
        });
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
    }

    @Test
    void getReference_byShardedKey_isTheSameObject() {
        store(tokyo, london);
        with(em -> {
            Report reference = em.getReference(Report.class, ShardedKey.of("europe", 1L));
            assertThat(em.find(Report.class, ShardedKey.of("europe", 1L))).isSameAs(reference);
            assertThat(reference.getLocation().getCity()).isEqualTo("London");
        });
    }

    @Test
    void contextAfterClear_stillKnowsTheShardOfWhatItLoads() {
        store(tokyo, london);
        with(em -> {
            Report first = em.find(Report.class, ShardedKey.of("asia", 1L));
            em.clear();
            Report second = em.find(Report.class, ShardedKey.of("asia", 1L));
            assertThat(second).isNotSameAs(first);
            assertThat(Sharding.of(em).shardOf(first)).isEqualTo("asia");
            assertThat(Sharding.of(em).shardOf(second)).isEqualTo("asia");
        });
    }

    @Test
    void keyOf_survivesSerialisationOfTheKeyAlone() throws Exception {
        store(tokyo);
        ShardedKey key = ask(em -> Sharding.of(em).keyOf(em.find(Report.class, 1L)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(key);
        Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        with(em -> assertThat(em.find(Report.class, copy).getTemperature()).isEqualTo(20));
    }

    @Test
    void manyThreads_findTheirOwnRows() throws Exception {
        store(tokyo, london);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> tasks = IntStream.range(0, 200)
                    .<Callable<String>>mapToObj(i -> () -> cityOfReport(i % 2 == 0 ? "asia" : "europe", i))
                    .toList();
            List<Future<String>> cities = threads.invokeAll(tasks);
            for (int i = 0; i < cities.size(); i++) {
                assertThat(cities.get(i).get()).isEqualTo(i % 2 == 0 ? "Tokyo" : "London");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private String cityOfReport(String shard, int turn) {
        if (turn % 10 == 0) {
            unit.emf().getCache().evictAll();
        }
        return ask(em ->
                em.find(Report.class, ShardedKey.of(shard, 1L)).getLocation().getCity());
    }
}
