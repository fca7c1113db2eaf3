package dev.meridian.sharding.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.move.Harbour.FreeHarbour;
import dev.meridian.sharding.move.Ship.Tanker;
import dev.meridian.sharding.testkit.jta.Transactions;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A move takes along all rows of an entity: those in further tables, in tables of collections, and in join tables. */
@Tag("weaving")
class MoveTablesTest extends HarbourScenario {

    @Test
    void keyChange_nothingElseLoaded_movesTheRowsOfAllTables() throws Exception {
        Harbour harbour = storeHarbour("Asia");
        assertThat(rows("asia")).isEqualTo(ALL);
        in(em -> em.find(Harbour.class, harbour.getId()).setContinent("Europe"));
        assertThat(unit.log().counts()).containsKeys("asia", "europe");
        assertThat(unit.log().statements("asia").stream().filter(sql -> sql.contains("HARBOUR_SIGN")))
                .hasSize(2);
        assertThat(unit.log().statements("europe").stream().filter(sql -> sql.contains("HARBOUR_SIGN")))
                .hasSize(1);
        assertThat(rows("asia")).isEqualTo(NOTHING);
        assertWhole(harbour, "europe");
    }

    @Test
    void keyChange_allLoaded_keepsTheManagedObjects() throws Exception {
        Harbour harbour = storeHarbour("Asia");
        in(em -> {
            Harbour found = em.find(Harbour.class, harbour.getId());
            assertHas(found);
            found.setContinent("Europe");
            em.flush();
            unit.log().clear();
            assertHas(found);
            assertThat(unit.log().all()).isEmpty();
            assertThat(found.getShips())
                    .allSatisfy(
                            ship -> assertThat(Sharding.of(em).shardOf(ship)).isEqualTo("europe"));
            found.getSigns().remove("slow");
            ((Tanker) found.getBerthed().iterator().next()).getPorts().add("Oslo");
        });
        assertThat(rows("asia")).isEqualTo(NOTHING);
        assertThat(rows("europe", "HARBOUR_SIGN")).isEqualTo(2);
        assertThat(rows("europe", "TANKER_PORT")).isEqualTo(3);
    }

    @Test
    void keyChange_whatIsNotLoadedYet_isReadFromTheNewShard() throws Exception {
        Harbour harbour = storeHarbour("Asia");
        in(em -> {
            Harbour found = em.find(Harbour.class, harbour.getId());
            Tanker two = em.find(Tanker.class, ship(harbour, 2).getId());
            found.setContinent("Europe");
            em.flush();
            unit.log().clear();
            assertThat(two.getPorts()).hasSize(2);
            assertHas(found);
            assertThat(unit.log().counts()).containsOnlyKeys("europe");
        });
    }

    @Test
    void keyChange_withChangesOfCollectionsAndRelations_bringsAllOver() throws Exception {
        Harbour harbour = storeHarbour("Asia");
        in(em -> {
            Harbour found = em.find(Harbour.class, harbour.getId());
            found.setContinent("Europe");
            found.getSigns().remove("stop");
            found.getCranes().put("west", new Harbour.Crane(30, "c"));
            Tanker four = found.add(new Tanker("four", 4, "Lagos"));
            four.setLeader(found.getOldest());
            found.getGuests().add(four);
            found.getBerthed().clear();
            ship(found, 2).getFriends().add(four);
        });
        assertThat(rows("asia")).isEqualTo(NOTHING);
        assertThat(rows("europe"))
                .containsEntry("HARBOUR_SIGN", 2)
                .containsEntry("HARBOUR_CRANE", 3)
                .containsEntry("HARBOUR_GUEST", 3)
                .containsEntry("SHIP", 4)
                .containsEntry("TANKER_PORT", 3)
                .containsEntry("SHIP_FRIEND", 3);
        assertThat(rows("europe", "SHIP WHERE BERTH_ID IS NOT NULL")).isZero();
    }

