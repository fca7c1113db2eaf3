package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.persistence.annotations.OptimisticLocking;
import org.eclipse.persistence.annotations.OptimisticLockingType;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.eclipse.persistence.exceptions.OptimisticLockException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of optimistic lock, on two objects of two shards that bear one id. */
@Tag("weaving")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockingPolicyTest {

    @MappedSuperclass
    @Partitioned("LocksByContinent")
    @ValuePartitioning(
            name = "LocksByContinent",
            partitionColumn = @Column(name = "CONTINENT"),
            partitions = {
                @ValuePartition(value = "Asia", connectionPool = "asia"),
                @ValuePartition(value = "Europe", connectionPool = "europe")
            },
            defaultConnectionPool = "default")
    abstract static class Locked {
        @Id
        long id;

        String continent;
        String name;
        String note;

        void rename(String text) {
            name = text;
        }

        String name() {
            return name;
        }
    }

    @Entity(name = "AllColumns")
    @OptimisticLocking(type = OptimisticLockingType.ALL_COLUMNS)
    static class AllColumns extends Locked {}

    @Entity(name = "ChangedColumns")
    @OptimisticLocking(type = OptimisticLockingType.CHANGED_COLUMNS)
    static class ChangedColumns extends Locked {}

    @Entity(name = "SelectedColumns")
    @OptimisticLocking(
            type = OptimisticLockingType.SELECTED_COLUMNS,
            selectedColumns = {@Column(name = "NAME"), @Column(name = "NOTE")})
    static class SelectedColumns extends Locked {}

    @Entity(name = "Timed")
    static class Timed extends Locked {
        @Version
        Timestamp changedAt;
    }

    @Embeddable
    static class Revision {
        @Version
        int number;

        String author;
    }

    @Entity(name = "Revised")
    static class Revised extends Locked {
        @Embedded
        Revision revision = new Revision();
    }

    private static final Map<String, Class<? extends Locked>> KINDS = Map.of(
            "AllColumns", AllColumns.class,
            "ChangedColumns", ChangedColumns.class,
            "SelectedColumns", SelectedColumns.class,
            "Timed", Timed.class,
            "Revised", Revised.class);

    private ShardedUnit unit;

    DatabaseKind kind() {
        return DatabaseKind.DERBY;
    }

    @BeforeAll
    void open() {
        unit = ShardedUnit.with(
                        Locked.class,
                        AllColumns.class,
                        ChangedColumns.class,
                        SelectedColumns.class,
                        Timed.class,
                        Revision.class,
                        Revised.class)
                .on(kind())
                .shards("north_america", "asia", "europe")
                .property("meridian.cross-shard-writes", "best-effort")
                .createTables()
                .open();
    }

    @AfterAll
    void close() {
        if (unit != null) {
            unit.close();
        }
    }

    @BeforeEach
    void empty() throws SQLException {
        for (String table : KINDS.keySet()) {
            for (String shard : List.of("asia", "europe")) {
                unit.execute(shard, "DELETE FROM " + table);
            }
        }
    }

    /** One object in Asia and one in Europe, with the id 1; forgotten. */
    private void store(String kind) {
        for (String continent : List.of("Asia", "Europe")) {
            unit.inTransaction(em -> {
                Locked locked = make(kind);
                locked.id = 1;
                locked.continent = continent;
                locked.name = continent;
                locked.note = "first";
                em.persist(locked);
            });
        }
        unit.emf().getCache().evictAll();
        unit.log().clear();
    }

    private static Locked make(String kind) {
        return switch (kind) {
            case "AllColumns" -> new AllColumns();
            case "ChangedColumns" -> new ChangedColumns();
            case "SelectedColumns" -> new SelectedColumns();
            case "Timed" -> new Timed();
            default -> new Revised();
        };
    }

    private static Locked find(EntityManager em, String kind, String shard) {
        return em.find(KINDS.get(kind), ShardedKey.of(shard, 1L));
    }

    private static String lockColumn(String kind) {
        return switch (kind) {
            case "Timed" -> "CHANGEDAT = TIMESTAMP('2001-01-01-00.00.00')";
            case "Revised" -> "NUMBER = 7";
            default -> "NAME = 'other'";
        };
    }

    private void changeBehind(String kind, String shard) {
        String change = lockColumn(kind);
        if (kind() == DatabaseKind.POSTGRESQL) {
            change = change.replace("TIMESTAMP('2001-01-01-00.00.00')", "TIMESTAMP '2001-01-01 00:00:00'");
        }
        try {
            unit.execute(shard, "UPDATE " + kind + " SET " + change);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private String nameIn(String kind, String shard) {
        unit.emf().getCache().evictAll();
        try (EntityManager em = unit.emf().createEntityManager()) {
            Locked found = find(em, kind, shard);
            return found == null ? null : found.name();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AllColumns", "ChangedColumns", "SelectedColumns", "Timed", "Revised"})
    void changes_ofTwoShards_areOneStatementEach(String kind) {
        store(kind);
        unit.inTransaction(em -> {
            Locked asian = find(em, kind, "asia");
            Locked european = find(em, kind, "europe");
            unit.log().clear();
            asian.rename("Asia 2");
            european.rename("Europe 2");
        });
        // The database's time is asked of the primary shard, for each change.
        Map<String, Integer> changes = Map.of("asia", 1, "europe", 1);
        Map<String, Integer> timed = Map.of("asia", 1, "europe", 1, "north_america", 2);
        assertThat(unit.log().counts()).isEqualTo(kind.equals("Timed") ? timed : changes);
        assertThat(nameIn(kind, "asia")).isEqualTo("Asia 2");
        assertThat(nameIn(kind, "europe")).isEqualTo("Europe 2");
        unit.inTransaction(em -> find(em, kind, "asia").rename("Asia 3"));
        assertThat(nameIn(kind, "asia")).isEqualTo("Asia 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AllColumns", "ChangedColumns", "SelectedColumns", "Timed", "Revised"})
    void change_ofAStaleObject_failsForThatOneAndChangesNothing(String kind) {
        for (String stale : List.of("asia", "europe")) {
            store(kind);
            assertFails(kind, stale, locked -> locked.rename("mine"));
            assertThat(List.of(nameIn(kind, "asia"), nameIn(kind, "europe"))).doesNotContain("mine");
            deleteAll(kind);
        }
    }

    // Of changed columns a removal compares none: EclipseLink alone would not notice either.
    @ParameterizedTest
    @ValueSource(strings = {"AllColumns", "SelectedColumns", "Timed", "Revised"})
    void removal_ofAStaleObject_failsForThatOneAndChangesNothing(String kind) {
        for (String stale : List.of("asia", "europe")) {
            store(kind);
            assertFails(kind, stale, null);
            assertThat(nameIn(kind, "asia")).isNotNull();
            assertThat(nameIn(kind, "europe")).isNotNull();
            deleteAll(kind);
        }
    }

    /** @param change of both objects; null removes both */
    private void assertFails(String kind, String stale, Consumer<Locked> change) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            em.getTransaction().begin();
            List<Locked> both = List.of(find(em, kind, "asia"), find(em, kind, "europe"));
            changeBehind(kind, stale);
            both.forEach(locked -> {
                if (change == null) {
                    em.remove(locked);
                } else {
                    change.accept(locked);
                }
            });
            Throwable failure = catchThrowable(() -> em.getTransaction().commit());
            assertThat(failure.getCause()).isInstanceOf(jakarta.persistence.OptimisticLockException.class);
            assertThat(failure)
                    .rootCause()
                    .isInstanceOfSatisfying(
                            OptimisticLockException.class,
                            e -> assertThat(Sharding.of(em).shardOf(e.getObject()))
                                    .isEqualTo(stale));
        }
    }

    private void deleteAll(String kind) {
        unit.inTransaction(em -> em.createQuery("DELETE FROM " + kind + " l").executeUpdate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Timed", "Revised"})
    void forceIncrement_touchesItsShardAlone(String kind) {
        store(kind);
        unit.inTransaction(em -> {
            Locked european = find(em, kind, "europe");
            unit.log().clear();
            em.lock(european, LockModeType.OPTIMISTIC_FORCE_INCREMENT);
        });
        assertThat(unit.log().count("asia")).isZero();
        assertThat(unit.log().statements("europe"))
                .singleElement()
                .satisfies(sql -> assertThat(sql).startsWith("UPDATE"));
        assertThat(unit.log().commits("europe")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AllColumns", "ChangedColumns", "SelectedColumns"})
    void forceIncrement_withoutAVersion_isRefusedAsByEclipseLink(String kind) {
        store(kind);
        assertThatThrownBy(() -> unit.inTransaction(
                        em -> em.lock(find(em, kind, "europe"), LockModeType.OPTIMISTIC_FORCE_INCREMENT)))
                .isInstanceOf(jakarta.persistence.PersistenceException.class)
                .hasMessageContaining("ersion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AllColumns", "ChangedColumns", "SelectedColumns", "Timed", "Revised"})
    void pessimisticWrite_locksInItsShardAlone(String kind) {
        store(kind);
        unit.inTransaction(em -> {
            Locked asian = find(em, kind, "asia");
            unit.log().clear();
            em.lock(asian, LockModeType.PESSIMISTIC_WRITE);
            assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 1));
            assertThat(unit.log().statements("asia").get(0)).contains(" FOR UPDATE");
            asian.rename("locked");
        });
        assertThat(nameIn(kind, "asia")).isEqualTo("locked");
        assertThat(nameIn(kind, "europe")).isEqualTo("Europe");
    }

    @Test
    void merge_ofAStaleCopy_failsInItsShard() {
        store("Revised");
        Revised copy;
        try (EntityManager em = unit.emf().createEntityManager()) {
            copy = (Revised) find(em, "Revised", "europe");
        }
        unit.inTransaction(em -> find(em, "Revised", "europe").rename("newer"));
        copy.rename("older");
        assertThatThrownBy(() -> unit.inTransaction(em -> em.merge(copy)))
                .hasRootCauseInstanceOf(OptimisticLockException.class);
        assertThat(nameIn("Revised", "europe")).isEqualTo("newer");
        assertThat(nameIn("Revised", "asia")).isEqualTo("Asia");
    }
}
