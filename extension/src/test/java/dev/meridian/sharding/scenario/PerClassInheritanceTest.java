package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.scenario.InheritanceTest.Car;
import dev.meridian.sharding.scenario.InheritanceTest.Load;
import dev.meridian.sharding.scenario.InheritanceTest.LongTrip;
import dev.meridian.sharding.scenario.InheritanceTest.Racer;
import dev.meridian.sharding.scenario.InheritanceTest.Trip;
import dev.meridian.sharding.scenario.InheritanceTest.Truck;
import dev.meridian.sharding.scenario.InheritanceTest.Vehicle;
import dev.meridian.sharding.testkit.DatabaseKind;
import jakarta.persistence.EntityGraph;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.DescriptorEvent;
import org.eclipse.persistence.descriptors.DescriptorEventAdapter;
import org.eclipse.persistence.queries.ReadAllQuery;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.UnitOfWork;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The families of {@link InheritanceTest} with a table for each class that has all its columns. Of a parent class EclipseLink
 * itself asks class by class: what it answers wrongly is refused.
 */
@Tag("weaving")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PerClassInheritanceTest {

    BesideOneDatabase both;

    DatabaseKind kind() {
        return DatabaseKind.DERBY;
    }

    @BeforeAll
    void store() {
        both = new BesideOneDatabase(
                kind(), builder -> builder.mappingFiles("META-INF/per-class-orm.xml"), InheritanceTest.ENTITIES);
        both.write(em -> InheritanceTest.vehicles().forEach(em::persist));
    }

    @AfterAll
    void close() {
        if (both != null) {
            both.close();
        }
    }

    /** Over a class that nothing inherits from. */
    static Stream<String> ofOneClass() {
        return Stream.of(
                "SELECT r FROM Racer r WHERE r.speed > 310",
                "SELECT k FROM Truck k ORDER BY k.capacity",
                "SELECT r.name, r.doors FROM Racer r WHERE r.doors > 1 ORDER BY r.name",
                "SELECT COUNT(r), MIN(r.name), AVG(r.weight) FROM Racer r",
                "SELECT COUNT(DISTINCT r) FROM Racer r",
                "SELECT r.doors, COUNT(r) FROM Racer r GROUP BY r.doors HAVING COUNT(r) > 0",
                "SELECT t.days, COUNT(t), SUM(t.distance) FROM LongTrip t GROUP BY t.days",
                "SELECT t.days FROM LongTrip t ORDER BY t.days",
                "SELECT t.id FROM LongTrip t WHERE t.vehicle.id = 5",
                "SELECT t.id FROM LongTrip t WHERE t.vehicle IS NOT NULL",
                "SELECT l.id FROM Load l WHERE l.truck.capacity > 1 ORDER BY l.goods",
                "SELECT l.goods, COUNT(l), MAX(l.truck.weight) FROM Load l GROUP BY l.goods",
                "SELECT l.id, l.truck FROM Load l",
                "SELECT l FROM Load l JOIN FETCH l.truck",
                "SELECT COUNT(DISTINCT l.truck) FROM Load l",
                "SELECT k, COUNT(l) FROM Truck k LEFT JOIN k.loads l GROUP BY k",
                "SELECT k FROM Truck k LEFT JOIN FETCH k.loads ORDER BY k.id",
                "SELECT k FROM Truck k WHERE SIZE(k.loads) > 1",
                "SELECT k FROM Truck k WHERE k.loads IS EMPTY OR k.capacity = 12",
                "SELECT k FROM Truck k WHERE EXISTS (SELECT l FROM Load l WHERE l.truck = k AND l.goods = 'tar')");
    }

    @ParameterizedTest
    @MethodSource("ofOneClass")
    void query_ofOneClass_isOneStatementAShard(String jpql) {
        // The first time the database may be asked how it sorts the texts of a column.
        both.ask(jpql);
        assertThat(both.ask(jpql)).isNotEmpty();
        assertThat(both.counts()).isEqualTo(everywhere(1));
    }

    /** Over a parent class, whose classes are asked one by one. */
    static Stream<String> ofSeveralClasses() {
        return Stream.of(
                "SELECT v FROM Vehicle v",
                "SELECT DISTINCT v FROM Vehicle v",
                "SELECT v FROM Vehicle v WHERE v.weight > 600 AND v.name <> 'mini'",
                "SELECT v FROM Vehicle v WHERE v.id IN (1, 3, 5, 7)",
                "SELECT v FROM Vehicle v WHERE v.name LIKE '%r%' OR v.version > 5",
                "SELECT v FROM Vehicle v WHERE UPPER(v.name) IN ('KEI', 'ONE', 'BIKE')");
    }

    @ParameterizedTest
    @MethodSource("ofSeveralClasses")
    void query_ofAParentClass_isOneStatementAClassAndShard(String jpql) {
        assertThat(both.ask(jpql)).isNotEmpty();
        assertThat(both.counts()).isEqualTo(everywhere(4));
    }

    private static Map<String, Integer> everywhere(int statements) {
        return Map.of(
                "north_america", statements, "asia", statements, "europe", statements, "south_america", statements);
    }

    @Test
    void query_ofAParentInTheMiddle_leavesOthersOut() {
        assertThat(both.ask("SELECT c FROM Car c WHERE c.doors < 5")).hasSize(4);
        assertThat(both.counts()).isEqualTo(everywhere(2));
    }

    @Test
    void query_overRelationsToAParent_comparesIds() {
        both.ask("SELECT t FROM Trip t WHERE t.vehicle.id = 2");
        both.ask("SELECT t FROM Trip t WHERE t.vehicle IS NULL");
    }

    /** What the conditions narrow to one shard, Asia. */
    static Stream<String> narrowed() {
        return Stream.of(
                "4 SELECT v FROM Vehicle v WHERE v.continent = 'Asia'",
                "2 SELECT c FROM Car c WHERE c.continent = 'Asia' AND c.doors = 3",
                "1 SELECT COUNT(r) FROM Racer r WHERE r.continent IN ('Asia', 'Oceania')",
                "1 SELECT k.name FROM Truck k WHERE k.continent LIKE 'A%' ORDER BY k.name",
                "1 SELECT l.goods FROM Load l WHERE l.truck.continent = 'Asia'");
    }

    @ParameterizedTest
    @MethodSource("narrowed")
    void key_ofEachClass_narrows(String statementsAndJpql) {
        both.ask(statementsAndJpql.substring(2));
        assertThat(both.counts()).isEqualTo(Map.of("asia", Integer.valueOf(statementsAndJpql.substring(0, 1))));
    }

    /** What EclipseLink answers wrongly, or not at all. */
    static Stream<String> refused() {
        return Stream.of(
                "SELECT v FROM Vehicle v ORDER BY v.weight",
                "SELECT c FROM Car c ORDER BY c.doors",
                "SELECT COUNT(v) FROM Vehicle v",
                "SELECT v.name FROM Vehicle v",
                "SELECT v, v.name FROM Vehicle v WHERE v.continent = 'Asia'",
                "SELECT v.continent, COUNT(v) FROM Vehicle v GROUP BY v.continent",
                "SELECT v FROM Vehicle v WHERE SIZE(v.trips) > 1",
                "SELECT v FROM Vehicle v WHERE v.trips IS EMPTY",
                "SELECT k FROM Truck k WHERE k.weight > (SELECT AVG(c.weight) FROM Car c)",
                "SELECT v FROM Vehicle v JOIN v.trips t WHERE t.distance > 10",
                "SELECT r FROM Racer r JOIN r.trips t WHERE t.distance > 10",
                "SELECT r FROM Racer r LEFT JOIN FETCH r.trips",
                "SELECT v FROM Vehicle v LEFT JOIN FETCH v.trips",
                "SELECT t.id FROM LongTrip t WHERE t.vehicle.name = 'kei'",
                "SELECT t.id FROM LongTrip t WHERE t.vehicle.continent = 'Asia'",
                "SELECT t.vehicle FROM LongTrip t",
                "SELECT t.vehicle.id FROM LongTrip t",
                "SELECT t FROM Trip t JOIN FETCH t.vehicle",
                "SELECT k FROM Truck k WHERE k.weight > (SELECT AVG(v.weight) FROM Vehicle v)",
                "SELECT v FROM Vehicle v WHERE v.weight > (SELECT AVG(w.weight) FROM Vehicle w)",
                "SELECT k FROM Truck k, Vehicle v WHERE k.continent = 'Asia' AND v.continent = 'Asia'",
                "SELECT k.name FROM Truck k UNION SELECT v.name FROM Vehicle v");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void query_thatEclipseLinkAnswersOfOneTable_isRefused(String jpql) {
        try (var em = both.sharded().emf().createEntityManager()) {
            assertThatThrownBy(() -> em.createQuery(jpql).getResultList()).hasStackTraceContaining("MERIDIAN-116");
            assertThat(Sharding.of(em).explain(em.createQuery(jpql)).refusal())
                    .hasValueSatisfying(refusal -> assertThat(refusal).contains("MERIDIAN-116"));
        }
    }

    @Test
    void options_thatEclipseLinkAppliesToOneClass_areRefused() {
        assertRefused(
                em -> em.createQuery("SELECT v FROM Vehicle v").setMaxResults(2).getResultList());
        assertRefused(em ->
                em.createQuery("SELECT v FROM Vehicle v").setFirstResult(2).getResultList());
        assertRefused(em -> em.createQuery("SELECT v FROM Vehicle v WHERE v.continent = 'Asia'")
                .setMaxResults(1)
                .getResultList());
        assertRefused(em -> em.createQuery("SELECT v FROM Vehicle v")
                .setHint("eclipselink.batch", "v.trips")
                .getResultList());
        assertRefused(em -> em.createQuery("SELECT v FROM Vehicle v")
                .setHint("eclipselink.cursor", true)
                .getSingleResult());
        assertRefused(em -> em.createQuery("SELECT v FROM Vehicle v")
                .setHint("eclipselink.query-results-cache", true)
                .getResultList());
        assertRefused(em -> {
            ReadAllQuery query = new ReadAllQuery(Vehicle.class);
            query.conformResultsInUnitOfWork();
            em.unwrap(UnitOfWork.class).executeQuery(query);
        });
        assertRefused(em -> em.createQuery("SELECT v FROM Vehicle v ORDER BY v.name")
                .setHint("eclipselink.partitioning", "asia")
                .getResultList());
        assertRefused(em -> em.createNativeQuery("SELECT * FROM CAR", Vehicle.class)
                .setHint("eclipselink.partitioning", "asia")
                .getResultList());
        assertRefused(em -> em.createQuery("UPDATE Vehicle v SET v.weight = 1").executeUpdate());
        assertRefused(em -> em.createQuery("UPDATE Car c SET c.doors = 1 WHERE c.continent = 'Asia'")
                .executeUpdate());
        assertRefused(em -> em.createQuery("DELETE FROM Trip t").executeUpdate());
        assertRefused(em -> em.createQuery("DELETE FROM LongTrip t WHERE t.vehicle.continent = 'Asia'")
                .executeUpdate());
    }

    private void assertRefused(Consumer<EntityManager> work) {
        assertThatThrownBy(() -> inShards(work)).hasStackTraceContaining("MERIDIAN-116 Cannot run the query over ");
    }

    @Test
    void options_ofOneClass_work() {
        both.tryOut(em -> texts(em.createQuery("SELECT t FROM LongTrip t ORDER BY t.days")
                .setFirstResult(1)
                .setMaxResults(1)
                .getResultList()));
        both.tryOut(em -> em.createQuery("SELECT v FROM Vehicle v WHERE v.name = 'one'")
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getSingleResult());
        both.tryOut(em -> texts(em.createQuery("SELECT v FROM Vehicle v WHERE v.name = 'one'")
                .setHint("eclipselink.read-only", true)
                .getResultList()));
        both.tryOut(em ->
                em.createQuery("SELECT v FROM Vehicle v").getResultStream().count());
        both.tryOut(em -> {
            var builder = em.getCriteriaBuilder();
            var query = builder.createQuery(Vehicle.class);
            var vehicle = query.from(Vehicle.class);
            query.where(builder.gt(vehicle.get("weight"), 5000));
            return em.createQuery(query).getSingleResult();
        });
        assertThat(both.counts()).isEqualTo(everywhere(4));
    }

    @Test
    void nativeQuery_ofOneClass_hasItsObjects() {
        inShards(em -> {
            Query query = em.createNativeQuery("SELECT * FROM RACER", Racer.class)
                    .setHint("eclipselink.partitioning", "europe");
            assertThat(texts(query.getResultList())).containsExactly("Racer 3 one Europe 600 doors 0 speed 350");
        });
    }

    /** Entities whose ids other shards may have too. */
    @Test
    void query_byAnEntity_meansThatOne() {
        for (String condition : List.of("t.vehicle = ?1", "t.vehicle <> ?1", "t.vehicle <> ?1 OR t.distance > 500")) {
            both.tryOut(em ->
                    sorted(em.createQuery("SELECT t FROM LongTrip t WHERE " + condition), em.find(Vehicle.class, 1L)));
        }
        for (String condition : List.of("l.truck = ?1", "l.truck <> ?1", "l.truck <> ?1 OR l.goods = 'tar'")) {
            both.tryOut(
                    em -> sorted(em.createQuery("SELECT l FROM Load l WHERE " + condition), em.find(Truck.class, 5L)));
        }
        both.tryOut(em -> sorted(em.createQuery("SELECT k FROM Truck k WHERE k <> ?1"), em.find(Truck.class, 5L)));
        both.tryOut(em ->
                sorted(em.createQuery("SELECT k FROM Truck k WHERE ?1 MEMBER OF k.loads"), em.find(Load.class, 51L)));
    }

    private static List<String> sorted(Query query, Object parameter) {
        return texts(query.setParameter(1, parameter).getResultList()).stream()
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"IN", "JOIN", "EXISTS"})
    void batch_ofRelationsToAParent_hasAllClasses(String type) {
        both.tryOut(em -> em.createQuery("SELECT k FROM Truck k", Truck.class)
                .setHint("eclipselink.batch", "k.trips")
                .setHint("eclipselink.batch.type", type)
                .getResultStream()
                .map(truck -> truck + " "
                        + truck.trips().stream().map(String::valueOf).sorted().toList())
                .sorted()
                .toList());
        both.tryOut(em -> em.createQuery("SELECT t FROM LongTrip t", LongTrip.class)
                .setHint("eclipselink.batch", "t.vehicle")
                .setHint("eclipselink.batch.type", type)
                .getResultStream()
                .map(trip -> trip + " " + trip.vehicle())
                .sorted()
                .toList());
    }

    @Test
    void hints_ofEachCall_holdForAllClasses() {
        String jpql = "SELECT v FROM Vehicle v WHERE v.weight > 500";
        both.ask(jpql);
        both.forget();
        try (var em = both.sharded().emf().createEntityManager()) {
            assertThat(em.createQuery(jpql, Vehicle.class)
                            .setHint("eclipselink.partitioning", "europe")
                            .getResultList())
                    .hasSize(3);
            assertThat(both.counts()).isEqualTo(Map.of("europe", 4));
            both.sharded().log().clear();
            assertThat(em.createQuery(jpql, Vehicle.class)
                            .setHint("eclipselink.partitioning", "asia")
                            .getResultList())
                    .hasSize(1);
            assertThat(both.counts()).isEqualTo(Map.of("asia", 4));
        }
    }

    @Test
    void entityGraph_ofAParentClass_holdsForAllClasses() {
        assumeTrue(Boolean.getBoolean("meridian.test.weaving"), "EclipseLink wants weaving for it");
        both.tryOut(em -> {
            EntityGraph<Vehicle> graph = em.createEntityGraph(Vehicle.class);
            graph.addAttributeNodes("name");
            return texts(em.createQuery("SELECT v FROM Vehicle v", Vehicle.class)
                            .setHint("jakarta.persistence.fetchgraph", graph)
                            .getResultList())
                    .stream()
                    .sorted()
                    .toList();
        });
        both.tryOut(em -> {
            EntityGraph<Vehicle> graph = em.createEntityGraph(Vehicle.class);
            graph.addAttributeNodes("trips");
            return List.copyOf(em.find(Vehicle.class, 2L, Map.of("jakarta.persistence.loadgraph", graph))
                    .trips());
        });
    }

    @Test
    void find_ofAParentClass_asksClassByClass() {
        both.tryOut(em -> List.of(em.find(Vehicle.class, 3L), em.find(Car.class, 3L), em.find(Racer.class, 3L)));
        both.tryOut(em -> em.find(Truck.class, 3L));
        both.tryOut(em -> em.find(Vehicle.class, 1L));
        both.tryOut(em -> em.find(Vehicle.class, 99L));
        both.tryOut(em -> em.find(Vehicle.class, 5L, LockModeType.PESSIMISTIC_WRITE));
        both.tryOut(em -> {
            em.find(Vehicle.class, 3L);
            return em.find(Truck.class, 3L);
        });
    }

    // Woven, EclipseLink alone makes an empty object of the parent class.
    @Test
    void getReference_ofAParentClass_isOfItsOwnClass() {
        inShards(em -> assertThat(em.getReference(Vehicle.class, 5L)).isInstanceOf(Truck.class));
    }

    @Test
    void find_byShardedKey_asksOneShard() {
        both.forget();
        try (var em = both.sharded().emf().createEntityManager()) {
            Vehicle found = em.find(Vehicle.class, ShardedKey.of("europe", 4L));
            assertThat(found).hasToString("Car 4 mini Europe 1100 doors 3");
            assertThat(Sharding.of(em).shardOf(found)).isEqualTo("europe");
            assertThat(Sharding.of(em).keyOf(found)).isEqualTo(ShardedKey.of("europe", 4L));
            assertThat(both.counts()).containsOnlyKeys("europe");
            both.sharded().log().clear();
            assertThat(em.find(Car.class, ShardedKey.of("europe", 4L))).isSameAs(found);
            assertThat(both.counts()).as("what is in the context").isEmpty();
        }
    }

    @Test
    void find_ofWhatThisTransactionAdded_seesIt() {
        both.tryOut(em -> {
            em.persist(new Racer(20, "Asia", "new", 1, 2, 3));
            return em.find(Vehicle.class, 20L) + " " + em.find(Car.class, 20L) + " " + em.find(Racer.class, 20L);
        });
    }

    @Test
    void find_ofWhatThisTransactionRemoves_isNull() {
        inShards(em -> {
            em.remove(em.find(Racer.class, 3L));
            assertThat(em.find(Racer.class, 3L)).isNull();
            assertThat(em.find(Vehicle.class, 3L))
                    .as("EclipseLink alone finds it")
                    .isNull();
            em.getTransaction().setRollbackOnly();
        });
    }

    @Test
    void find_ofAnIdOfTwoClassesInTwoShards_isAmbiguous() {
        inShards(em -> {
            em.persist(new Truck(700, "Asia", "a", 1, 1));
            em.persist(new Racer(700, "Europe", "b", 1, 2, 3));
            em.flush();
            em.clear();
            assertThatThrownBy(() -> em.find(Vehicle.class, 700L))
                    .hasStackTraceContaining("MERIDIAN-017 Several shards (asia, europe) hold a row of Vehicle");
            assertThat(em.find(Vehicle.class, ShardedKey.of("europe", 700L))).isInstanceOf(Racer.class);
            assertThat(em.find(Vehicle.class, ShardedKey.of("asia", 700L))).isInstanceOf(Truck.class);
            assertThat(em.find(Car.class, 700L)).isInstanceOf(Racer.class);
            em.getTransaction().setRollbackOnly();
        });
    }

    @Test
    void lazyLoads_stayInTheShard() {
        both.tryOut(em -> em.find(Load.class, 61L).truck());
        assertThat(both.sharded().log().statements("asia")).hasSize(1);
        both.tryOut(em -> em.find(LongTrip.class, key(em, "europe", 53L)).vehicle());
        assertThat(both.counts()).containsOnlyKeys("europe");
        both.tryOut(
                em -> List.copyOf(em.find(Vehicle.class, key(em, "asia", 2L)).trips()));
        assertThat(both.counts()).containsOnlyKeys("asia");
    }

    @Test
    void rows_areInTheTableOfTheirClassAndTheShardOfTheKey() {
        assertThat(both.shardsOf("VEHICLE", "1 = 1")).containsExactly("asia", "south_america");
        assertThat(both.shardsOf("CAR", "1 = 1")).containsExactly("north_america", "asia", "europe");
        assertThat(both.shardsOf("RACER", "1 = 1")).containsExactly("europe", "south_america");
        assertThat(both.shardsOf("LONGTRIP", "1 = 1")).containsExactly("asia", "europe", "europe");
        assertThat(both.shardsOf("LOAD", "GOODS = 'wood'")).containsExactly("north_america", "europe");
    }

    @Test
    void changes_ofEachClass_stayInTheShard() {
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
            return sorted(em, "SELECT v FROM Vehicle v", "SELECT l FROM Load l", "SELECT t FROM Trip t");
        });
        both.tryOut(em -> {
            em.remove(em.find(Vehicle.class, 2L));
            em.flush();
            return sorted(em, "SELECT v FROM Vehicle v", "SELECT t FROM Trip t");
        });
        both.tryOut(em -> {
            em.persist(new Racer(20, "Asia", "new", 1, 2, 3).trip(new LongTrip(200, 1, 1)));
            em.flush();
            em.clear();
            return sorted(em, "SELECT c FROM Car c", "SELECT t FROM LongTrip t");
        });
        both.tryOut(em -> {
            Car copy = new Car(4, "Europe", "maxi", 1, 2);
            copy.version = 1;
            Car merged = em.merge(copy);
            em.flush();
            em.clear();
            return em.find(Vehicle.class, merged.id);
        });
        both.tryOut(em -> {
            Vehicle vehicle = em.find(Vehicle.class, 3L);
            vehicle.setName("changed");
            em.refresh(vehicle);
            return vehicle;
        });
    }

    private static List<String> sorted(EntityManager em, String... queries) {
        return Stream.of(queries)
                .flatMap(query ->
                        texts(em.createQuery(query).getResultList()).stream().sorted())
                .toList();
    }

    private static List<String> texts(List<?> objects) {
        return objects.stream().map(String::valueOf).toList();
    }

    @Test
    void change_thatWouldMoveARow_isRefused() {
        assertThatThrownBy(() -> inShards(em -> em.find(Car.class, 2L).setContinent("Europe")))
                .hasStackTraceContaining("MERIDIAN-014 Cannot update");
        assertThatThrownBy(() -> inShards(em -> em.find(LongTrip.class, 22L).setVehicle(em.find(Vehicle.class, 3L))))
                .hasStackTraceContaining("MERIDIAN-015 Cannot update");
        assertThatThrownBy(() -> inShards(em -> em.persist(new Car(99, null, "none", 1, 1))))
                .hasStackTraceContaining("MERIDIAN-011 Cannot persist Car: its shard key continent is null");
        assertThatThrownBy(() -> inShards(em -> em.persist(new LongTrip(99, 1, 1))))
                .hasStackTraceContaining("MERIDIAN-012 Cannot persist LongTrip: its vehicle is null");
        assertThatThrownBy(() -> inShards(em -> em.createQuery("UPDATE Racer r SET r.continent = 'Asia'")
                        .executeUpdate()))
                .hasStackTraceContaining("MERIDIAN-024");
    }

    @Test
    void key_thatAListenerChangesTooLate_isRefused() {
        DescriptorEventAdapter listener = new DescriptorEventAdapter() {
            @Override
            public void aboutToUpdate(DescriptorEvent event) {
                event.updateAttributeWithObject("continent", "Europe");
            }
        };
        ClassDescriptor cars = both.sharded().emf().unwrap(ServerSession.class).getDescriptor(Car.class);
        cars.getEventManager().addListener(listener);
        try {
            assertThatThrownBy(() -> inShards(em -> em.find(Car.class, 2L).setName("late")))
                    .hasStackTraceContaining("MERIDIAN-115 Cannot write Vehicle: its continent");
        } finally {
            cars.getEventManager().removeListener(listener);
        }
    }

    @Test
    void change_ofTheKeyWithinTheShard_isAnUpdate() {
        both.tryOut(em -> {
            em.find(Car.class, 2L).setContinent("Oceania");
            em.flush();
            em.clear();
            return em.find(Vehicle.class, 2L).toString();
        });
        both.tryOut(em -> {
            Trip trip = em.find(LongTrip.class, 22L);
            trip.setVehicle(em.find(Vehicle.class, 1L));
            em.flush();
            em.clear();
            return em.find(Trip.class, 22L).vehicle().toString();
        });
    }

    @Test
    void bulkStatement_ofOneClass_countsAllShards() {
        both.execute(
                "UPDATE Racer r SET r.weight = r.weight + 1 WHERE r.doors < 2", "SELECT r FROM Racer r ORDER BY r.id");
        both.execute("UPDATE Truck k SET k.name = 'x', k.capacity = 9", "SELECT k FROM Truck k ORDER BY k.id");
        both.execute("DELETE FROM LongTrip t WHERE t.days > 1", "SELECT t FROM LongTrip t ORDER BY t.id");
        both.execute("DELETE FROM Load l WHERE l.truck.capacity > 1", "SELECT l FROM Load l ORDER BY l.id");
        both.execute(
                "UPDATE Truck k SET k.capacity = 4 WHERE k.continent = 'Asia'", "SELECT k FROM Truck k ORDER BY k.id");
        assertThat(both.sharded().log().statements("europe")).noneMatch(sql -> sql.startsWith("UPDATE"));
        assertThat(both.sharded().log().statements("asia")).anyMatch(sql -> sql.startsWith("UPDATE"));
    }

    private void inShards(Consumer<EntityManager> work) {
        try (var em = both.sharded().emf().createEntityManager()) {
            em.getTransaction().begin();
            try {
                work.accept(em);
                if (!em.getTransaction().getRollbackOnly()) {
                    em.getTransaction().commit();
                }
            } finally {
                if (em.getTransaction().isActive()) {
                    em.getTransaction().rollback();
                }
            }
        }
    }

    /** The key of an object whose shard is known, where there are shards. */
    private static Object key(EntityManager em, String shard, long id) {
        boolean isSharded = em.unwrap(Session.class).getProperty(Sharding.SESSION_PROPERTY) != null;
        return isSharded ? ShardedKey.of(shard, id) : id;
    }
}
