package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.TableGenerator;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roots and co-located entities whose attributes are spread over several tables. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecondaryTableTest {

    @Entity(name = "Hotel")
    @SecondaryTable(name = "HOTEL_PLACE", pkJoinColumns = @PrimaryKeyJoinColumn(name = "HOTEL"))
    @SecondaryTable(name = "HOTEL_TEXT")
    @Partitioned("HotelByContinent")
    @ValuePartitioning(
            name = "HotelByContinent",
            partitionColumn = @Column(name = "CONTINENT"),
            partitions = {
                @ValuePartition(value = "Asia", connectionPool = "asia"),
                @ValuePartition(value = "Europe", connectionPool = "europe"),
                @ValuePartition(value = "North America", connectionPool = "north_america"),
                @ValuePartition(value = "South America", connectionPool = "south_america")
            })
    static class Hotel {
        @Id
        @GeneratedValue(generator = "hotels")
        @TableGenerator(name = "hotels", allocationSize = 10)
        long id;

        @Version
        int version;

        String name;
        String continent;

        @Column(table = "HOTEL_PLACE")
        String city;

        @Column(table = "HOTEL_PLACE")
        int floors;

        @Column(table = "HOTEL_TEXT")
        String praise;

        @OneToMany(mappedBy = "hotel", cascade = CascadeType.ALL)
        List<Room> rooms = new ArrayList<>();

        protected Hotel() {}

        Hotel(String name, String continent, String city, int floors, String praise) {
            this.name = name;
            this.continent = continent;
            this.city = city;
            this.floors = floors;
            this.praise = praise;
        }

        Hotel room(String number, int beds) {
            Room room = new Room();
            room.number = number;
            room.beds = beds;
            room.hotel = this;
            rooms.add(room);
            return this;
        }

        @Override
        public String toString() {
            return name + " " + continent + " " + city + " " + floors + " " + praise;
        }
    }

    /** With the way to its parent in the second table, and ids that repeat. */
    @Entity(name = "Room")
    @SecondaryTable(name = "ROOM_BEDS")
    @ColocatedWith("hotel")
    static class Room {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        long id;

        @Column(name = "NR")
        String number;

        @Column(table = "ROOM_BEDS")
        int beds;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "HOTEL_ID", table = "ROOM_BEDS")
        Hotel hotel;

        @Override
        public String toString() {
            return "room " + number + " " + beds;
        }
    }

    @Entity(name = "Misplaced")
    @SecondaryTable(name = "ELSEWHERE")
    @Partitioned("HotelByContinent")
    static class Misplaced {
        @Id
        long id;

        @Column(table = "ELSEWHERE")
        String continent;
    }

    private static final Map<String, Integer> ONCE_EVERYWHERE =
            Map.of("north_america", 1, "asia", 1, "europe", 1, "south_america", 1);

    private BesideOneDatabase both;

    DatabaseKind kind() {
        return DatabaseKind.DERBY;
    }

    @BeforeAll
    void store() {
        both = new BesideOneDatabase(kind(), Hotel.class, Room.class);
        both.write(em -> Stream.of(
                        new Hotel("Tawaraya", "Asia", "Kyoto", 2, "quiet")
                                .room("1", 2)
                                .room("2", 3),
                        new Hotel("Fairfield", "Asia", "Kyoto", 9, null).room("101", 1),
                        new Hotel("Ritz", "Europe", "Paris", 6, "grand").room("1", 2),
                        new Hotel("Sacher", "Europe", "Vienna", 5, "sweet").room("12", 4),
                        new Hotel("Plaza", "North America", "New York", 20, "grand").room("1", 2),
                        new Hotel("Alvear", "South America", "Buenos Aires", 11, "grand"))
                .forEach(em::persist));
    }

    @AfterAll
    void close() {
        if (both != null) {
            both.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT h FROM Hotel h",
                "SELECT h FROM Hotel h WHERE h.floors > 5 ORDER BY h.city, h.name",
                "SELECT h.praise, COUNT(h), SUM(h.floors) FROM Hotel h GROUP BY h.praise",
                "SELECT h.city, AVG(h.floors) FROM Hotel h GROUP BY h.city ORDER BY h.city",
                "SELECT DISTINCT h.praise FROM Hotel h",
                "SELECT COUNT(h), MAX(h.city) FROM Hotel h WHERE h.praise = 'grand'",
                "SELECT r.number, r.beds FROM Room r ORDER BY r.beds DESC, r.number",
                "SELECT r.number, r.hotel.city FROM Room r WHERE r.hotel.floors < 10",
                "SELECT h.name, COUNT(r) FROM Hotel h LEFT JOIN h.rooms r GROUP BY h.name",
                "SELECT h FROM Hotel h WHERE EXISTS (SELECT r FROM Room r WHERE r.hotel = h AND r.beds > 2)",
                "SELECT DISTINCT h FROM Hotel h JOIN FETCH h.rooms",
            })
    void query_overAllShards_isAnsweredByOneStatementEach(String jpql) {
        // The first time the database may be asked how it sorts the texts of a column.
        both.ask(jpql);
        assertThat(both.ask(jpql)).isNotEmpty();
        assertThat(both.counts()).isEqualTo(ONCE_EVERYWHERE);
    }

    @Test
    void key_narrows_alsoThroughASecondTable() {
        both.ask("SELECT h.city FROM Hotel h WHERE h.continent = 'Asia' AND h.floors > 3");
        assertThat(both.counts()).isEqualTo(Map.of("asia", 1));
        both.ask("SELECT r.number FROM Room r WHERE r.hotel.continent = 'Europe'");
        assertThat(both.counts()).isEqualTo(Map.of("europe", 1));
    }

    @Test
    void key_inASecondTable_isRefused() {
        assertThatThrownBy(() -> ShardedUnit.with(Hotel.class, Room.class, Misplaced.class)
                        .open())
                .hasStackTraceContaining("MERIDIAN-043 The partition column CONTINENT of Misplaced");
    }

    @Test
    void rows_ofAllTables_areInTheShard() {
        assertThat(both.shardsOf("HOTEL_PLACE", "CITY = 'Kyoto'")).containsExactly("asia", "asia");
        assertThat(both.shardsOf("HOTEL_TEXT", "PRAISE = 'sweet'")).containsExactly("europe");
        assertThat(both.shardsOf("ROOM_BEDS", "BEDS > 2")).containsExactly("asia", "europe");
        assertThat(both.shardsOf("HOTEL_PLACE", "1 = 1")).hasSize(6);
    }

    @Test
    void write_toEachTable_staysInTheShard() {
        both.tryOut(em -> {
            Hotel ritz = hotel(em, "Ritz");
            ritz.floors = 7;
            ritz.praise = "grander";
            ritz.rooms.get(0).beds = 1;
            em.flush();
            em.clear();
            return List.of(hotel(em, "Ritz"), hotel(em, "Ritz").rooms);
        });
        assertThat(both.sharded().log().statements("europe"))
                .filteredOn(sql -> sql.startsWith("UPDATE"))
                .hasSize(4);
        both.tryOut(em -> {
            em.remove(hotel(em, "Tawaraya"));
            em.flush();
            return em.createQuery("SELECT r.number, r.beds FROM Room r ORDER BY r.number, r.beds")
                    .getResultList();
        });
        assertThat(both.sharded().log().statements("europe")).noneMatch(sql -> sql.startsWith("DELETE"));
        both.tryOut(em -> {
            em.persist(new Hotel("Raffles", "Asia", "Singapore", 3, null).room("1", 1));
            em.flush();
            em.clear();
            return List.of(hotel(em, "Raffles"), hotel(em, "Raffles").rooms);
        });
    }

    private static Hotel hotel(EntityManager em, String name) {
        return em.createQuery("SELECT h FROM Hotel h WHERE h.name = ?1", Hotel.class)
                .setParameter(1, name)
                .getSingleResult();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE Hotel h SET h.floors = h.floors + 1",
                "UPDATE Hotel h SET h.floors = 1, h.praise = 'low', h.name = 'x' WHERE h.floors > 5",
                "UPDATE Hotel h SET h.praise = h.city WHERE h.praise = 'grand'",
                "UPDATE Hotel h SET h.praise = h.city, h.city = h.praise WHERE h.continent = 'Asia'",
                "UPDATE Hotel h SET h.praise = h.city, h.city = h.name, h.name = h.praise WHERE h.floors > 3",
                "UPDATE Hotel h SET h.floors = 0 WHERE h.name = 'Nowhere'",
                "UPDATE Hotel h SET h.floors = 0 WHERE h.continent = 'Atlantis'",
            })
    void bulkUpdate_ofSeveralTables_countsAllShards(String jpql) {
        both.execute(jpql, "SELECT h FROM Hotel h ORDER BY h.id");
        // Temporary tables of the first time are there at the second.
        both.execute(jpql, "SELECT h FROM Hotel h ORDER BY h.id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM Room r",
                "DELETE FROM Room r WHERE r.beds > 1",
                "DELETE FROM Room r WHERE r.hotel.floors > 5",
                "DELETE FROM Room r WHERE r.hotel.continent = 'Asia'",
                "DELETE FROM Room r WHERE r.number = '1'",
            })
    void bulkDelete_ofSeveralTables_countsAllShards(String jpql) {
        both.execute(jpql, "SELECT r.number, r.beds FROM Room r ORDER BY r.number, r.beds");
        assertThat(both.sharded().log().statements("europe").stream().anyMatch(sql -> sql.startsWith("DELETE")))
                .isEqualTo(!jpql.contains("continent"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM Room r WHERE r.beds > (SELECT AVG(s.beds) FROM Room s)",
                "UPDATE Room r SET r.beds = 9, r.number = '9' WHERE r.number IN (SELECT h.praise FROM Hotel h)",
            })
    void bulkStatement_ofSeveralTables_withASubqueryOfAllShards_isRefused(String jpql) {
        assertThatThrownBy(() -> both.execute(jpql, "SELECT r.number FROM Room r"))
                .hasMessageContaining("MERIDIAN-020")
                .hasMessageContaining("it is a bulk statement that takes several statements");
        assertThat(both.sharded().log().all()).isEmpty();
    }
}
