package dev.meridian.sharding.scenario;

import static dev.meridian.sharding.scenario.Orchards.assertHas;
import static dev.meridian.sharding.scenario.Orchards.names;
import static dev.meridian.sharding.scenario.Orchards.orchard;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.StatementLog;
import dev.meridian.sharding.testkit.garden.Orchard;
import dev.meridian.sharding.testkit.garden.Style;
import dev.meridian.sharding.testkit.garden.Tree;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Relations between entities of one shard, by foreign keys, columns of the target, and join tables: read and written in that
 * shard alone. The ids of orchards and trees repeat between the shards.
 */
class ShardRelationTest extends OrchardTest {

    @Test
    void persist_writesTheLinksToTheShardOfTheirOwner() {
        Orchards.write(unit, em -> em.persist(orchard(7, "Japan", "new", em)));
        assertThat(unit.log().all().stream()
                        .filter(entry -> !entry.sql().contains("STYLE"))
                        .map(StatementLog.Entry::shard))
                .containsOnly("asia");
        assertThat(orchards.rows("asia", "ORCHARD_BEST")).isEqualTo(6);
        assertThat(orchards.rows("europe", "ORCHARD_BEST")).isEqualTo(4);
        assertThat(orchards.rows("asia", "TREE_FRIEND")).isEqualTo(6);
        orchards.forget();
        try (EntityManager em = unit.emf().createEntityManager()) {
            assertHas(orchard(em, "asia", 7));
        }
    }

    @Test
    void lazyLoad_asksTheShardOfTheOwner() {
        try (EntityManager em = unit.emf().createEntityManager()) {
            assertHas(orchard(em, "europe", 1));
        }
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
    }

    @Test
    void lazyLoad_ofOrchardsWithTheSameId_givesEachItsOwn() {
        try (EntityManager em = unit.emf().createEntityManager()) {
            List<Orchard> all =
                    em.createQuery("SELECT o FROM Orchard o", Orchard.class).getResultList();
            assertThat(all).hasSize(6);
            all.forEach(Orchards::assertHas);
        }
    }

    @Test
    void change_ofLinks_isWrittenToTheShardOfTheOwner() {
        Orchards.write(unit, em -> {
            Orchard orchard = orchard(em, "europe", 1);
            Tree apple = orchard.getTrees().get(0);
            Tree pear = orchard.getTrees().get(1);
            orchard.getBest().remove(0);
            orchard.getBest().add(0, pear);
            orchard.getShown().clear();
            orchard.getShown().add(apple);
            orchard.getRoles().remove("shade");
            orchard.getRoles().put("view", orchard.getTrees().get(2));
            orchard.getStyles().clear();
            orchard.getStyles().add(em.find(Style.class, "formal"));
            orchard.setOldest(apple);
            apple.getFriends().remove(pear);
            pear.setMother(null);
        });
        assertThat(unit.log().all().stream()
                        .filter(entry -> !entry.sql().contains("FROM STYLE"))
                        .map(StatementLog.Entry::shard))
                .containsOnly("europe");
        orchards.forget();
        try (EntityManager em = unit.emf().createEntityManager()) {
            Orchard changed = orchard(em, "europe", 1);
            assertThat(names(changed.getBest())).containsExactly("France1 pear", "France1 apple");
            assertThat(names(changed.getShown())).containsExactly("France1 apple");
            assertThat(changed.getRoles()).containsOnlyKeys("fruit", "view");
            assertThat(changed.getStyles()).extracting(Style::getName).containsExactly("formal");
            assertThat(changed.getOldest().getName()).isEqualTo("France1 apple");
            assertThat(names(changed.getTrees().get(0).getFriends())).containsExactly("France1 plum");
            assertThat(names(changed.getTrees().get(0).getDaughters())).containsExactly("France1 plum");
            assertHas(orchard(em, "asia", 1));
            assertHas(orchard(em, "europe", 2));
        }
    }

    @Test
    void change_ofTheOrder_isWrittenToTheShardOfTheOwner() {
        Orchards.write(unit, em -> {
            List<Tree> trees = orchard(em, "europe", 1).getTrees();
            trees.add(0, trees.remove(2));
        });
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
        orchards.forget();
        try (EntityManager em = unit.emf().createEntityManager()) {
            assertThat(names(orchard(em, "europe", 1).getTrees()))
                    .containsExactly("France1 plum", "France1 apple", "France1 pear");
            assertHas(orchard(em, "asia", 1));
        }
    }

    @Test
    void orphan_isRemovedFromItsShard() {
        Orchards.write(unit, em -> {
            Orchard orchard = orchard(em, "europe", 1);
            orchard.tree("lonely");
        });
        assertThat(orchards.rows("europe", "TREE")).isEqualTo(7);
        unit.log().clear();
        Orchards.write(unit, em -> orchard(em, "europe", 1).getTrees().remove(3));
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
        assertThat(orchards.rows("europe", "TREE")).isEqualTo(6);
        assertThat(orchards.rows("asia", "TREE")).isEqualTo(6);
    }

    @Test
    void remove_deletesTheLinksOfThatOrchardAlone() {
        Orchards.write(unit, em -> {
            Orchard orchard = orchard(em, "europe", 1);
            orchard.getTrees().forEach(tree -> {
                tree.setMother(null);
                tree.getFriends().clear();
            });
            orchard.getShown().clear();
            orchard.setOldest(null);
        });
        Orchards.write(unit, em -> em.remove(orchard(em, "europe", 1)));
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
        for (String table : Orchards.JOIN_TABLES) {
            assertThat(orchards.rows("europe", table)).as(table).isEqualTo(orchards.rows("asia", table) / 2);
        }
        assertThat(orchards.rows("europe", "TREE")).isEqualTo(3);
    }

    @Test
    void merge_ofADetachedOrchard_writesItsLinksToItsShard() {
        Orchard detached = Orchards.ask(unit, em -> {
            Orchard found = orchard(em, "europe", 1);
            assertHas(found);
            return found;
        });
        detached.getBest().remove(0);
        unit.log().clear();
        Orchards.write(unit, em -> em.merge(detached));
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
        assertThat(orchards.rows("europe", "ORCHARD_BEST")).isEqualTo(3);
    }

    @Test
    void refresh_asksTheShardOfTheOwner() throws SQLException {
        try (EntityManager em = unit.emf().createEntityManager()) {
            Orchard found = orchard(em, "europe", 1);
            assertThat(found.getRoles()).hasSize(2);
            unit.execute("europe", "DELETE FROM ORCHARD_ROLE WHERE ROLE = 'shade'");
            unit.log().clear();
            em.refresh(found);
            assertThat(found.getRoles()).containsOnlyKeys("fruit");
        }
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
    }
}
