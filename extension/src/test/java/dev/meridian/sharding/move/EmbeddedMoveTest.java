package dev.meridian.sharding.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.Sharding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Moves of what has its relations in embeddables, the one to its parent too. */
@Tag("weaving")
class EmbeddedMoveTest extends MoveScenario {

    private Town tokyo = new Town("Asia", "Tokyo");
    private Town london = new Town("Europe", "London");
    private String first = "";
    private String second = "";

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {
            Town.class, Sensor.class, Sample.class, Depot.class, Depot.Site.class, Depot.Ties.class, Depot.Crate.class
        };
    }

    @Override
    String[] emptying() {
        return new String[] {
            "DELETE FROM DEPOT_TIES",
            "DELETE FROM DEPOT_GATES",
            "DELETE FROM CRATE",
            "UPDATE DEPOT SET RESERVE_ID = NULL",
            "DELETE FROM DEPOT",
            "DELETE FROM TOWN"
        };
    }

    @BeforeEach
    void storeTwoTowns() throws Exception {
        tokyo = new Town("Asia", "Tokyo");
        london = new Town("Europe", "London");
        in(em -> {
            em.persist(tokyo);
            em.persist(london);
            Depot one = new Depot(tokyo);
            Depot other = new Depot(tokyo);
            new Depot.Crate(one);
            em.persist(other);
            em.persist(one);
            one.getTies().setReserve(other);
            one.getTies().getOthers().add(other);
            first = one.getId();
            second = other.getId();
        });
        unit.emf().getCache().evictAll();
    }

    @Test
    void keyChange_ofTheRoot_bringsAllAlong() throws Exception {
        in(em -> {
            Depot depot = em.find(Depot.class, first);
            em.find(Town.class, tokyo.getId()).setContinent("South America");
            em.flush();
            assertThat(Sharding.of(em).shardOf(depot)).isEqualTo("south_america");
            // What was not loaded before is looked for in the new shard.
            assertThat(depot.getSite().getGates()).containsExactly("north");
            assertThat(depot.getSite().getTown()).isSameAs(em.find(Town.class, tokyo.getId()));
            assertThat(depot.getTies().getReserve()).isSameAs(em.find(Depot.class, second));
            assertThat(depot.getTies().getOthers()).containsExactly(em.find(Depot.class, second));
            assertThat(depot.getTies().getCrates()).hasSize(1);
        });
        assertRows("asia", 0, 0, 0, 0);
        assertRows("south_america", 2, 1, 2, 1);
        in(em -> assertThat(em.find(Depot.class, first).getTies().getReserve()).isSameAs(em.find(Depot.class, second)));
    }

    @Test
    void parentChange_inTheEmbeddable_movesTheChildWithItsOwn() throws Exception {
        in(em -> {
            Depot depot = em.find(Depot.class, first);
            depot.getTies().setReserve(null);
            depot.getTies().getOthers().clear();
        });
        in(em -> em.createNativeQuery("DELETE FROM DEPOT_TIES")
                .setHint("eclipselink.partitioning", "asia")
                .executeUpdate());
        in(em -> {
            Depot depot = em.find(Depot.class, first);
            depot.getSite().setTown(em.find(Town.class, london.getId()));
            em.flush();
            assertThat(Sharding.of(em).shardOf(depot)).isEqualTo("europe");
            assertThat(depot.getSite().getGates()).containsExactly("north");
        });
        assertRows("asia", 1, 0, 1, 0);
        assertRows("europe", 1, 1, 1, 0);
        in(em -> {
            Depot depot = em.find(Depot.class, second);
            Depot other = em.find(Depot.class, first);
            // The whole embeddable, and a relation that comes along.
            Depot.Site site = new Depot.Site(em.find(Town.class, london.getId()));
            depot.setSite(site);
            depot.getTies().setReserve(other);
        });
        assertRows("asia", 0, 0, 0, 0);
        assertThat(rows("europe", "DEPOT")).isEqualTo(2);
        assertThat(rows("europe", "DEPOT WHERE RESERVE_ID = '" + first + "'")).isEqualTo(1);
    }

    @Test
    void parentChange_leavingARelationOfAnEmbeddable_isRefused() {
        assertThatThrownBy(() ->
                        in(em -> em.find(Depot.class, first).getSite().setTown(em.find(Town.class, london.getId()))))
                .hasStackTraceContaining("MERIDIAN-097");
        assertThatThrownBy(() ->
                        in(em -> em.find(Depot.class, second).getSite().setTown(em.find(Town.class, london.getId()))))
                .hasStackTraceContaining("MERIDIAN-097");
        assertRows("asia", 2, 1, 2, 1);
    }

    private void assertRows(String shard, int depots, int crates, int gates, int ties) {
        assertThat(new int[] {
                    rows(shard, "DEPOT"), rows(shard, "CRATE"), rows(shard, "DEPOT_GATES"), rows(shard, "DEPOT_TIES")
                })
                .containsExactly(depots, crates, gates, ties);
    }
}
