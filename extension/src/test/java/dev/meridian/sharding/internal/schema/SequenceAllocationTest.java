package dev.meridian.sharding.internal.schema;

import static dev.meridian.sharding.internal.schema.Databases.shop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.internal.schema.shop.Depot;
import dev.meridian.sharding.internal.schema.shop.Ticket;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SequenceAllocationTest {

    private static final List<String> CONTINENTS = List.of("North America", "Asia", "Europe");

    @Test
    void ids_afterRollbackAndRestart_doNotRepeat() {
        try (ShardedUnit unit = shop("create").open()) {
            Set<Long> seen = new TreeSet<>();
            seen.addAll(persist(unit, "Asia", 3, false));
            assertThat(seen).hasSize(3);

            unit.restart();
            seen.addAll(persist(unit, "Europe", 3, true));
            unit.restart();
            seen.addAll(persist(unit, "North America", 3, true));

            assertThat(seen).hasSize(9);
        }
    }

    @Test
    void ids_areAllocatedInBlocksOnThePrimaryOnly() {
        try (ShardedUnit unit = shop("create").open()) {
            unit.log().clear();

            persist(unit, "Asia", 20, false);

            assertThat(unit.log().all())
                    .filteredOn(entry -> entry.sql().contains("IDS"))
                    .hasSize(4)
                    .allMatch(entry -> entry.shard().equals("north_america"));
            assertThat(unit.log().commits("north_america")).hasSize(2);
        }
    }

    @Test
    void ids_ofSeveralThreads_areUniqueOverAllShards() throws ExecutionException, InterruptedException {
        try (ShardedUnit unit = shop("create").open()) {
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                List<Future<List<Long>>> running = new ArrayList<>();
                for (int task = 0; task < 12; task++) {
                    String continent = CONTINENTS.get(task % CONTINENTS.size());
                    boolean commit = task % 4 != 0;
                    running.add(threads.submit(() -> persist(unit, continent, 25, commit)));
                }
                List<Long> all = new ArrayList<>();
                for (Future<List<Long>> one : running) {
                    all.addAll(one.get());
                }
                assertThat(all).hasSize(300).doesNotHaveDuplicates();
            } finally {
                threads.shutdown();
            }
        }
    }

    @Test
    void separateConnection_forbiddenByTheUnit_isRefused() {
        assertThatThrownBy(() -> shop().property("eclipselink.jdbc.sequence-connection-pool", "false")
                        .open())
                .hasStackTraceContaining("MERIDIAN-066 ");
    }

    @Test
    void sequenceObject_isAskedOnThePrimary_alsoAfterAnInsertElsewhere() {
        try (ShardedUnit unit = ShardedUnit.with(Ticket.class)
                        .shards("north_america", "asia")
                        .createTables()
                        .open();
                EntityManager em = unit.emf().createEntityManager()) {
            Set<Long> ids = new TreeSet<>();
            em.getTransaction().begin();
            for (int index = 0; index < 5; index++) {
                Ticket ticket = new Ticket("Asia");
                em.persist(ticket);
                em.flush();
                ids.add(Objects.requireNonNull(ticket.getId()));
            }
            em.getTransaction().commit();

            assertThat(ids).hasSize(5);
            assertThat(unit.log().statements("asia")).noneMatch(sql -> sql.contains("TICKETS"));
            assertThat(unit.log().statements("north_america"))
                    .filteredOn(sql -> sql.startsWith("VALUES") && sql.contains("TICKETS"))
                    .hasSizeGreaterThanOrEqualTo(3);
        }
    }

    private static List<Long> persist(ShardedUnit unit, String continent, int number, boolean commit) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            em.getTransaction().begin();
            List<Long> ids = new ArrayList<>();
            for (int index = 0; index < number; index++) {
                Depot depot = new Depot(continent, Thread.currentThread().getName() + System.nanoTime());
                em.persist(depot);
                ids.add(Objects.requireNonNull(depot.getId()));
            }
            if (commit) {
                em.getTransaction().commit();
            } else {
                em.getTransaction().rollback();
            }
            return ids;
        }
    }
}
