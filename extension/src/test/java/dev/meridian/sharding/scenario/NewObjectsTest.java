package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.garden.Bed;
import dev.meridian.sharding.testkit.garden.Garden;
import dev.meridian.sharding.testkit.garden.Gate;
import dev.meridian.sharding.testkit.garden.Leaf;
import dev.meridian.sharding.testkit.garden.Plant;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.LockModeType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** New objects of one id, for different shards, are different objects before their flush already. */
@Tag("weaving")
class NewObjectsTest {

    private static final ShardedKey ASIA_1 = ShardedKey.of("asia", 1);
    private static final ShardedKey EUROPE_1 = ShardedKey.of("europe", 1);

    private ShardedUnit unit;
    private EntityManager em;
    private Garden japan;
    private Garden france;

    @BeforeEach
    void persistTwo() {
        unit = ShardedUnit.with(Garden.class, Gate.class, Bed.class, Plant.class, Leaf.class)
                .shards(Garden.SHARDS.toArray(String[]::new))
                .property("meridian.cross-shard-writes", "best-effort")
                .createTables()
                .open();
        em = unit.emf().createEntityManager();
        em.getTransaction().begin();
        japan = new Garden(1, "Japan", "Japan's");
        france = new Garden(1, "France", "France's");
        em.persist(japan);
        em.persist(france);
    }

    @AfterEach
    void close() {
        if (em.getTransaction().isActive()) {
            em.getTransaction().rollback();
        }
        em.close();
        unit.close();
    }

    @Test
    void find_ofEach_isThatObject_beforeAndAfterTheFlush() {
        for (int i = 0; i < 2; i++) {
            assertThat(em.find(Garden.class, ASIA_1)).isSameAs(japan);
            assertThat(em.find(Garden.class, EUROPE_1)).isSameAs(france);
            assertThat(em.getReference(Garden.class, ASIA_1)).isSameAs(japan);
            em.flush();
        }
    }

    @Test
    void find_byTheIdOfBoth_isRefusedAsAmbiguous() {
        assertThatThrownBy(() -> em.find(Garden.class, 1))
                .hasMessageStartingWith("MERIDIAN-017")
                .hasMessageContaining("asia, europe");
    }

    @Test
    void find_byTheIdOfANewOne_asksTheOtherShardsToo() {
        em.remove(japan);
        unit.log().clear();
        assertThat(em.find(Garden.class, 1)).isSameAs(france);
        assertThat(unit.log().counts()).containsOnlyKeys(Garden.SHARDS);
    }

    @Test
    void find_byTheIdOfANewOneAndOfARowElsewhere_isRefusedAsAmbiguous() {
        em.remove(japan);
        em.getTransaction().commit();
        em.clear();
        em.getTransaction().begin();
        em.persist(new Garden(1, "Japan", "Japan's"));
        assertThatThrownBy(() -> em.find(Garden.class, 1))
                .hasMessageStartingWith("MERIDIAN-017")
                .hasMessageContaining("asia, europe");
    }

    @Test
    void merge_ofEach_isThatObject() {
        assertThat(em.merge(japan)).isSameAs(japan);
        assertThat(em.merge(france)).isSameAs(france);
        em.getTransaction().commit();
        assertThat(names()).isEqualTo("[France's, Japan's]");
    }

    @Test
    void merge_ofACopy_changesTheNewObjectOfItsShard() {
        assertThat(em.merge(new Garden(1, "Japan", "changed"))).isSameAs(japan);
        assertThat(em.merge(new Garden(1, "France", "other"))).isSameAs(france);
        em.getTransaction().commit();
        assertThat(names()).isEqualTo("[changed, other]");
    }

    @Test
    void merge_ofOneThatWasNew_isNewAgainWhereItBelongs() {
        em.remove(france);
        em.flush();
        Garden again = em.merge(france);
        assertThat(again).isNotSameAs(france).isNotSameAs(japan);
        assertThat(em.find(Garden.class, EUROPE_1)).isSameAs(again);
        em.getTransaction().commit();
        assertThat(names()).isEqualTo("[France's, Japan's]");
    }

    @Test
    void merge_ofThoseOfARolledBackTransaction_isNewWhereTheyBelong() {
        em.getTransaction().rollback();
        em.getTransaction().begin();
        em.persist(new Garden(1, "Canada", "Canada's"));
        em.flush();
        em.merge(japan);
        em.merge(france);
        em.getTransaction().commit();
        assertThat(names()).isEqualTo("[Canada's, France's, Japan's]");
    }

    @Test
    void merge_ofOneThatWasCleared_isNewAgainWhereItBelongs() {
        em.clear();
        em.persist(new Garden(1, "Canada", "Canada's"));
        em.flush();
        em.merge(france);
        em.getTransaction().commit();
        assertThat(names()).isEqualTo("[Canada's, France's]");
    }

    @Test
    void remove_ofOne_leavesTheOther() {
        em.remove(japan);
        assertThat(em.find(Garden.class, ASIA_1)).isNull();
        assertThat(em.find(Garden.class, EUROPE_1)).isSameAs(france);
        em.getTransaction().commit();
        assertThat(names()).isEqualTo("[France's]");
    }

    @Test
    void refresh_beforeTheFlush_findsNoRow() {
        assertThatThrownBy(() -> em.refresh(japan)).isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    void lock_ofANewOne_leavesTheRowOfAnotherShardAlone() {
        em.remove(france);
        em.flush();
        Garden again = new Garden(1, "France", "again");
        em.persist(again);
        japan.getTags().add("changed");
        unit.log().clear();
        em.lock(again, LockModeType.PESSIMISTIC_WRITE);
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
        assertThat(japan.getTags()).containsExactly("changed");
    }

    @Test
    void clear_forgetsBoth() {
        em.clear();
        assertThat(em.find(Garden.class, ASIA_1)).isNull();
        assertThat(em.find(Garden.class, 1)).isNull();
    }

    private String names() {
        return em.createQuery("SELECT g.name FROM Garden g ORDER BY g.name", String.class)
                .getResultList()
                .toString();
    }
}
