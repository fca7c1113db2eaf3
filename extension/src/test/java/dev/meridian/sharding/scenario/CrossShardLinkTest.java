package dev.meridian.sharding.scenario;

import static dev.meridian.sharding.scenario.Orchards.assertHas;
import static dev.meridian.sharding.scenario.Orchards.orchard;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.StatementLog;
import dev.meridian.sharding.testkit.garden.Orchard;
import dev.meridian.sharding.testkit.garden.Tree;
import jakarta.persistence.EntityManager;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Relations from one shard into another: refused, whatever way leads there. */
class CrossShardLinkTest extends OrchardTest {

    /** Relates two orchards, or what is in them, that are in two shards. */
    private enum Across {
        BEST((from, to) -> from.getBest().add(to.getTrees().get(0)), "Orchard", "best"),
        SHOWN((from, to) -> from.getShown().add(to.getTrees().get(0)), "Orchard", "shown"),
        ROLES((from, to) -> from.getRoles().put("x", to.getTrees().get(0)), "Orchard", "roles"),
        OLDEST((from, to) -> from.setOldest(to.getTrees().get(0)), "Orchard", "oldest"),
        MOTHER((from, to) -> from.getTrees().get(1).setMother(to.getTrees().get(0)), "Tree", "mother"),
        FRIENDS(
                (from, to) ->
                        from.getTrees().get(1).getFriends().add(to.getTrees().get(0)),
                "Tree",
                "friends"),
        TREES((from, to) -> from.getTrees().add(to.getTrees().get(0)), "Orchard", "trees");

        private interface Link {
            void set(Orchard from, Orchard to);
        }

        @SuppressWarnings("ImmutableEnumChecker") // they keep nothing
        private final Link link;

        private final String entity;
        private final String attribute;

        Across(Link link, String entity, String attribute) {
            this.link = link;
            this.entity = entity;
            this.attribute = attribute;
        }
    }

    @ParameterizedTest
    @EnumSource(Across.class)
    void link_toAnotherShard_isRefusedBeforeAnyStatement(Across across) {
        refuses(across, true);
    }

    @ParameterizedTest
    @EnumSource(Across.class)
    void link_ofWhatIsNotLoadedToAnotherShard_isRefusedBeforeAnyStatement(Across across) {
        refuses(across, false);
    }

