package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Roots and co-located entities that inherit from one another, in one table; subclasses of it choose other tables. */
@Tag("weaving")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InheritanceTest {

    @Entity(name = "Vehicle")
    @Inheritance
    @DiscriminatorColumn(name = "KIND")
    @Partitioned("VehicleByContinent")
    @ValuePartitioning(
            name = "VehicleByContinent",
            partitionColumn = @Column(name = "CONTINENT"),
            partitions = {
                @ValuePartition(value = "Asia", connectionPool = "asia"),
                @ValuePartition(value = "Oceania", connectionPool = "asia"),
                @ValuePartition(value = "Europe", connectionPool = "europe"),
                @ValuePartition(value = "North America", connectionPool = "north_america"),
                @ValuePartition(value = "South America", connectionPool = "south_america")
            })
    static class Vehicle {
        @Id
        long id;

        @Version
        int version;

        String continent;
        String name;
        int weight;

        @OneToMany(mappedBy = "vehicle", cascade = CascadeType.ALL)
        List<Trip> trips = new ArrayList<>();

        protected Vehicle() {}

        Vehicle(long id, String continent, String name, int weight) {
            this.id = id;
            this.continent = continent;
            this.name = name;
            this.weight = weight;
        }

        Vehicle trip(Trip trip) {
            trip.vehicle = this;
            trips.add(trip);
            return this;
        }

        Collection<Trip> trips() {
            return trips;
        }

        // Set by the entity itself, which is what weaving sees.
        void setContinent(String continent) {
            this.continent = continent;
        }

        void setName(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return getClass().getSimpleName() + " " + id + " " + name + " " + continent + " " + weight;
        }
    }

    @Entity(name = "Car")
    static class Car extends Vehicle {
        Integer doors;

        protected Car() {}

        Car(long id, String continent, String name, int weight, int doors) {
            super(id, continent, name, weight);
            this.doors = doors;
        }

        void setDoors(int doors) {
            this.doors = doors;
        }

        @Override
        public String toString() {
            return super.toString() + " doors " + doors;
        }
    }

    @Entity(name = "Racer")
    static class Racer extends Car {
        Integer speed;

        protected Racer() {}

        Racer(long id, String continent, String name, int weight, int doors, int speed) {
            super(id, continent, name, weight, doors);
            this.speed = speed;
        }

        void setSpeed(int speed) {
            this.speed = speed;
        }

        @Override
        public String toString() {
            return super.toString() + " speed " + speed;
        }
    }

    @Entity(name = "Truck")
    static class Truck extends Vehicle {
        Integer capacity;

        @OneToMany(mappedBy = "truck", cascade = CascadeType.ALL)
        List<Load> loads = new ArrayList<>();

        protected Truck() {}

        Truck(long id, String continent, String name, int weight, int capacity) {
            super(id, continent, name, weight);
            this.capacity = capacity;
        }

        Truck load(Load load) {
            load.truck = this;
            loads.add(load);
            return this;
        }

        @Override
        public String toString() {
            return super.toString() + " capacity " + capacity;
        }
    }

    @Entity(name = "Trip")
    @Inheritance
    @ColocatedWith("vehicle")
    static class Trip {
        @Id
        long id;

        int distance;

        @ManyToOne(fetch = FetchType.LAZY)
        Vehicle vehicle;

        protected Trip() {}

        Trip(long id, int distance) {
            this.id = id;
            this.distance = distance;
        }

        Vehicle vehicle() {
            return vehicle;
        }

        void setVehicle(Vehicle vehicle) {
            this.vehicle = vehicle;
        }

        @Override
        public String toString() {
            return getClass().getSimpleName() + " " + id + " " + distance;
        }
    }

    @Entity(name = "LongTrip")
    static class LongTrip extends Trip {
        Integer days;

        protected LongTrip() {}

        LongTrip(long id, int distance, int days) {
            super(id, distance);
            this.days = days;
        }

        @Override
        public String toString() {
            return super.toString() + " days " + days;
        }
    }

    /** With an entity that inherits. */
    @Entity(name = "Load")
    @ColocatedWith("truck")
    static class Load {
        @Id
        long id;

        String goods;

        @ManyToOne(fetch = FetchType.LAZY)
        Truck truck;

        protected Load() {}

        Load(long id, String goods) {
            this.id = id;
            this.goods = goods;
        }

        Truck truck() {
            return truck;
        }

        @Override
        public String toString() {
            return "Load " + id + " " + goods;
        }
    }

    static final Class<?>[] ENTITIES = {
        Vehicle.class, Car.class, Racer.class, Truck.class, Trip.class, LongTrip.class, Load.class
    };

    private static final Map<String, Integer> ONCE_EVERYWHERE =
            Map.of("north_america", 1, "asia", 1, "europe", 1, "south_america", 1);

    BesideOneDatabase both;

    DatabaseKind kind() {
        return DatabaseKind.DERBY;
    }

    ShardedUnit.Builder configure(ShardedUnit.Builder builder) {
        return builder;
    }

    @BeforeAll
    void store() {
        both = new BesideOneDatabase(kind(), this::configure, ENTITIES);
        both.write(em -> vehicles().forEach(em::persist));
    }

    static Stream<Vehicle> vehicles() {
        return Stream.of(
                new Vehicle(1, "Asia", "cart", 100).trip(new Trip(11, 5)),
                new Car(2, "Asia", "kei", 700, 3).trip(new Trip(21, 30)).trip(new LongTrip(22, 900, 3)),
                new Racer(3, "Europe", "one", 600, 0, 350).trip(new LongTrip(31, 305, 1)),
                new Car(4, "Europe", "mini", 1100, 3).trip(new Trip(41, 12)),
                new Truck(5, "Europe", "lorry", 9000, 12)
                        .load(new Load(51, "wood"))
                        .load(new Load(52, "tar"))
                        .trip(new LongTrip(53, 1800, 4)),
                new Truck(6, "North America", "pickup", 2500, 1).load(new Load(61, "wood")),
                new Car(7, "North America", "sedan", 1800, 5).trip(new Trip(71, 12)),
                new Racer(8, "South America", "stock", 1500, 2, 300),
                new Vehicle(9, "South America", "bike", 10));
    }

    @AfterAll
    void close() {
        if (both != null) {
            both.close();
        }
    }

    /** What each shard answers by one statement. */
    static Stream<String> queries() {
        return Stream.of(
                "SELECT v FROM Vehicle v",
                "SELECT c FROM Car c",
                "SELECT r FROM Racer r WHERE r.speed > 310",
                "SELECT v FROM Vehicle v ORDER BY v.weight DESC",
                "SELECT c FROM Car c ORDER BY c.doors, c.weight",
                "SELECT c.name, c.doors FROM Car c WHERE c.doors > 2 ORDER BY c.name",
                "SELECT v FROM Vehicle v WHERE TYPE(v) = Car",
                "SELECT v FROM Vehicle v WHERE TYPE(v) IN (Car, Truck) ORDER BY v.name",
                "SELECT v FROM Vehicle v WHERE TYPE(v) <> Car",
                "SELECT TYPE(v), v.name FROM Vehicle v ORDER BY v.name",
                "SELECT TYPE(v), COUNT(v), SUM(v.weight) FROM Vehicle v GROUP BY TYPE(v)",
                "SELECT TYPE(v), MAX(v.weight) FROM Vehicle v GROUP BY TYPE(v) ORDER BY MAX(v.weight)",
                "SELECT DISTINCT TYPE(v) FROM Vehicle v",
                "SELECT v.name FROM Vehicle v ORDER BY TYPE(v), v.name",
                "SELECT v FROM Vehicle v WHERE TREAT(v AS Car).doors = 3",
                "SELECT v FROM Vehicle v WHERE TREAT(v AS Car).doors = 3 OR TREAT(v AS Truck).capacity > 5",
                "SELECT c.doors, COUNT(c) FROM Car c GROUP BY c.doors HAVING COUNT(c) > 1",
                "SELECT COUNT(v), MIN(v.name), AVG(v.weight) FROM Vehicle v",
                "SELECT COUNT(c) FROM Car c",
                "SELECT COUNT(DISTINCT t.vehicle) FROM Trip t",
                "SELECT t FROM Trip t WHERE t.vehicle.weight > 600 ORDER BY t.distance, t.id",
                "SELECT t FROM LongTrip t ORDER BY t.days",
                "SELECT t, t.vehicle FROM Trip t",
                "SELECT t FROM Trip t JOIN FETCH t.vehicle",
                "SELECT t.vehicle.name, SUM(t.distance) FROM Trip t GROUP BY t.vehicle.name ORDER BY SUM(t.distance), t.vehicle.name",
                "SELECT v, t.id FROM Vehicle v LEFT JOIN v.trips t",
                "SELECT DISTINCT v FROM Vehicle v LEFT JOIN FETCH v.trips",
                "SELECT c FROM Trip t JOIN TREAT(t.vehicle AS Car) c WHERE c.doors = 3",
                "SELECT DISTINCT c FROM Trip t JOIN TREAT(t.vehicle AS Car) c",
                "SELECT l FROM Load l WHERE l.truck.capacity > 1 ORDER BY l.goods",
                "SELECT l.goods, COUNT(l), MAX(l.truck.weight) FROM Load l GROUP BY l.goods",
                "SELECT c FROM Car c WHERE EXISTS (SELECT t FROM LongTrip t WHERE t.vehicle = c)",
                "SELECT v FROM Vehicle v WHERE SIZE(v.trips) > 1",
                "SELECT v FROM Vehicle v WHERE v.trips IS EMPTY",
                "SELECT t FROM Trip t WHERE TYPE(t.vehicle) = Truck",
                "SELECT c.name FROM Car c UNION SELECT t.name FROM Truck t");
    }

    @ParameterizedTest
    @MethodSource("queries")
    void query_overAllShards_isAnsweredAsByOneDatabase(String jpql) {
        // The first time the database may be asked how it sorts the texts of a column.
        both.ask(jpql);
        assertThat(both.ask(jpql)).isNotEmpty();
        if (loadsMore(jpql)) {
            assertThat(both.counts()).containsOnlyKeys(ShardedUnit.SHARDS);
        } else {
            assertThat(both.counts()).isEqualTo(jpql.contains("UNION") ? twiceEverywhere() : ONCE_EVERYWHERE);
        }
    }

    // The parents of co-located entities are fetched at once if they are not woven.
    private static boolean loadsMore(String jpql) {
        return !Boolean.getBoolean("meridian.test.weaving")
                && jpql.matches("SELECT [tl]( |,).*")
                && !jpql.contains("FETCH");
    }

    private static Map<String, Integer> twiceEverywhere() {
        return Map.of("north_america", 2, "asia", 2, "europe", 2, "south_america", 2);
    }

    /** What the conditions narrow to one shard, Asia. */
    static Stream<String> narrowed() {
        return Stream.of(
                "SELECT v FROM Vehicle v WHERE v.continent = 'Asia'",
                "SELECT c FROM Car c WHERE c.continent = 'Asia' AND c.doors = 3",
                "SELECT COUNT(r) FROM Racer r WHERE r.continent IN ('Asia', 'Oceania')",
                "SELECT v FROM Vehicle v WHERE v.continent = 'Asia' AND TYPE(v) = Car",
                "SELECT v FROM Vehicle v WHERE v.continent = 'Asia' AND TREAT(v AS Car).doors = 3",
                "SELECT t.days FROM LongTrip t WHERE t.vehicle.continent = 'Asia'",
                "SELECT c, t.id FROM Car c JOIN c.trips t WHERE c.continent = 'Asia'",
                "SELECT l.goods FROM Load l WHERE l.truck.continent = 'Asia'");
    }

    @ParameterizedTest
    @MethodSource("narrowed")
    void inheritedKey_narrowsTheSubclassesQueries(String jpql) {
        both.ask(jpql);
        assertThat(both.counts()).isEqualTo(Map.of("asia", 1));
    }

    @Test
    void window_overSubclasses_isCutOverAllShards() {
        List<String> page = both.tryOut(em -> em
                .createQuery("SELECT c FROM Car c ORDER BY c.weight", Car.class)
                .setFirstResult(1)
                .setMaxResults(3)
                .getResultList()
                .stream()
                .map(String::valueOf)
                .toList());
        assertThat(page).hasSize(3).first().asString().startsWith("Car 2");
        assertThat(both.counts()).isEqualTo(ONCE_EVERYWHERE);
    }

    @Test
    void find_ofTheParentClass_bringsTheSubclass() {
        both.tryOut(em -> List.of(em.find(Vehicle.class, 3L), em.find(Car.class, 3L), em.find(Racer.class, 3L)));
        both.tryOut(em -> em.find(Truck.class, 3L));
        both.tryOut(em -> {
            em.find(Vehicle.class, 3L);
            return em.find(Truck.class, 3L);
        });
    }

    @Test
    void find_bySharded_asksOneShardForAllClasses() {
        both.forget();
        try (var em = both.sharded().emf().createEntityManager()) {
            Vehicle found = em.find(Vehicle.class, ShardedKey.of("europe", 4L));
            assertThat(found).hasToString("Car 4 mini Europe 1100 doors 3");
            assertThat(Sharding.of(em).shardOf(found)).isEqualTo("europe");
            assertThat(Sharding.of(em).keyOf(found)).isEqualTo(ShardedKey.of("europe", 4L));
            assertThat(em.find(Car.class, ShardedKey.of("europe", 4L))).isSameAs(found);
            assertThat(em.find(Vehicle.class, 4L))
                    .as("shard-local ids may be elsewhere too")
                    .isSameAs(found);
        }
        assertThat(both.sharded().log().count("asia")).isEqualTo(1);
    }

    @Test
    void lazyLoads_stayInTheShard() {
        both.tryOut(em -> em.find(Trip.class, 53L).vehicle());
        assertThat(both.sharded().log().statements("asia")).hasSize(1);
        both.tryOut(em -> em.find(Load.class, 61L).truck());
        assertThat(both.sharded().log().statements("asia")).hasSize(1);
        both.tryOut(em -> List.copyOf(em.find(Vehicle.class, 2L).trips()));
        assertThat(both.sharded().log().statements("europe")).hasSize(1);
    }

    @Test
    void rows_areInTheShardOfTheInheritedKey() {
        assertThat(both.shardsOf("VEHICLE", "CONTINENT = 'Asia'")).containsExactly("asia", "asia");
        assertThat(both.shardsOf("VEHICLE", "ID IN (3, 4, 5)")).containsExactly("europe", "europe", "europe");
        assertThat(both.shardsOf("LOAD", "GOODS = 'wood'")).containsExactly("north_america", "europe");
    }

    @Test
    void changes_ofSubclasses_stayInTheShard() {
        both.tryOut(em -> {
            Racer racer = (Racer) em.find(Vehicle.class, 3L);
            racer.setSpeed(360);
            racer.setName("two");
            em.flush();
            em.clear();
            return em.find(Car.class, 3L) + " " + em.find(Car.class, 3L).version;
        });
        both.tryOut(em -> {
            em.remove(em.find(Truck.class, 5L));
            em.flush();
            return texts(em, "SELECT v FROM Vehicle v ORDER BY v.id", "SELECT l FROM Load l ORDER BY l.id");
        });
        both.tryOut(em -> {
            em.persist(new Racer(20, "Asia", "new", 1, 2, 3).trip(new LongTrip(200, 1, 1)));
            em.flush();
            em.clear();
            return texts(em, "SELECT c FROM Car c ORDER BY c.id", "SELECT t FROM LongTrip t ORDER BY t.id");
        });
        both.tryOut(em -> {
            Car copy = new Car(4, "Europe", "maxi", 1, 2);
            copy.version = 1;
            Car merged = em.merge(copy);
            em.flush();
            em.clear();
            return em.find(Vehicle.class, merged.id);
        });
    }

    @Test
    void change_thatWouldMoveASubclass_isRefused() {
        assertThatThrownBy(() -> inShards(em -> em.find(Car.class, 2L).setContinent("Europe")))
                .hasStackTraceContaining("MERIDIAN-014 Cannot update");
        assertThatThrownBy(() -> inShards(em -> em.find(LongTrip.class, 22L).setVehicle(em.find(Vehicle.class, 3L))))
                .hasStackTraceContaining("MERIDIAN-015 Cannot update");
        assertThatThrownBy(() -> inShards(em -> em.persist(new Car(99, null, "none", 1, 1))))
                .hasStackTraceContaining("MERIDIAN-011 Cannot persist Car: its shard key continent is null");
        assertThatThrownBy(() -> inShards(em -> em.persist(new LongTrip(99, 1, 1))))
                .hasStackTraceContaining("MERIDIAN-012 Cannot persist LongTrip: its vehicle is null");
        assertThatThrownBy(() -> inShards(em ->
                        em.createQuery("UPDATE Car c SET c.continent = 'Asia'").executeUpdate()))
                .hasStackTraceContaining("MERIDIAN-024");
    }

    private void inShards(Consumer<EntityManager> work) {
        try (var em = both.sharded().emf().createEntityManager()) {
            em.getTransaction().begin();
            work.accept(em);
            try {
                em.getTransaction().commit();
            } finally {
                if (em.getTransaction().isActive()) {
                    em.getTransaction().rollback();
                }
            }
        }
    }

    private static List<String> texts(EntityManager em, String... queries) {
        return Stream.of(queries)
                .flatMap(query -> ((List<?>) em.createQuery(query).getResultList()).stream())
                .map(String::valueOf)
                .toList();
    }

    @Test
    void bulkStatement_countsAllShards() {
        String after = "SELECT v FROM Vehicle v ORDER BY v.id";
        both.execute("UPDATE Vehicle v SET v.weight = v.weight + 1 WHERE v.weight > 1000", after);
        both.execute("UPDATE Car c SET c.name = 'x', c.doors = 9 WHERE c.doors = 3", after);
        both.execute("UPDATE Racer r SET r.name = 'y'", after);
        both.execute("DELETE FROM LongTrip t WHERE t.days > 1", "SELECT t FROM Trip t ORDER BY t.id");
        both.execute("DELETE FROM Trip t", "SELECT t FROM Trip t ORDER BY t.id");
        both.execute("DELETE FROM Load l WHERE l.truck.capacity > 1", "SELECT l FROM Load l ORDER BY l.id");
        both.execute(
                "UPDATE Trip t SET t.distance = 0 WHERE t.vehicle.continent = 'Asia'",
                "SELECT t FROM Trip t ORDER BY t.id");
    }

    @Test
    void bulkStatement_byTheKey_goesToOneShard() {
        both.execute(
                "UPDATE Car c SET c.doors = 4 WHERE c.continent = 'Asia'", "SELECT v FROM Vehicle v ORDER BY v.id");
        assertThat(both.sharded().log().statements("europe")).noneMatch(sql -> sql.startsWith("UPDATE"));
        assertThat(both.sharded().log().statements("asia")).anyMatch(sql -> sql.startsWith("UPDATE"));
    }
}
