package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.persistence.annotations.CopyPolicy;
import org.eclipse.persistence.annotations.Mutable;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ReadOnly;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.eclipse.persistence.descriptors.copying.AbstractCopyPolicy;
import org.eclipse.persistence.queries.ObjectBuildingQuery;
import org.eclipse.persistence.sessions.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Entities that are only read, that are copied by a policy of their own, or have attributes that change in themselves. */
@Tag("weaving")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadOnlyTest {

    @Entity(name = "Archive")
    @Partitioned("ArchivesByContinent")
    @ValuePartitioning(
            name = "ArchivesByContinent",
            partitionColumn = @Column(name = "CONTINENT"),
            partitions = {
                @ValuePartition(value = "Asia", connectionPool = "asia"),
                @ValuePartition(value = "Europe", connectionPool = "europe")
            },
            defaultConnectionPool = "default")
    @ReadOnly
    static class Archive {
        @Id
        long id;

        String continent;
        String name;

        @OneToMany(mappedBy = "archive")
        List<Folder> folders = new ArrayList<>();

        void rename(String other) {
            name = other;
        }

        String name() {
            return name;
        }

        List<Folder> folders() {
            return folders;
        }
    }

    @Entity(name = "Folder")
    @ColocatedWith("archive")
    @ReadOnly
    static class Folder {
        @Id
        long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Archive archive;

        Archive archive() {
            return archive;
        }
    }

    /** Counts the copies that it makes. */
    public static class Counting extends AbstractCopyPolicy {
        private static final long serialVersionUID = 1L;
        static final AtomicInteger COPIES = new AtomicInteger();

        @Override
        public Object buildWorkingCopyClone(Object original, Session session) {
            COPIES.incrementAndGet();
            Diary copy = new Diary();
            Diary from = (Diary) original;
            copy.id = from.id;
            copy.continent = from.continent;
            copy.day = from.day;
            return copy;
        }

        @Override
        public Object buildClone(Object original, Session session) {
            return buildWorkingCopyClone(original, session);
        }

        @Override
        public Object buildWorkingCopyCloneFromRow(
                org.eclipse.persistence.sessions.DataRecord row,
                ObjectBuildingQuery query,
                Object primaryKey,
                org.eclipse.persistence.sessions.UnitOfWork unitOfWork) {
            COPIES.incrementAndGet();
            return new Diary();
        }

        @Override
        public boolean buildsNewInstance() {
            return true;
        }
    }

    @Entity(name = "Diary")
    @Partitioned("ArchivesByContinent")
    @CopyPolicy(Counting.class)
    static class Diary {
        @Id
        long id;

        String continent;

        @Basic
        @Mutable
        Timestamp day = new Timestamp(0);

        Timestamp day() {
            return day;
        }
    }

    private ShardedUnit unit;

    @BeforeAll
    void open() throws Exception {
        unit = ShardedUnit.with(Archive.class, Folder.class, Diary.class)
                .shards("north_america", "asia", "europe")
                .property("meridian.cross-shard-writes", "best-effort")
                .createTables()
                .open();
        for (String shard : List.of("asia", "europe")) {
            String continent = shard.equals("asia") ? "Asia" : "Europe";
            unit.execute(
                    shard,
                    "INSERT INTO ARCHIVE (ID, CONTINENT, NAME) VALUES (1, '" + continent + "', '" + shard + "')",
                    "INSERT INTO FOLDER (ID, ARCHIVE_ID) VALUES (7, 1)",
                    "INSERT INTO DIARY (ID, CONTINENT, DAY) VALUES (1, '" + continent + "', '2001-01-01 00:00:00')");
        }
    }

    @AfterAll
    void close() {
        unit.close();
    }

    @BeforeEach
    void forget() {
        unit.forget();
    }

    @Test
    void readOnly_oneIdInTwoShards_areTwoObjectsThatAreNotWritten() {
        unit.inTransaction(em -> {
            Archive asian = em.find(Archive.class, ShardedKey.of("asia", 1L));
            Archive european = em.find(Archive.class, ShardedKey.of("europe", 1L));
            assertThat(asian.name()).isEqualTo("asia");
            assertThat(european.name()).isEqualTo("europe");
            assertThat(Sharding.of(em).shardOf(european)).isEqualTo("europe");
            assertThat(em.createQuery("SELECT a FROM Archive a ORDER BY a.name", Archive.class)
                            .getResultList())
                    .containsExactly(asian, european);
            asian.rename("changed");
        });
        assertThat(unit.log().all()).allMatch(entry -> entry.sql().startsWith("SELECT"));
    }

    @Test
    void readOnly_relations_stayInTheShard() {
        unit.inTransaction(em -> {
            Archive european = em.find(Archive.class, ShardedKey.of("europe", 1L));
            assertThat(european.folders())
                    .singleElement()
                    .satisfies(folder ->
                            assertThat(Sharding.of(em).shardOf(folder)).isEqualTo("europe"));
            Folder asian = em.find(Folder.class, ShardedKey.of("asia", 7L));
            assertThat(asian.archive().name()).isEqualTo("asia");
            assertThat(em.createQuery("SELECT f FROM Folder f WHERE f.archive = ?1", Folder.class)
                            .setParameter(1, european)
                            .getResultList())
                    .containsExactlyElementsOf(european.folders());
        });
        assertThat(unit.log().count("north_america")).isZero();
    }

    @Test
    void copyPolicy_ofItsOwn_copiesKeepTheirShard() {
        int before = Counting.COPIES.get();
        unit.inTransaction(em -> {
            List<Diary> diaries = em.createQuery("SELECT d FROM Diary d ORDER BY d.continent", Diary.class)
                    .getResultList();
            assertThat(diaries).extracting(Sharding.of(em)::shardOf).containsExactly("asia", "europe");
        });
        unit.inTransaction(em -> assertThat(Sharding.of(em).shardOf(em.find(Diary.class, ShardedKey.of("europe", 1L))))
                .isEqualTo("europe"));
        assertThat(Counting.COPIES.get()).isGreaterThan(before);
    }

    @Test
    void mutableAttribute_changedInItself_isWrittenToItsShard() {
        unit.inTransaction(em -> {
            Diary european = em.find(Diary.class, ShardedKey.of("europe", 1L));
            em.find(Diary.class, ShardedKey.of("asia", 1L));
            unit.log().clear();
            european.day().setTime(86_400_000L);
        });
        assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
        assertThat(unit.log().statements("europe").get(0)).startsWith("UPDATE DIARY SET DAY = ?");
    }
}
