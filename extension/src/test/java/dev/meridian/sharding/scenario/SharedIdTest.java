package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.DatabaseKind;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import jakarta.persistence.PrimaryKeyJoinColumn;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.eclipse.persistence.annotations.BatchFetch;
import org.eclipse.persistence.annotations.BatchFetchType;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ids that are the parent's by {@code @PrimaryKeyJoinColumn}, or contain them: the application assigns them. */
@Tag("weaving")
class SharedIdTest {

    @Entity(name = "Cutter")
    @Partitioned("CuttersByContinent")
    @ValuePartitioning(
            name = "CuttersByContinent",
            partitionColumn = @Column(name = "CONTINENT"),
            partitions = {
                @ValuePartition(value = "Asia", connectionPool = "asia"),
                @ValuePartition(value = "Europe", connectionPool = "europe"),
                @ValuePartition(value = "North America", connectionPool = "north_america"),
                @ValuePartition(value = "South America", connectionPool = "south_america")
            })
    static class Cutter {
        @Id
        @GeneratedValue(strategy = GenerationType.TABLE)
        Long id;

        @Column(nullable = false, length = 20)
        String continent;

        @OneToOne(mappedBy = "cutter", fetch = FetchType.LAZY)
        @BatchFetch(BatchFetchType.IN)
        Hull hull;

        // The same from the other side.
        @OneToOne(fetch = FetchType.LAZY)
        @PrimaryKeyJoinColumn
        Mast mast;

        protected Cutter() {}

        Cutter(String continent) {
            this.continent = continent;
        }

        Hull hull() {
            return hull;
        }

        Mast mast() {
            return mast;
        }
    }

    @Entity(name = "Hull")
    @ColocatedWith("cutter")
    static class Hull {
        @Id
        Long id;

        @OneToOne(fetch = FetchType.LAZY)
        @PrimaryKeyJoinColumn
        @BatchFetch(BatchFetchType.IN)
        Cutter cutter;

        String colour;

        protected Hull() {}

        Hull(Cutter cutter, String colour) {
            this.id = cutter.id;
            this.cutter = cutter;
            this.colour = colour;
        }

        @Override
        public String toString() {
            return colour;
        }

        Cutter cutter() {
            return cutter;
        }

        void setCutter(Cutter cutter) {
            this.cutter = cutter;
        }

        void setId(Long id) {
            this.id = id;
        }
    }

    @Entity(name = "Mast")
    @ColocatedWith("cutter")
    static class Mast {
        @Id
        Long id;

        @OneToOne(fetch = FetchType.LAZY)
        @PrimaryKeyJoinColumn
        Cutter cutter;

        int metres;

        protected Mast() {}

        Mast(Cutter cutter, int metres) {
            this.id = cutter.id;
            this.cutter = cutter;
            this.metres = metres;
        }
    }

    /** Of the second step. */
    @Entity(name = "Keel")
    @ColocatedWith("hull")
    static class Keel {
        @Id
        Long id;

        @OneToOne
        @PrimaryKeyJoinColumn
        Hull hull;

        int tons;

        protected Keel() {}

        Keel(Hull hull, int tons) {
            this.id = hull.id;
            this.hull = hull;
            this.tons = tons;
        }
    }

    static class PlankId implements Serializable {
        private static final long serialVersionUID = 1L;

        long hullId;
        int nr;

        protected PlankId() {}

        PlankId(long hullId, int nr) {
            this.hullId = hullId;
            this.nr = nr;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof PlankId id && id.hullId == hullId && id.nr == nr;
        }

        @Override
        public int hashCode() {
            return Objects.hash(hullId, nr);
        }
    }

    /** Its id contains its hull's, which is an attribute of its own. */
    @Entity(name = "Plank")
    @IdClass(PlankId.class)
    @ColocatedWith("hull")
    static class Plank {
        @Id
        @Column(name = "HULL_ID")
        long hullId;

        @Id
        int nr;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "HULL_ID", insertable = false, updatable = false)
        Hull hull;

        protected Plank() {}

        Plank(Hull hull, int nr) {
            this.hullId = hull.id;
            this.nr = nr;
            this.hull = hull;
        }

        Hull hull() {
            return hull;
        }