    private void refuses(Across across, boolean loaded) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            em.getTransaction().begin();
            Orchard from = orchard(em, "europe", 1);
            Orchard to = orchard(em, "asia", 1);
            if (loaded) {
                assertHas(from);
                assertHas(to);
            }
            across.link.set(from, to);
            assertThatThrownBy(em::flush)
                    .hasStackTraceContaining("MERIDIAN-098 Cannot write " + across.entity + " in the shard europe: its "
                            + across.attribute + " is Tree in the shard asia");
            em.getTransaction().rollback();
        }
        assertThat(unit.log().all())
                .extracting(StatementLog.Entry::sql)
                .isNotEmpty()
                .allMatch(sql -> sql.startsWith("SELECT"));
    }

    @Test
    void newOrchard_withALinkToAnotherShard_isRefused() {
        try (EntityManager em = unit.emf().createEntityManager()) {
            em.getTransaction().begin();
            Orchard orchard = new Orchard(9, "Japan", "new");
            Orchard other = new Orchard(8, "France", "other");
            orchard.getBest().add(other.tree("far"));
            em.persist(orchard);
            em.persist(other);
            assertThatThrownBy(em::flush)
                    .hasStackTraceContaining("MERIDIAN-098 Cannot write Orchard in the shard asia");
            em.getTransaction().rollback();
        }
    }

    private static Tree apple(EntityManager em, String shard) {
        return orchard(em, shard, 1).getTrees().get(0);
    }

    @Test
    void link_toAReferenceThatIsNotLoaded_isStoredInItsShardOnly() {
        ShardedKey key = Orchards.ask(unit, em -> Sharding.of(em).keyOf(apple(em, "asia")));
        orchards.forget();
        assertThatThrownBy(() ->
                        Orchards.write(unit, em -> apple(em, "europe").setMother(em.getReference(Tree.class, key))))
                .hasStackTraceContaining("MERIDIAN-098 Cannot write Tree in the shard europe: its mother is Tree");
        Orchards.write(unit, em -> apple(em, "asia").setMother(em.getReference(Tree.class, key)));
        orchards.forget();
        ShardedKey mother =
                Orchards.ask(unit, em -> Sharding.of(em).keyOf(apple(em, "asia").getMother()));
        assertThat(mother).isEqualTo(key);
    }

    @Test
    void link_toADetachedObject_isStoredInItsShardOnly() {
        Tree detached = Orchards.ask(unit, em -> apple(em, "asia"));
        assertThatThrownBy(() -> Orchards.write(unit, em -> apple(em, "europe").setMother(detached)))
                .hasStackTraceContaining("MERIDIAN-098 Cannot write Tree in the shard europe: its mother is Tree");
        Orchards.write(unit, em -> apple(em, "asia").setMother(detached));
        orchards.forget();
        String mother = Orchards.ask(unit, em -> apple(em, "asia").getMother().getName());
        assertThat(mother).isEqualTo("Japan1 apple");
    }

    @Test
    void merge_ofAnOrchardWithATreeOfAnotherShard_isRefused() {
        Orchard detached = Orchards.ask(unit, em -> {
            Orchard found = orchard(em, "europe", 1);
            assertHas(found);
            found.getBest().add(apple(em, "asia"));
            return found;
        });
        assertThatThrownBy(() -> Orchards.write(unit, em -> em.merge(detached)))
                .hasStackTraceContaining("MERIDIAN-098 Cannot write Orchard in the shard europe: its best is Tree");
        assertThat(orchards.rows("europe", "ORCHARD_BEST")).isEqualTo(4);
    }

    @Test
    void callback_thatLinksToAnotherShard_isRefusedAndRolledBack() {
        assertThatThrownBy(() -> Orchards.write(unit, em -> {
                    Tree tree = apple(em, "europe");
                    Tree far = apple(em, "asia");
                    tree.setName("changed");
                    tree.beforeUpdate(() -> tree.setMother(far));
                }))
                .hasStackTraceContaining("MERIDIAN-115 Cannot write Tree: its mother was changed");
        assertThatThrownBy(() -> Orchards.write(unit, em -> {
                    Tree tree = apple(em, "europe");
                    Tree far = apple(em, "asia");
                    assertThat(tree.getFriends()).hasSize(2);
                    tree.setName("changed");
                    tree.beforeUpdate(() -> tree.getFriends().add(far));
                }))
                .hasStackTraceContaining("MERIDIAN-115 Cannot write Tree: its friends was changed");
        orchards.forget();
        assertHas(Orchards.ask(unit, em -> {
            Orchard found = orchard(em, "europe", 1);
            assertHas(found);
            return found;
        }));
    }

    @Test
    void bulkUpdate_ofALink_isRefusedUnlessItIsRemoved() {
        String jpql = "UPDATE Tree t SET t.mother = :mother WHERE t.name LIKE '%pear'";
        assertThatThrownBy(() -> Orchards.write(
                        unit,
                        em -> em.createQuery(jpql)
                                .setParameter("mother", apple(em, "asia"))
                                .executeUpdate()))
                .hasStackTraceContaining("MERIDIAN-096 Cannot set Tree.mother by a bulk UPDATE");
        unit.log().clear();
        Orchards.write(
                unit,
                em -> assertThat(em.createQuery("UPDATE Tree t SET t.mother = NULL WHERE t.orchard.land = 'France'")
                                .executeUpdate())
                        .isEqualTo(6));
        assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
    }
}
