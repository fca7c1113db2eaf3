package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.Version;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ReplicationPartitioning;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes that are sent in batches, and statements that are kept prepared: each shard has its own. */
class BatchWritingTest {

    @Entity(name = "Ware")
    @ReplicationPartitioning(name = "EveryDepot")
    @Partitioned("EveryDepot")
    static class Ware {
        @Id
        String name;

        int price;

        protected Ware() {}

        Ware(String name) {
            this.name = name;
        }
    }

    @Entity(name = "Depot")
    @Partitioned("DepotsByContinent")
    @ValuePartitioning(
            name = "DepotsByContinent",
            partitionColumn = @Column(name = "CONTINENT"),
            partitions = {
                @ValuePartition(value = "Asia", connectionPool = "asia"),
                @ValuePartition(value = "Europe", connectionPool = "europe")
            },
            defaultConnectionPool = "default")
    static class Depot {
        @Id
        long id;

        @Version
        int version;

        String continent;
        int stock;

        @OneToMany(mappedBy = "depot", cascade = CascadeType.ALL)
        List<Crate> crates = new ArrayList<>();

        @OneToMany(mappedBy = "depot", cascade = CascadeType.ALL)
        List<Box> boxes = new ArrayList<>();

        protected Depot() {}

        Depot(long id, String continent) {
            this.id = id;
            this.continent = continent;
        }
    }

    /** Its ids are told by the database, after each insert. */
    @Entity(name = "Crate")
    @ColocatedWith("depot")
    static class Crate {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Depot depot;

        protected Crate() {}

        Crate(Depot depot) {
            this.depot = depot;
            depot.crates.add(this);
        }
    }

    @Entity(name = "Box")
    @ColocatedWith("depot")
    static class Box {
        @Id
        long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Depot depot;

        int weight;

        protected Box() {}

        Box(long id, Depot depot) {
            this.id = id;
            this.depot = depot;
            depot.boxes.add(this);
        }
    }

    private static final int EACH = 10;

    private ShardedUnit unit;

    DatabaseKind kind() {
        return DatabaseKind.DERBY;
    }

    private void open(String mode) {
        ShardedUnit.Builder builder = ShardedUnit.with(Ware.class, Depot.class, Crate.class, Box.class)
                .on(kind())
                .shards("north_america", "asia", "europe")
                .property("meridian.cross-shard-writes", "best-effort")
                .createTables();
        if (mode.contains("JDBC")) {
            builder.property("eclipselink.jdbc.batch-writing", "JDBC");
        } else if (mode.contains("Buffered")) {
            builder.property("eclipselink.jdbc.batch-writing", "Buffered");
        }
        if (mode.contains("cached")) {
            builder.property("eclipselink.jdbc.cache-statements", "true");
        }
        unit = builder.open();
        unit.log().clear();
    }

    @AfterEach
    void close() {
        if (unit != null) {
            unit.close();
        }
    }

