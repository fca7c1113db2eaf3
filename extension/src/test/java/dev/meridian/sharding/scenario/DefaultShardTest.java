package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Values that the map does not know live on the default shard; assigned ids may repeat between shards. */
class DefaultShardTest {

    private ShardedUnit unit;

    @BeforeEach
    void openUnit() {
        unit = ShardedUnit.with(Place.class).createTables().open();
    }

    @AfterEach
    void closeUnit() {
        unit.close();
    }

    @Test
    void persist_unknownValue_goesToTheDefaultShard() {
        write(em -> em.persist(new Place(1, 99, "far")));
        assertThat(unit.log().counts()).containsOnlyKeys("south_america");
    }

    @Test
    void query_unknownValue_asksTheDefaultShard() {
        write(em -> em.persist(new Place(1, 99, "far")));
        assertThat(names("SELECT p FROM Place p WHERE p.zone = 98")).isEmpty();
        assertThat(names("SELECT p FROM Place p WHERE p.zone = 99")).containsExactly("far");
        assertThat(unit.log().counts()).isEqualTo(Map.of("south_america", 3));
    }

    @Test
    void query_knownAndUnknownValue_asksBothShards() {
        write(em -> em.persist(new Place(1, 99, "far")));
        write(em -> em.persist(new Place(1, 1, "east")));
        unit.log().clear();
        assertThat(names("SELECT p FROM Place p WHERE p.zone IN (1, 99)")).containsExactlyInAnyOrder("far", "east");
        assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 1, "south_america", 1));
    }

    @Test
    void primary_namedDefaultInTheMap_isThePrimaryShard() {
        write(em -> em.persist(new Place(1, 0, "home")));
        assertThat(unit.log().counts()).containsOnlyKeys("north_america");
        with(em -> assertThat(Sharding.of(em).shardOf(em.find(Place.class, 1L))).isEqualTo("north_america"));
    }

    @Test
    void assignedId_inTwoShards_areTwoObjects() {
        write(em -> em.persist(new Place(7, 1, "east")));
        write(em -> em.persist(new Place(7, 2, "west")));
        with(em -> {
            assertThat(em.find(Place.class, ShardedKey.of("asia", 7L)).getName())
                    .isEqualTo("east");
            assertThat(em.find(Place.class, ShardedKey.of("europe", 7L)).getName())
                    .isEqualTo("west");
            assertThatThrownBy(() -> em.find(Place.class, 7L)).hasMessageStartingWith("MERIDIAN-017");
        });
    }

    @Test
    void assignedId_ofAnotherShardInTheContext_canBePersisted() {
        write(em -> em.persist(new Place(7, 1, "east")));
        write(em -> {
            em.find(Place.class, ShardedKey.of("asia", 7L));
            em.persist(new Place(7, 2, "west"));
        });
        with(em -> assertThat(em.find(Place.class, ShardedKey.of("europe", 7L)).getName())
                .isEqualTo("west"));
    }

    @Test
    void update_ofOneOfTwoWithOneId_leavesTheOther() {
        write(em -> em.persist(new Place(7, 1, "east")));
        write(em -> em.persist(new Place(7, 2, "west")));
        write(em -> em.find(Place.class, ShardedKey.of("europe", 7L)).setName("far west"));
        unit.emf().getCache().evictAll();
        assertThat(names("SELECT p FROM Place p")).containsExactlyInAnyOrder("east", "far west");
    }

    @Test
    void merge_newCopyOfUnknownId_isInserted() {
        write(em -> em.merge(new Place(8, 2, "new")));
        with(em -> assertThat(Sharding.of(em).shardOf(em.find(Place.class, 8L))).isEqualTo("europe"));
    }

    private List<String> names(String jpql) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            return em.createQuery(jpql, Place.class).getResultList().stream()
                    .map(Place::getName)
                    .toList();
        }
    }

    /** In a transaction; the log begins with it. */
    private void write(Consumer<EntityManager> work) {
        unit.log().clear();
        with(em -> {
            em.getTransaction().begin();
            work.accept(em);
            em.getTransaction().commit();
        });
    }

    private void with(Consumer<EntityManager> work) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            work.accept(em);
        }
    }
}
