package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.scenario.InheritanceTest.Car;
import dev.meridian.sharding.scenario.InheritanceTest.LongTrip;
import dev.meridian.sharding.scenario.InheritanceTest.Racer;
import dev.meridian.sharding.scenario.InheritanceTest.Trip;
import dev.meridian.sharding.scenario.InheritanceTest.Vehicle;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of one family that bear the same id in two shards: a car in Asia, a racer in Europe. */
@Tag("weaving")
class InheritedIdentityTest {

    private ShardedUnit unit;

    ShardedUnit.Builder configure(ShardedUnit.Builder builder) {
        return builder;
    }

    @BeforeEach
    void store() {
        unit = configure(ShardedUnit.with(InheritanceTest.ENTITIES).createTables())
                .open();
        Stream.of(
                        new Car(1, "Asia", "kei", 700, 3).trip(new Trip(1, 30)),
                        new Racer(1, "Europe", "one", 600, 0, 350).trip(new LongTrip(1, 305, 1)))
                .forEach(vehicle -> unit.inTransaction(em -> em.persist(vehicle)));
        unit.emf().getCache().evictAll();
        unit.log().clear();
    }

    @AfterEach
    void close() {
        unit.close();
    }

    void with(Consumer<EntityManager> work) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            work.accept(em);
        }
    }

    @Test
    void objects_ofTwoShards_areTwo() {
        with(em -> {
            Vehicle asian = em.find(Vehicle.class, ShardedKey.of("asia", 1L));
            Vehicle european = em.find(Vehicle.class, ShardedKey.of("europe", 1L));
            assertThat(asian).hasToString("Car 1 kei Asia 700 doors 3");
            assertThat(european).hasToString("Racer 1 one Europe 600 doors 0 speed 350");
            assertThat(em.find(Car.class, ShardedKey.of("asia", 1L))).isSameAs(asian);
            assertThat(em.find(Racer.class, ShardedKey.of("asia", 1L))).isNull();
            assertThat(em.createQuery("SELECT c FROM Car c", Car.class).getResultList())
                    .containsExactlyInAnyOrder((Car) asian, (Car) european);
            assertThat(Sharding.of(em).shardOf(european)).isEqualTo("europe");
        });
    }

    @Test
    void objects_fromTheSharedCache_areTwo() {
        with(em -> em.createQuery("SELECT v FROM Vehicle v").getResultList());
        unit.log().clear();
        with(em -> {
            assertThat(em.find(Car.class, ShardedKey.of("asia", 1L))).isExactlyInstanceOf(Car.class);
            assertThat(em.find(Car.class, ShardedKey.of("europe", 1L))).isExactlyInstanceOf(Racer.class);
        });
        assertThat(unit.log().counts()).isEmpty();
    }

    @Test
    void find_byAPlainId_ofOneClassAlone_isNotAmbiguous() {
        with(em -> {
            assertThat(em.find(Racer.class, 1L)).hasToString("Racer 1 one Europe 600 doors 0 speed 350");
            assertThatThrownBy(() -> em.find(Vehicle.class, 1L)).hasMessageContaining("MERIDIAN-017");
            assertThatThrownBy(() -> em.find(Car.class, 1L)).hasMessageContaining("MERIDIAN-017");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SELECT DISTINCT v FROM Vehicle v ORDER BY v.id                         | 2
                    SELECT t FROM Trip t JOIN FETCH t.vehicle                              | 2
                    SELECT c, COUNT(t) FROM Car c JOIN c.trips t GROUP BY c                | 2
                    SELECT v FROM Vehicle v UNION SELECT w FROM Vehicle w                  | 2
                    SELECT c FROM Car c INTERSECT SELECT r FROM Racer r                    | 1
                    """)
    void entities_areComparedByShardAndId(String jpql, int rows) {
        with(em -> assertThat((List<?>) em.createQuery(jpql).getResultList()).hasSize(rows));
    }

    @Test
    void treatedEntities_areComparedByShardAndId() {
        with(em -> {
            assertThat((List<?>) em.createQuery("SELECT DISTINCT c FROM Trip t JOIN TREAT(t.vehicle AS Car) c")
                            .getResultList())
                    .hasSize(2);
            assertThat((List<?>) em.createQuery("SELECT DISTINCT t, c FROM Trip t JOIN TREAT(t.vehicle AS Car) c")
                            .getResultList())
                    .hasSize(2);
        });
    }

    @ParameterizedTest
    @CsvSource({"DISTINCT t.vehicle", "DISTINCT t", "t"})
    void counts_areOfEntitiesNotOfIds(String counted) {
        with(em -> assertThat(em.createQuery("SELECT COUNT(" + counted + ") FROM Trip t")
                        .getSingleResult())
                .isEqualTo(2L));
    }

    @Test
    void entityAsParameter_meansItsShard() {
        with(em -> {
            Vehicle racer = em.find(Vehicle.class, ShardedKey.of("europe", 1L));
            unit.log().clear();
            List<?> trips = em.createQuery("SELECT t FROM Trip t WHERE t.vehicle = :vehicle")
                    .setParameter("vehicle", racer)
                    .getResultList();
            assertThat(trips).hasSize(1).hasOnlyElementsOfType(LongTrip.class);
            assertThat(unit.log().counts()).containsOnlyKeys("europe");
        });
    }

    @Test
    void writes_ofEach_stayInItsShard() {
        unit.inTransaction(
                em -> em.find(Racer.class, ShardedKey.of("europe", 1L)).setDoors(7));
        unit.inTransaction(em -> em.remove(em.find(Vehicle.class, ShardedKey.of("asia", 1L))));
        with(em -> assertThat(
                        em.createQuery("SELECT v FROM Vehicle v", Vehicle.class).getSingleResult())
                .hasToString("Racer 1 one Europe 600 doors 7 speed 350"));
    }
}