        void setHull(Hull hull) {
            this.hull = hull;
        }
    }

    /** Its ids repeat between shards. */
    @Entity(name = "Raft")
    @Partitioned("CuttersByContinent")
    static class Raft {
        @Id
        long id;

        @Column(nullable = false, length = 20)
        String continent;

        @OneToOne(mappedBy = "raft", fetch = FetchType.LAZY)
        @BatchFetch(BatchFetchType.IN)
        Sail sail;

        protected Raft() {}

        Raft(long id, String continent) {
            this.id = id;
            this.continent = continent;
        }

        Sail sail() {
            return sail;
        }
    }

    @Entity(name = "Sail")
    @ColocatedWith("raft")
    static class Sail {
        @Id
        long id;

        @OneToOne(fetch = FetchType.LAZY)
        @PrimaryKeyJoinColumn
        Raft raft;

        String colour;

        protected Sail() {}

        Sail(Raft raft, String colour) {
            this.id = raft.id;
            this.raft = raft;
            this.colour = colour;
        }

        Raft raft() {
            return raft;
        }

        void setColour(String colour) {
            this.colour = colour;
        }
    }

    private BesideOneDatabase both;

    @BeforeEach
    void open() {
        both = new BesideOneDatabase(
                DatabaseKind.DERBY,
                Cutter.class,
                Hull.class,
                Mast.class,
                Keel.class,
                Plank.class,
                Raft.class,
                Sail.class);
        both.write(em -> {
            for (String continent : List.of("Asia", "Europe")) {
                Cutter cutter = new Cutter(continent);
                em.persist(cutter);
                Hull hull = new Hull(cutter, "red " + continent);
                em.persist(new Keel(hull, 3));
                em.persist(hull);
                em.persist(new Mast(cutter, 12));
                em.persist(new Plank(hull, 1));
                Raft raft = new Raft(1, continent);
                raft.id = em.createQuery("SELECT COUNT(r) FROM Raft r", Long.class)
                                .getSingleResult()
                        + 1;
                em.persist(raft);
                em.persist(new Sail(raft, "white " + continent));
                em.flush();
            }
        });
    }

    @AfterEach
    void close() {
        both.close();
    }

    // Two rafts with one id, which one database cannot have.
    private void repeatTheIds() {
        inTransaction(em -> {
            Raft raft = new Raft(7, "Asia");
            em.persist(raft);
            em.persist(new Sail(raft, "asian"));
        });
        inTransaction(em -> {
            Raft raft = new Raft(7, "Europe");
            em.persist(raft);
            em.persist(new Sail(raft, "european"));
        });
        both.forget();
    }

    @Test
    void persist_idOfTheParent_goesToItsShard() {
        assertThat(both.shardsOf("HULL", "COLOUR = 'red Asia'")).containsExactly("asia");
        assertThat(both.shardsOf("HULL", "COLOUR = 'red Europe'")).containsExactly("europe");
        assertThat(both.shardsOf("KEEL", "1 = 1")).containsExactly("asia", "europe");
        assertThat(both.shardsOf("MAST", "1 = 1")).containsExactly("asia", "europe");
        assertThat(both.shardsOf("PLANK", "1 = 1")).containsExactly("asia", "europe");
        assertThat(both.shardsOf("SAIL", "1 = 1")).containsExactly("asia", "europe");
    }

    @Test
    void query_throughTheParent_narrows() {
        assertThat(both.ask("SELECT h.colour FROM Hull h WHERE h.cutter.continent = 'Europe'"))
                .containsExactly("red Europe");
        assertThat(both.counts()).isEqualTo(Map.of("europe", 1));
        assertThat(both.ask("SELECT k.tons FROM Keel k WHERE k.hull.cutter.continent = 'Asia'"))
                .containsExactly("3");
        assertThat(both.counts()).isEqualTo(Map.of("asia", 1));
        assertThat(both.ask("SELECT p.nr FROM Plank p JOIN p.hull h WHERE h.cutter.continent = 'Asia'"))
                .containsExactly("1");
        assertThat(both.counts()).isEqualTo(Map.of("asia", 1));
        both.ask("SELECT h.colour, h.cutter.continent FROM Hull h ORDER BY h.colour");
        assertThat(both.counts()).isEqualTo(Map.of("north_america", 1, "asia", 1, "europe", 1, "south_america", 1));
        both.ask(
                "SELECT c.continent, COUNT(h) FROM Cutter c LEFT JOIN c.hull h GROUP BY c.continent ORDER BY c.continent");
        both.ask("SELECT c.continent, m.metres FROM Cutter c JOIN c.mast m WHERE c.continent = 'Asia'");
        assertThat(both.counts()).isEqualTo(Map.of("asia", 1));
        both.ask(
                "SELECT c.continent FROM Cutter c WHERE c.mast.metres > 5 AND EXISTS (SELECT h FROM Hull h WHERE h.cutter = c)");
        both.ask("SELECT h.colour FROM Hull h WHERE h.cutter IS NULL");
        both.ask("SELECT h.cutter.id FROM Hull h ORDER BY h.cutter.id");
    }

    @Test
    void find_ofAnIdUniqueAsTheParents_knowsItInTheContext() {
        both.forget();
        reading(em -> {
            Cutter cutter = em.createQuery("SELECT c FROM Cutter c WHERE c.continent = 'Europe'", Cutter.class)
                    .getSingleResult();
            Hull hull = cutter.hull();
            assertThat(hull.colour).isEqualTo("red Europe");
            assertThat(cutter.mast().metres).isEqualTo(12);
            assertThat(hull.cutter()).isSameAs(cutter);
            assertThat(both.counts()).containsOnlyKeys("europe");
            both.sharded().log().clear();
            assertThat(em.find(Hull.class, cutter.id)).isSameAs(hull);
            assertThat(both.counts()).isEmpty();
            assertThat(em.find(Plank.class, new PlankId(cutter.id, 1)).hull()).isSameAs(hull);
            assertThat(em.find(Keel.class, ShardedKey.of("europe", cutter.id)).hull)
                    .isSameAs(hull);
            assertThat(Sharding.of(em).keyOf(hull)).isEqualTo(ShardedKey.of("europe", cutter.id));
        });
    }

    @Test
    void loads_whereIdsRepeat_meetTheirOwn() {
        repeatTheIds();
        reading(em -> {
            List<Raft> rafts = em.createQuery("SELECT r FROM Raft r WHERE r.id = 7 ORDER BY r.continent", Raft.class)
                    .getResultList();
            assertThat(rafts).extracting(raft -> raft.sail().colour).containsExactly("asian", "european");
            for (Raft raft : rafts) {
                assertThat(raft.sail().raft()).isSameAs(raft);
            }
            em.clear();
            List<Sail> sails = em.createQuery("SELECT s FROM Sail s WHERE s.id = 7 ORDER BY s.colour", Sail.class)
                    .getResultList();
            assertThat(sails).extracting(sail -> sail.raft().continent).containsExactly("Asia", "Europe");
            assertThatThrownBy(() -> em.find(Sail.class, 7L)).hasMessageContaining("MERIDIAN-017");
            both.sharded().log().clear();
            assertThat(em.createQuery("SELECT s FROM Sail s WHERE s.raft = :raft", Sail.class)
                            .setParameter("raft", sails.get(1).raft())
                            .getSingleResult())
                    .isSameAs(sails.get(1));
            assertThat(both.counts()).isEqualTo(Map.of("europe", 1));
        });
    }

    @Test
    void merge_whereIdsRepeat_updatesItsOwn() {
        repeatTheIds();
        Sail[] detached = new Sail[1];
        inTransaction(em -> detached[0] = em.find(Sail.class, ShardedKey.of("europe", 7L)));
        detached[0].setColour("blue");
        inTransaction(em -> em.merge(detached[0]));
        inTransaction(em -> {
            Sail copy = new Sail(em.find(Raft.class, ShardedKey.of("asia", 7L)), "green");
            em.merge(copy);
        });
        assertThat(both.shardsOf("SAIL", "COLOUR = 'blue'")).containsExactly("europe");
        assertThat(both.shardsOf("SAIL", "COLOUR = 'green'")).containsExactly("asia");
        assertThat(both.shardsOf("SAIL", "ID = 7")).hasSize(2);
    }

    @Test
    void flush_ofAnIdThatIsNotTheParents_isRefused() {
        refused(em -> {
            Cutter cutter = new Cutter("Asia");
            em.persist(cutter);
            Hull hull = new Hull(cutter, "pink");
            hull.setId(4711L);
            em.persist(hull);
        });
        refused(em -> {
            Hull hull = new Hull(new Cutter("Asia"), "pink");
            em.persist(hull.cutter());
            hull.setId(hull.cutter().id + 1);
            em.persist(hull);
        });
        refused(em -> {
            List<Hull> hulls = em.createQuery("SELECT h FROM Hull h ORDER BY h.colour", Hull.class)
                    .getResultList();
            hulls.get(0).setCutter(hulls.get(1).cutter());
        });
        refused(em -> {
            Plank plank = em.createQuery("SELECT p FROM Plank p", Plank.class)
                    .getResultList()
                    .get(0);
            Cutter cutter = new Cutter("Asia");
            em.persist(cutter);
            Hull hull = new Hull(cutter, "pink");
            em.persist(hull);
            plank.setHull(hull);
        });
    }

    private void refused(Consumer<EntityManager> work) {
        both.sharded().log().clear();
        assertThatThrownBy(() -> inTransaction(work)).hasStackTraceContaining("MERIDIAN-120");
        assertThat(both.sharded().log().all())
                .noneMatch(entry -> entry.sql().startsWith("INSERT INTO HULL")
                        || entry.sql().startsWith("INSERT INTO PLANK")
                        || (entry.sql().startsWith("UPDATE") && !entry.sql().contains("SEQUENCE")));
    }

    private void reading(Consumer<EntityManager> work) {
        try (EntityManager em = both.sharded().emf().createEntityManager()) {
            work.accept(em);
        }
    }

    private void inTransaction(Consumer<EntityManager> work) {
        try (EntityManager em = both.sharded().emf().createEntityManager()) {
            em.getTransaction().begin();
            try {
                work.accept(em);
                em.getTransaction().commit();
            } finally {
                if (em.getTransaction().isActive()) {
                    em.getTransaction().rollback();
                }
            }
        }
    }
}
