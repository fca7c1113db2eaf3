package dev.meridian.sharding.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.move.Harbour.Crane;
import dev.meridian.sharding.move.Harbour.FreeHarbour;
import dev.meridian.sharding.move.Ship.Tanker;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Harbours with ships, whose rows are in several tables and related in several ways. */
abstract class HarbourScenario extends MoveScenario {

    static final Map<String, Integer> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("HARBOUR", 1),
            Map.entry("HARBOUR_DEPTH", 1),
            Map.entry("FREEHARBOUR", 0),
            Map.entry("YARD", 1),
            Map.entry("HARBOUR_SIGN", 3),
            Map.entry("HARBOUR_CRANE", 2),
            Map.entry("HARBOUR_GUEST", 2),
            Map.entry("HARBOUR_FLAG", 1),
            Map.entry("SHIP", 3),
            Map.entry("TANKER", 1),
            Map.entry("TANKER_PORT", 2),
            Map.entry("SHIP_FRIEND", 2)));

    static final Map<String, Integer> NOTHING =
            new TreeMap<>(ALL.keySet().stream().collect(Collectors.toMap(table -> table, table -> 0)));

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {
            Harbour.class, FreeHarbour.class, Yard.class, Ship.class, Tanker.class, Crane.class, Flag.class
        };
    }

    @Override
    String[] emptying() {
        return new String[] {
            "DELETE FROM HARBOUR_GUEST",
            "DELETE FROM HARBOUR_FLAG",
            "DELETE FROM HARBOUR_SIGN",
            "DELETE FROM HARBOUR_CRANE",
            "DELETE FROM TANKER_PORT",
            "DELETE FROM SHIP_FRIEND",
            "UPDATE HARBOUR SET OLDEST_ID = NULL",
            "DELETE FROM FREEHARBOUR",
            "UPDATE SHIP SET LEADER_ID = NULL, BERTH_ID = NULL",
            "DELETE FROM TANKER",
            "DELETE FROM SHIP",
            "DELETE FROM YARD",
            "DELETE FROM HARBOUR_DEPTH",
            "DELETE FROM HARBOUR",
            "DELETE FROM FLAG"
        };
    }

    /** A harbour with three ships; the first is led by the last, which comes later in each order. */
    Harbour storeHarbour(String continent) throws Exception {
        return store(new Harbour(continent, 20));
    }

    /** The same, of whatever kind. */
    <T extends Harbour> T store(T harbour) throws Exception {
        in(em -> {
            if (em.find(Flag.class, "blue") == null) {
                em.persist(new Flag("blue"));
            }
            fill(harbour, em);
            em.persist(harbour);
        });
        unit.emf().getCache().evictAll();
        unit.log().clear();
        return harbour;
    }

    private static void fill(Harbour harbour, EntityManager em) {
        harbour.getSigns().addAll(List.of("slow", "slow", "stop"));
        harbour.getCranes().putAll(Map.of("north", new Crane(10, "a"), "south", new Crane(20, "b")));
        harbour.getFlags().add(em.find(Flag.class, "blue"));
        Ship one = harbour.add(new Ship("one"));
        Tanker two = harbour.add(new Tanker("two", 500, "Rotterdam", "Busan"));
        Ship three = harbour.add(new Ship("three"));
        harbour.setOldest(three);
        harbour.getBerthed().add(two);
        harbour.getGuests().addAll(List.of(one, two));
        one.setLeader(three);
        three.setLeader(one);
        two.setLeader(two);
        two.getFriends().addAll(List.of(one, three));
    }

    static void assertHas(Harbour harbour) {
        assertThat(harbour.getDepth()).isEqualTo(20);
        assertThat(harbour.getSigns()).containsExactlyInAnyOrder("slow", "slow", "stop");
        assertThat(harbour.getCranes())
                .containsOnly(Map.entry("north", new Crane(10, "a")), Map.entry("south", new Crane(20, "b")));
        assertThat(harbour.getFlags()).extracting(Flag::getName).containsExactly("blue");
        assertThat(harbour.getShips()).extracting(Ship::getName).containsExactlyInAnyOrder("one", "two", "three");
        assertThat(harbour.getGuests()).extracting(Ship::getName).containsExactlyInAnyOrder("one", "two");
        Ship three = Objects.requireNonNull(harbour.getOldest());
        Ship one = Objects.requireNonNull(three.getLeader());
        assertThat(one.getLeader()).isSameAs(three);
        assertThat(one.getFollowers()).containsExactly(three);
        Tanker two = (Tanker) harbour.getBerthed().iterator().next();
        assertThat(two.getLeader()).isSameAs(two);
        assertThat(two.getVolume()).isEqualTo(500);
        assertThat(two.getPorts()).containsExactly("Rotterdam", "Busan");
        assertThat(two.getFriends()).containsExactlyInAnyOrder(one, three);
        assertThat(List.of(one, two, three))
                .allSatisfy(ship -> assertThat(ship.getHarbour()).isSameAs(harbour))
                .allSatisfy(ship -> assertThat(ship.getYard()).isSameAs(harbour.getYard()));
    }

    /** The whole harbour is there and has kept what it had. */
    void assertWhole(Harbour harbour, String shard) throws Exception {
        unit.emf().getCache().evictAll();
        in(em -> {
            Harbour found = em.find(Harbour.class, harbour.getId());
            assertThat(Sharding.of(em).shardOf(found)).isEqualTo(shard);
            assertHas(found);
        });
        assertThat(rows(shard)).isEqualTo(ALL);
    }

    /** How many rows each table has in a shard. */
    Map<String, Integer> rows(String shard) {
        return new TreeMap<>(
                ALL.keySet().stream().collect(Collectors.toMap(table -> table, table -> rows(shard, table))));
    }

    static Ship ship(Harbour harbour, int number) {
        return harbour.getShips().get(number - 1);
    }
}