    @Test
    void keyChange_rolledBack_leavesRowsAndObjectsWhereTheyWere() throws Exception {
        Harbour harbour = storeHarbour("Asia");
        Transactions.manager().begin();
        try (EntityManager em = unit.emf().createEntityManager()) {
            Harbour found = em.find(Harbour.class, harbour.getId());
            found.setContinent("Europe");
            em.flush();
            assertThat(Sharding.of(em).shardOf(found)).isEqualTo("europe");
            Transactions.manager().rollback();
            assertThat(Sharding.of(em).shardOf(found)).isEqualTo("asia");
        }
        assertThat(rows("europe")).isEqualTo(NOTHING);
        assertWhole(harbour, "asia");
    }

    @Test
    void parentChange_ofAShipWithoutLinks_movesItsRowsAlone() throws Exception {
        Harbour asian = storeHarbour("Asia");
        Harbour european = storeHarbour("Europe");
        in(em -> em.find(Harbour.class, asian.getId()).add(new Tanker("lone", 7, "Cork")));
        in(em -> {
            Tanker lone = em.createQuery("SELECT t FROM Tanker t WHERE t.name = 'lone'", Tanker.class)
                    .getSingleResult();
            Harbour target = em.find(Harbour.class, european.getId());
            lone.setHarbour(target);
            lone.setYard(target.getYard());
            lone.setLeader(target.getOldest());
            target.getGuests().add(lone);
        });
        assertThat(rows("asia")).isEqualTo(ALL);
        assertThat(rows("europe", "SHIP")).isEqualTo(4);
        assertThat(rows("europe", "TANKER_PORT")).isEqualTo(3);
        assertThat(rows("europe", "HARBOUR_GUEST")).isEqualTo(3);
        in(em -> {
            Tanker lone = em.createQuery("SELECT t FROM Tanker t WHERE t.name = 'lone'", Tanker.class)
                    .getSingleResult();
            assertThat(lone.getPorts()).containsExactly("Cork");
            assertThat(Objects.requireNonNull(lone.getLeader()).getName()).isEqualTo("three");
        });
    }

    @Test
    void parentChange_withALinkThatLedToWhatStays_movesIfTheLinkIsChangedToo() throws Exception {
        Harbour asian = storeHarbour("Asia");
        Harbour european = storeHarbour("Europe");
        in(em -> {
            Harbour found = em.find(Harbour.class, asian.getId());
            found.add(new Ship("lone")).setLeader(found.getOldest());
        });
        Consumer<EntityManager> moveAway = em -> {
            Harbour target = em.find(Harbour.class, european.getId());
            Ship lone = lone(em);
            lone.setHarbour(target);
            lone.setYard(target.getYard());
        };
        assertThatThrownBy(() -> in(moveAway::accept)).hasStackTraceContaining("MERIDIAN-097");
        Transactions.end();
        in(em -> {
            moveAway.accept(em);
            lone(em).setLeader(em.find(Harbour.class, european.getId()).getOldest());
        });
        in(em -> assertThat(Objects.requireNonNull(lone(em).getLeader()).getHarbour())
                .isSameAs(em.find(Harbour.class, european.getId())));
        assertThat(rows("asia")).isEqualTo(ALL);
        assertThat(rows("europe", "SHIP")).isEqualTo(4);
    }

    private static Ship lone(EntityManager em) {
        return em.createQuery("SELECT s FROM Ship s WHERE s.name = 'lone'", Ship.class)
                .setFlushMode(FlushModeType.COMMIT)
                .getSingleResult();
    }

    @Test
    void keyChange_ofARootThatInherits_movesItsRowsOfAllTables() throws Exception {
        FreeHarbour harbour = store(new FreeHarbour("Asia", "none"));
        in(em -> {
            FreeHarbour found = em.find(FreeHarbour.class, harbour.getId());
            found.setGuard(found.getOldest());
        });
        in(em -> em.find(Harbour.class, harbour.getId()).setContinent("Europe"));
        assertThat(rows("asia")).isEqualTo(NOTHING);
        assertThat(rows("europe")).containsEntry("FREEHARBOUR", 1).containsEntry("SHIP", 3);
        in(em -> {
            FreeHarbour found = em.find(FreeHarbour.class, harbour.getId());
            assertHas(found);
            assertThat(found.getLaw()).isEqualTo("none");
            assertThat(found.getGuard()).isSameAs(found.getOldest());
        });
    }

