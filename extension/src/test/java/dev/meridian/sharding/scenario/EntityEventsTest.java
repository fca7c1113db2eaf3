package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.PostRemove;
import jakarta.persistence.PostUpdate;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreRemove;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Transient;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.eclipse.persistence.annotations.Customizer;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.DescriptorCustomizer;
import org.eclipse.persistence.descriptors.DescriptorEvent;
import org.eclipse.persistence.descriptors.DescriptorEventAdapter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Callbacks, entity listeners and descriptor events: once for each object, and before its shard is decided. */
@Tag("weaving")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntityEventsTest {

    private static final Queue<String> EVENTS = new ConcurrentLinkedQueue<>();

    private static void tell(String event, Object entity) {
        EVENTS.add(event + " " + entity);
    }

    /** Writes down what it hears. */
    public static class Listener {
        @PrePersist
        void prePersist(Object entity) {
            tell("prePersist", entity);
        }

        @PostPersist
        void postPersist(Object entity) {
            tell("postPersist", entity);
        }

        @PreUpdate
        void preUpdate(Object entity) {
            tell("preUpdate", entity);
        }

        @PostUpdate
        void postUpdate(Object entity) {
            tell("postUpdate", entity);
        }

        @PreRemove
        void preRemove(Object entity) {
            tell("preRemove", entity);
        }

        @PostRemove
        void postRemove(Object entity) {
            tell("postRemove", entity);
        }

        @PostLoad
        void postLoad(Object entity) {
            tell("postLoad", entity);
        }
    }

    /** Changes a row when it is about to be written, which no attribute tells. */
    public static class Forger extends DescriptorEventAdapter implements DescriptorCustomizer {
        @Override
        public void customize(ClassDescriptor descriptor) {
            descriptor.getEventManager().addListener(this);
        }

        @Override
        public void aboutToInsert(DescriptorEvent event) {
            if (((Letter) event.getSource()).text.equals("forged")) {
                event.updateAttributeWithObject("continent", "Europe");
            }
        }
    }

    @Entity(name = "Letter")
    @Partitioned("LettersByContinent")
    @ValuePartitioning(
            name = "LettersByContinent",
            partitionColumn = @Column(name = "CONTINENT"),
            partitions = {
                @ValuePartition(value = "Asia", connectionPool = "asia"),
                @ValuePartition(value = "Europe", connectionPool = "europe"),
                @ValuePartition(value = "North America", connectionPool = "north_america"),
                @ValuePartition(value = "South America", connectionPool = "south_america")
            })
    @EntityListeners(Listener.class)
    @Customizer(Forger.class)
    static class Letter {
        @Id
        long id;

        String continent;
        String city;
        String text;

        @Transient
        boolean travels;

        protected Letter() {}

        Letter(long id, String city, String text) {
            this.id = id;
            this.city = city;
            this.text = text;
        }

        @PrePersist
        void address() {
            continent = city.equals("Tokyo") ? "Asia" : "Europe";
        }

        @PreUpdate
        void stamp() {
            text = text + "!";
            if (travels) {
                continent = "South America";
            }
        }

        void write(String words) {
            text = words;
        }

        void writeAndTravel(String words) {
            text = words;
            travels = true;
        }

        @Override
        public String toString() {
            return "Letter " + id + " to " + city + ", " + continent + ": " + text;
        }
    }

    @Entity(name = "Reply")
    @ColocatedWith("letter")
    @EntityListeners(Listener.class)
    static class Reply {
        @Id
        long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Letter letter;

        String text;

        @Transient
        Letter answered;

        @Transient
        Letter other;

        protected Reply() {}

        Reply(long id, Letter answered, String text) {
            this.id = id;
            this.answered = answered;
            this.text = text;
        }

        @PrePersist
        void attach() {
            letter = answered;
        }

        @PreUpdate
        void detach() {
            if (other != null) {
                letter = other;
            }
        }

        void writeTo(Letter another) {
            text = "changed";
            other = another;
        }

        @Override
        public String toString() {
            return "Reply " + id + ": " + text;
        }
    }

    private ShardedUnit unit;
    private ShardedUnit single;

    @BeforeAll
    void open() {
        unit = ShardedUnit.with(Letter.class, Reply.class)
                .property("meridian.cross-shard-writes", "best-effort")
                // In a shared cache EclipseLink builds another object, of which listeners hear as well.
                .property("eclipselink.cache.shared.default", "false")
                .createTables()
                .open();
        single = ShardedUnit.with(Letter.class, Reply.class)
                .unsharded()
                .property("eclipselink.cache.shared.default", "false")
                .createTables()
                .open();
    }

    @AfterAll
    void close() {
        unit.close();
        single.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        for (String shard : ShardedUnit.SHARDS) {
            unit.execute(shard, "DELETE FROM REPLY", "DELETE FROM LETTER");
        }
        single.execute("one", "DELETE FROM REPLY", "DELETE FROM LETTER");
        forget();
    }

    private void forget() {
        unit.emf().getCache().evictAll();
        single.emf().getCache().evictAll();
        unit.log().clear();
        EVENTS.clear();
    }

    private static void in(ShardedUnit where, Consumer<EntityManager> work) {
        try (EntityManager em = where.emf().createEntityManager()) {
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

    private static List<String> events() {
        List<String> heard = new ArrayList<>(EVENTS);
        EVENTS.clear();
        return heard;
    }

    /** Both hear the same, and each thing once. */
    private List<String> bothHear(Consumer<EntityManager> work) {
        forget();
        in(single, work);
        List<String> expected = events();
        in(unit, work);
        List<String> heard = events();
        assertThat(heard).containsExactlyInAnyOrderElementsOf(expected).doesNotHaveDuplicates();
        return heard;
    }

    private void storeOneIdTwice() {
        in(unit, em -> {
            em.persist(new Letter(1, "Tokyo", "a"));
            em.persist(new Letter(1, "London", "b"));
        });
        forget();
    }

    @Test
    void lifeOfObjects_isHeardAsInOneDatabase() {
        assertThat(bothHear(em -> {
                    Letter tokyo = new Letter(1, "Tokyo", "a");
                    Letter london = new Letter(2, "London", "b");
                    em.persist(tokyo);
                    em.persist(london);
                    em.persist(new Reply(3, london, "c"));
                    em.persist(new Reply(4, tokyo, "d"));
                }))
                .hasSize(8)
                .contains("postPersist Letter 1 to Tokyo, Asia: a", "postPersist Reply 3: c");
        assertThat(bothHear(em -> em.createQuery("SELECT r FROM Reply r JOIN FETCH r.letter ORDER BY r.id")
                        .getResultList()))
                .hasSize(4);
        assertThat(bothHear(em -> em.createQuery("SELECT l FROM Letter l").getResultList()))
                .hasSize(2);
        bothHear(em -> em.createQuery("SELECT l FROM Letter l ORDER BY l.text DESC")
                .setMaxResults(1)
                .getResultList());
        assertThat(bothHear(em -> {
                    em.find(Letter.class, 1L).write("new");
                    em.find(Letter.class, 2L).write("newer");
                }))
                .hasSize(6)
                .contains("postUpdate Letter 2 to London, Europe: newer!");
        assertThat(bothHear(em -> {
                    em.remove(em.find(Reply.class, 3L));
                    em.remove(em.find(Reply.class, 4L));
                }))
                .contains("preRemove Reply 3: c", "postRemove Reply 4: d");
    }

    @Test
    void keyAndParent_setBeforePersist_decideTheShard() {
        in(unit, em -> {
            Letter letter = new Letter(1, "Tokyo", "a");
            em.persist(letter);
            em.persist(new Reply(2, letter, "b"));
        });
        assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 2));
    }

    @Test
    void load_ofOneIdInTwoShards_isHeardForEach() {
        storeOneIdTwice();
        in(unit, em -> {
            assertThat(em.createQuery("SELECT l FROM Letter l", Letter.class).getResultList())
                    .hasSize(2);
            assertThat(events())
                    .containsExactlyInAnyOrder(
                            "postLoad Letter 1 to Tokyo, Asia: a", "postLoad Letter 1 to London, Europe: b");
            em.createQuery("SELECT l FROM Letter l ORDER BY l.text").getResultList();
            assertThat(events()).isEmpty();
        });
        forget();
        in(unit, em -> em.find(Letter.class, ShardedKey.of("europe", 1L)));
        assertThat(events()).containsExactly("postLoad Letter 1 to London, Europe: b");
    }

    @Test
    void changeAndRemoval_ofOneIdInTwoShards_areHeardForEach() {
        storeOneIdTwice();
        in(unit, em -> {
            em.find(Letter.class, ShardedKey.of("asia", 1L)).write("A");
            em.remove(em.find(Letter.class, ShardedKey.of("europe", 1L)));
        });
        assertThat(events())
                .filteredOn(event -> !event.startsWith("postLoad"))
                .containsExactlyInAnyOrder(
                        "preUpdate Letter 1 to Tokyo, Asia: A",
                        "postUpdate Letter 1 to Tokyo, Asia: A!",
                        "preRemove Letter 1 to London, Europe: b",
                        "postRemove Letter 1 to London, Europe: b");
        try (EntityManager em = unit.emf().createEntityManager()) {
            Letter left = em.find(Letter.class, 1L);
            assertThat(left.text).isEqualTo("A!");
            assertThat(Sharding.of(em).shardOf(left)).isEqualTo("asia");
        }
    }

    @Test
    void key_changedBeforeUpdateToAnotherShard_isRefused() {
        storeOneIdTwice();
        assertThatThrownBy(() -> in(
                        unit,
                        em -> em.find(Letter.class, ShardedKey.of("asia", 1L)).writeAndTravel("x")))
                .hasStackTraceContaining("MERIDIAN-115 Cannot write Letter: its continent");
        assertUnchanged();
    }

    @Test
    void parent_changedBeforeUpdateToAnotherShard_isRefused() {
        storeOneIdTwice();
        in(unit, em -> em.persist(new Reply(5, em.find(Letter.class, ShardedKey.of("asia", 1L)), "r")));
        assertThatThrownBy(() -> in(unit, em -> {
                    Letter european = em.find(Letter.class, ShardedKey.of("europe", 1L));
                    em.find(Reply.class, ShardedKey.of("asia", 5L)).writeTo(european);
                }))
                .hasStackTraceContaining("MERIDIAN-115 Cannot write Reply: its letter");
    }

    @Test
    void key_changedInTheRowThatIsInserted_isRefused() {
        assertThatThrownBy(() -> in(unit, em -> em.persist(new Letter(9, "Tokyo", "forged"))))
                .hasStackTraceContaining("MERIDIAN-115 Cannot write Letter: its continent");
        assertThat(unit.log().statements("asia")).isEmpty();
    }

    private void assertUnchanged() {
        forget();
        try (EntityManager em = unit.emf().createEntityManager()) {
            assertThat(em.find(Letter.class, ShardedKey.of("asia", 1L)).text).isEqualTo("a");
            assertThat(em.find(Letter.class, ShardedKey.of("south_america", 1L)))
                    .isNull();
        }
    }
}