    private int number(String shard, String what) {
        try (var connection = unit.jdbc(shard);
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT " + what)) {
            result.next();
            return result.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void execute(String shard, String sql) {
        try {
            unit.execute(shard, sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The same ids in Asia and in Europe, alternating, each with what belongs to it; and two wares. */
    private void store() {
        unit.inTransaction(em -> {
            em.persist(new Ware("tea"));
            em.persist(new Ware("salt"));
            for (int id = 1; id <= EACH; id++) {
                for (String continent : List.of("Asia", "Europe")) {
                    Depot depot = new Depot(id, continent);
                    Crate crate = new Crate(depot);
                    assertThat(crate.depot).isSameAs(depot);
                    new Box(id, depot);
                    em.persist(depot);
                }
            }
        });
        unit.emf().getCache().evictAll();
    }

    private long insertsOf(String table, String shard) {
        return unit.log().statements(shard).stream()
                .filter(sql -> sql.contains("INSERT INTO " + table + " "))
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JDBC", "JDBC cached", "Buffered", "cached"})
    void inserts_reachTheirShards(String mode) {
        open(mode);
        store();
        for (String shard : List.of("asia", "europe")) {
            assertThat(number(shard, "COUNT(*) FROM DEPOT")).isEqualTo(EACH);
            assertThat(number(shard, "COUNT(*) FROM CRATE JOIN DEPOT ON DEPOT.ID = DEPOT_ID"))
                    .isEqualTo(EACH);
            assertThat(number(shard, "COUNT(*) FROM BOX")).isEqualTo(EACH);
            assertThat(insertsOf("BOX", shard)).isEqualTo(mode.contains("JDBC") ? 1 : EACH);
        }
        assertThat(number("asia", "COUNT(*) FROM DEPOT WHERE CONTINENT <> 'Asia'"))
                .isZero();
        assertThat(number("north_america", "COUNT(*) FROM DEPOT")).isZero();
        assertThat(insertsOf("DEPOT", "north_america")).isZero();
        for (String shard : List.of("north_america", "asia", "europe")) {
            assertThat(number(shard, "COUNT(*) FROM WARE")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JDBC", "JDBC cached", "Buffered", "cached"})
    void reads_seeWhatTheTransactionWrote(String mode) {
        open(mode);
        store();
        unit.inTransaction(em -> {
            List<Depot> depots =
                    em.createQuery("SELECT d FROM Depot d", Depot.class).getResultList();
            depots.forEach(depot -> depot.stock = depot.continent.equals("Asia") ? 1 : 100);
            assertThat(em.createQuery("SELECT SUM(d.stock) FROM Depot d", Long.class)
                            .getSingleResult())
                    .isEqualTo(101 * EACH);
            em.persist(new Depot(77, "Europe"));
            assertThat(em.createQuery("SELECT COUNT(d) FROM Depot d", Long.class)
                            .getSingleResult())
                    .isEqualTo(2 * EACH + 1);
            em.remove(em.find(Depot.class, ShardedKey.of("asia", 1L)));
            assertThat(em.createQuery("SELECT COUNT(b) FROM Box b", Long.class).getSingleResult())
                    .isEqualTo(2 * EACH - 1);
        });
        assertThat(number("asia", "SUM(STOCK) FROM DEPOT")).isEqualTo(EACH - 1);
        assertThat(number("europe", "SUM(STOCK) FROM DEPOT")).isEqualTo(100 * EACH);
        assertThat(number("europe", "COUNT(*) FROM DEPOT")).isEqualTo(EACH + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JDBC", "JDBC cached", "Buffered", "cached"})
    void bulkStatements_countTheRowsOfAllShards(String mode) {
        open(mode);
        store();
        unit.inTransaction(em -> {
            em.find(Depot.class, ShardedKey.of("asia", 2L)).stock = 5;
            assertThat(em.createQuery("UPDATE Box b SET b.weight = 3 WHERE b.depot.stock = 0 OR b.id = 2")
                            .executeUpdate())
                    .isEqualTo(2 * EACH);
            assertThat(em.createQuery("UPDATE Depot d SET d.stock = 9 WHERE d.stock = 5")
                            .executeUpdate())
                    .isEqualTo(1);
            assertThat(em.createQuery("DELETE FROM Box b WHERE b.id > 3").executeUpdate())
                    .isEqualTo(2 * (EACH - 3));
        });
        assertThat(number("asia", "SUM(STOCK) FROM DEPOT")).isEqualTo(9);
        assertThat(number("europe", "SUM(WEIGHT) FROM BOX")).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JDBC", "JDBC cached", "Buffered", "cached"})
    void staleObject_inEitherShard_changesNothing(String mode) {
        open(mode);
        store();
        for (String stale : List.of("asia", "europe")) {
            assertThatThrownBy(() -> unit.inTransaction(em -> {
                        List<Depot> depots = em.createQuery("SELECT d FROM Depot d", Depot.class)
                                .getResultList();
                        execute(stale, "UPDATE DEPOT SET VERSION = VERSION + 1 WHERE ID = 4");
                        depots.forEach(depot -> depot.stock = 7);
                    }))
                    .hasCauseInstanceOf(OptimisticLockException.class);
            assertThat(number("asia", "SUM(STOCK) FROM DEPOT")).isZero();
            assertThat(number("europe", "SUM(STOCK) FROM DEPOT")).isZero();
            unit.emf().getCache().evictAll();
        }
        // What was not sent is forgotten with its transaction.
        unit.inTransaction(em -> em.find(Depot.class, ShardedKey.of("asia", 1L)).stock = 8);
        assertThat(number("asia", "SUM(STOCK) FROM DEPOT")).isEqualTo(8);
        assertThat(number("europe", "SUM(STOCK) FROM DEPOT")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JDBC", "JDBC cached", "Buffered", "cached"})
    void referenceRows_thatDifferBetweenShards_areAnErrorAndChangeNothing(String mode) {
        open(mode);
        store();
        execute("europe", "DELETE FROM WARE WHERE NAME = 'tea'");
        assertThatThrownBy(() -> unit.inTransaction(em -> {
                    em.find(Ware.class, "salt").price = 2;
                    em.find(Ware.class, "tea").price = 3;
                }))
                .hasStackTraceContaining("MERIDIAN-082");
        for (String shard : List.of("north_america", "asia", "europe")) {
            assertThat(number(shard, "SUM(PRICE) FROM WARE")).isZero();
        }
        unit.inTransaction(em -> em.find(Ware.class, "salt").price = 4);
        for (String shard : List.of("north_america", "asia", "europe")) {
            assertThat(number(shard, "SUM(PRICE) FROM WARE")).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JDBC cached", "cached"})
    void keptStatements_stayWithTheirShard(String mode) {
        open(mode);
        store();
        for (int round = 1; round <= 3; round++) {
            int stock = round;
            unit.inTransaction(em -> {
                em.find(Depot.class, ShardedKey.of("asia", 3L)).stock = stock;
                em.find(Depot.class, ShardedKey.of("europe", 3L)).stock = 10 * stock;
            });
            unit.emf().getCache().evictAll();
            assertThat(number("asia", "STOCK FROM DEPOT WHERE ID = 3")).isEqualTo(round);
            assertThat(number("europe", "STOCK FROM DEPOT WHERE ID = 3")).isEqualTo(10 * round);
            try (EntityManager em = unit.emf().createEntityManager()) {
                assertThat(em.createQuery("SELECT d.stock FROM Depot d WHERE d.id = 3 ORDER BY d.stock", Integer.class)
                                .getResultList())
                        .containsExactly(round, 10 * round);
            }
        }
        assertThat(unit.log().counts().keySet())
                .isEqualTo(Map.of("asia", 0, "europe", 0, "north_america", 0).keySet());
    }
}