    @Test
    void parentChange_ofAShipInTheShard_movesNothing() throws Exception {
        Harbour asian = storeHarbour("Asia");
        Harbour other = storeHarbour("Oceania");
        in(em -> em.find(Ship.class, ship(asian, 1).getId()).setHarbour(em.find(Harbour.class, other.getId())));
        assertThat(unit.log().counts())
                .containsEntry("asia", unit.log().statements("asia").size());
        assertThat(rows("asia", "SHIP")).isEqualTo(6);
    }

    /** Makes a relation between what is to move and what is to stay, which a flush stores, as both are in one shard. */
    private void refuses(String relation, Consumer<Harbour[]> relate) throws Exception {
        Harbour moving = storeHarbour("Asia");
        Harbour staying = storeHarbour("Oceania");
        in(em -> relate.accept(
                new Harbour[] {em.find(Harbour.class, moving.getId()), em.find(Harbour.class, staying.getId())}));
        Map<String, Integer> before = rows("asia");
        assertThatThrownBy(() -> in(em -> {
                    em.find(Harbour.class, moving.getId()).setContinent("Europe");
                    em.flush();
                }))
                .hasStackTraceContaining("MERIDIAN-097 Cannot move Harbour from the shard asia to europe: by "
                        + relation + " a row that moves is related to one that stays.");
        Transactions.end();
        assertThat(rows("asia")).isEqualTo(before);
        assertThat(rows("europe")).isEqualTo(NOTHING);
    }

    @Test
    void keyChange_withAForeignKeyToWhatStays_isRefused() throws Exception {
        refuses("Ship.leader", both -> ship(both[0], 1).setLeader(ship(both[1], 1)));
    }

    @Test
    void keyChange_withAForeignKeyFromWhatStays_isRefused() throws Exception {
        refuses("Ship.leader", both -> ship(both[1], 1).setLeader(ship(both[0], 1)));
    }

    @Test
    void keyChange_ofARootWithAForeignKeyToWhatStays_isRefused() throws Exception {
        refuses("Harbour.oldest", both -> both[0].setOldest(ship(both[1], 1)));
    }

    @Test
    void keyChange_withAJoinTableToWhatStays_isRefused() throws Exception {
        refuses("Ship.friends", both -> ship(both[0], 1).getFriends().add(ship(both[1], 1)));
    }

    @Test
    void keyChange_withAJoinTableFromWhatStays_isRefused() throws Exception {
        refuses("Harbour.guests", both -> both[1].getGuests().add(ship(both[0], 1)));
    }

    @Test
    void keyChange_withAColumnOfWhatStays_isRefused() throws Exception {
        refuses("Harbour.berthed", both -> both[0].getBerthed().add(ship(both[1], 1)));
    }

    @Test
    void keyChange_withAColumnForWhatStays_isRefused() throws Exception {
        refuses("Harbour.berthed", both -> both[1].getBerthed().add(ship(both[0], 1)));
    }

    @Test
    void keyChange_whenTheRelationIsRemovedAndFlushed_moves() throws Exception {
        Harbour moving = storeHarbour("Asia");
        Harbour staying = storeHarbour("Oceania");
        in(em -> em.find(Harbour.class, staying.getId())
                .setOldest(em.find(Ship.class, ship(moving, 1).getId())));
        in(em -> {
            em.find(Harbour.class, staying.getId()).setOldest(null);
            em.flush();
            em.find(Harbour.class, moving.getId()).setContinent("Europe");
        });
        assertWhole(moving, "europe");
    }
}
