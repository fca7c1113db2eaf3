package dev.meridian.sharding.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.jta.Transactions;
import dev.meridian.sharding.testkit.jta.TwoPhaseFailures.Phase;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Writers move towns with their sensors between shards while readers count. Whenever no move is in flight, and after each
 * failure and its recovery, all is there and nothing is in two places.
 */
class MoveUnderLoadTest extends MoveScenario {

    private static final int TOWNS = 200;
    private static final int SENSORS = 3;
    private static final int WRITERS = 3;
    private static final int MOVES = 8;
    private static final int ROUNDS = 4;
    private static final int PATIENCE_SECONDS = 300;
    private static final Map<String, String> SHARDS = Map.of(
            "North America", "north_america", "Asia", "asia", "Europe", "europe", "South America", "south_america");
    private static final List<String> CONTINENTS =
            SHARDS.keySet().stream().sorted().toList();

    private final AtomicInteger moved = new AtomicInteger();
    private final AtomicInteger counted = new AtomicInteger();

    @Test
    void moves_whileOthersCount_loseNothingAndDoubleNothing() throws Exception {
        List<Long> ids = storeTowns();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                moveAndCount(threads, ids, round);
                assertAllIsThereOnce();
                failOnce(ids, round);
                assertAllIsThereOnce();
            }
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        }
        assertThat(moved.get()).isGreaterThan(ROUNDS * WRITERS * MOVES / 2);
        assertThat(counted.get()).isPositive();
    }

    private List<Long> storeTowns() throws Exception {
        List<Long> ids = new ArrayList<>();
        in(em -> {
            List<Town> towns = new ArrayList<>();
            for (int index = 0; index < TOWNS; index++) {
                Town town = new Town(CONTINENTS.get(index % CONTINENTS.size()), "Town " + index);
                for (int level = 0; level < SENSORS; level++) {
                    town.sensor(level);
                }
                em.persist(town);
                towns.add(town);
            }
            em.flush();
            towns.forEach(town -> ids.add(town.getId()));
        });
        return ids;
    }

    private void moveAndCount(ExecutorService threads, List<Long> ids, int round) throws Exception {
        AtomicBoolean moving = new AtomicBoolean(true);
        List<Future<?>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int number = writer;
            writers.add(threads.submit((Callable<Integer>) () -> moveSome(ids, number, round)));
        }
        Future<?> reader = threads.submit((Callable<Integer>) () -> {
            do {
                count();
            } while (moving.get());
            return 0;
        });
        try {
            for (Future<?> writer : writers) {
                writer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            moving.set(false);
        }
        reader.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Each writer has towns of its own, so that none waits for another's. */
    private int moveSome(List<Long> ids, int writer, int round) throws Exception {
        Random random = new Random(31L * round + writer);
        for (int move = 0; move < MOVES; move++) {
            Long id = ids.get(random.nextInt(TOWNS / WRITERS) * WRITERS + writer);
            move(id, CONTINENTS.get(random.nextInt(CONTINENTS.size())));
        }
        return 0;
    }

    private void move(Long id, String continent) throws Exception {
        in(em -> em.find(Town.class, id).setContinent(continent));
        moved.incrementAndGet();
    }

    // Two shards do not commit in one instant: each move that goes on meanwhile may be counted once more or once less.
    private void count() {
        long before = moved.get();
        try (EntityManager em = unit.emf().createEntityManager()) {
            long towns =
                    em.createQuery("SELECT COUNT(t) FROM Town t", Long.class).getSingleResult();
            long moves = moved.get() - before + WRITERS;
            assertThat(towns).isBetween(TOWNS - moves, TOWNS + moves);
            counted.incrementAndGet();
        }
    }

    private void failOnce(List<Long> ids, int round) throws Exception {
        Long id = ids.get(round);
        String from = placeOf(id);
        String to = CONTINENTS.stream()
                .filter(continent -> !SHARDS.get(continent).equals(from))
                .findFirst()
                .orElseThrow();
        switch (round % 4) {
            case 0 -> unit.log().failNext(SHARDS.get(to), sql -> sql.startsWith("INSERT INTO SENSOR"));
            case 1 -> unit.log().failNext(from, sql -> sql.startsWith("DELETE FROM TOWN"));
            case 2 -> unit.failures().failNext(SHARDS.get(to), Phase.PREPARE);
            default -> unit.failures().failNext(from, Phase.COMMIT);
        }
        boolean failed = false;
        try {
            move(id, to);
        } catch (Exception expected) {
            failed = true;
        }
        Transactions.end();
        Transactions.recover();
        assertThat(failed).isEqualTo(round % 4 < 3);
        assertThat(placeOf(id)).isEqualTo(failed ? from : SHARDS.get(to));
    }

    private String placeOf(Long id) {
        return ShardedUnit.SHARDS.stream()
                .filter(shard -> rows(shard, "TOWN WHERE ID = " + id) == 1)
                .findFirst()
                .orElseThrow();
    }

    private void assertAllIsThereOnce() throws SQLException {
        Map<Long, String> places = new HashMap<>();
        int sensors = 0;
        for (String shard : ShardedUnit.SHARDS) {
            try (var connection = unit.jdbc(shard);
                    var statement = connection.createStatement();
                    var result = statement.executeQuery("SELECT ID, CONTINENT FROM TOWN")) {
                while (result.next()) {
                    assertThat(places.put(result.getLong(1), shard)).isNull();
                    assertThat(SHARDS).containsEntry(result.getString(2), shard);
                }
            }
            sensors += rows(shard, "SENSOR s JOIN TOWN t ON s.TOWN_ID = t.ID");
            assertThat(rows(shard, "SENSOR")).isEqualTo(SENSORS * rows(shard, "TOWN"));
        }
        assertThat(places).hasSize(TOWNS);
        assertThat(sensors).isEqualTo(SENSORS * TOWNS);
        try (EntityManager em = unit.emf().createEntityManager()) {
            assertThat(em.createQuery("SELECT COUNT(s) FROM Sensor s", Long.class)
                            .getSingleResult())
                    .isEqualTo(SENSORS * TOWNS);
        }
    }
}
