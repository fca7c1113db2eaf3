package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shard keys that stand in an embeddable, in one of another, in an embedded id, or in a mapped superclass. */
class EmbeddedKeyTest {

    @Embeddable
    static class Region {
        String continent;
        String climate;

        protected Region() {}

        Region(String continent) {
            this.continent = continent;
        }
    }

    @Embeddable
    static class Address {
        String street;

        @Embedded
        Region region;

        protected Address() {}

        Address(String continent) {
            region = new Region(continent);
        }
    }

    /** The column of the key is the embeddable's own only by name: the other one is another attribute's. */
    @Entity(name = "City")
    @Partitioned("ByRegion")
    @ValuePartitioning(
            name = "ByRegion",
            partitionColumn = @Column(name = "REGION"),
            partitions = {
                @ValuePartition(value = "Asia", connectionPool = "asia"),
                @ValuePartition(value = "Oceania", connectionPool = "asia"),
                @ValuePartition(value = "Europe", connectionPool = "europe")
            })
    static class City {
        @Id
        long id;

        @Embedded
        @AttributeOverride(name = "region.continent", column = @Column(name = "REGION"))
        Address address;

        protected City() {}

        City(long id, String continent) {
            this.id = id;
            this.address = new Address(continent);
        }
    }

    /** Its own address has the columns, but not the shard key. */
    @Entity(name = "Shop")
    @ColocatedWith("city")
    static class Shop {
        @Id
        long id;

        @ManyToOne
        City city;

        @Embedded
        @AttributeOverride(name = "region.continent", column = @Column(name = "REGION"))
        Address address;

        protected Shop() {}

        Shop(long id, City city, String continent) {
            this.id = id;
            this.city = city;
            this.address = new Address(continent);
        }
    }

    @Embeddable
    public record DepotId(String continent, int number) {}

    @Entity(name = "Depot")
    @Partitioned("ByContinent")
    static class Depot {
        @EmbeddedId
        DepotId id;

        int size;

        protected Depot() {}

        Depot(String continent, int number) {
            id = new DepotId(continent, number);
        }
    }

    @MappedSuperclass
    @Partitioned("ByContinent")
    @ValuePartitioning(
            name = "ByContinent",
            partitionColumn = @Column(name = "CONTINENT"),
            partitions = {
                @ValuePartition(value = "Asia", connectionPool = "asia"),
                @ValuePartition(value = "Europe", connectionPool = "europe")
            })
    abstract static class Regional {
        @Id
        long id;

        String continent;
    }

    @Entity(name = "Station")
    static class Station extends Regional {
        int height;

        protected Station() {}

        Station(long id, String continent) {
            this.id = id;
            this.continent = continent;
        }
    }

    private BesideEclipseLink rows;

    @BeforeEach
    void writeWithEclipseLinkAlone() throws SQLException {
        rows = new BesideEclipseLink(
                List.of("north_america", "asia", "europe"),
                em -> List.of(city(1, "Asia"), city(2, "Oceania"), city(3, "Europe"))
                        .forEach(em::persist),
                List.of(
                        "CREATE TABLE CITY (ID BIGINT PRIMARY KEY, STREET VARCHAR(9), REGION VARCHAR(20), CLIMATE VARCHAR(9))",
                        "CREATE TABLE SHOP (ID BIGINT PRIMARY KEY, CITY_ID BIGINT, STREET VARCHAR(9), REGION VARCHAR(20), CLIMATE VARCHAR(9))",
                        "CREATE TABLE DEPOT (CONTINENT VARCHAR(20) NOT NULL, NUMBER INT NOT NULL, SIZE INT, PRIMARY KEY (CONTINENT, NUMBER))",
                        "CREATE TABLE STATION (ID BIGINT PRIMARY KEY, CONTINENT VARCHAR(20), HEIGHT INT)"),
                City.class,
                Shop.class,
                Depot.class,
                Station.class,
                Regional.class,
                Address.class,
                Region.class,
                DepotId.class);
    }

    @AfterEach
    void closeUnit() {
        rows.close();
    }

    private static City city(long id, String continent) {
        return new City(id, continent);
    }

    @Test
    void rowsOfEclipseLink_areWhereNewOnesGo() throws SQLException {
        persistEach(city(11, "Asia"), city(12, "Oceania"), city(13, "Europe"));
        assertThat(rows.shardsOf("CITY", "ID IN (1, 2, 11, 12)")).containsOnly("asia");
        assertThat(rows.shardsOf("CITY", "ID IN (3, 13)")).containsOnly("europe");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    c.address.region.continent = 'Asia'              | 1       | asia
                    c.address.region.continent IN ('Asia', 'Oceania')| 1 2     | asia
                    c.address.region.continent <> 'Asia'             | 2 3     | asia europe
                    NOT c.address.region.continent > 'B'             | 1       | asia
                    c.address.region.continent = 'Atlantis'          |         |
                    c.address.region.climate = 'Asia'                |         | asia europe
                    c.address.street IS NULL                         | 1 2 3   | asia europe
                    """)
    void keyInNestedEmbeddable_narrows(String condition, String ids, String shards) {
        assertThat(rows.ids("SELECT c.id FROM City c WHERE " + condition, Map.of()))
                .containsExactlyInAnyOrderElementsOf(
                        words(ids).stream().map(Long::valueOf).toList());
        assertThat(rows.unit().log().counts()).containsOnlyKeys(words(shards).toArray(String[]::new));
    }

    @Test
    void keyInEmbeddable_narrowsThroughCoLocation_butTheChildsOwnDoesNot() {
        rows.write(em -> em.persist(new Shop(1, em.find(City.class, 3L), "Asia")));

        assertThat(rows.ids("SELECT s.id FROM Shop s WHERE s.city.address.region.continent = 'Europe'", Map.of()))
                .containsExactly(1L);
        assertThat(rows.unit().log().counts()).isEqualTo(Map.of("europe", 1));

        assertThat(rows.ids("SELECT s.id FROM Shop s WHERE s.address.region.continent = 'Asia'", Map.of()))
                .containsExactly(1L);
        assertThat(rows.unit().log().counts()).containsOnlyKeys("asia", "europe");
    }

    @Test
    void keyInEmbeddable_isExplainedByItsPath() {
        String line = rows.with(em -> Sharding.of(em)
                .explain(em.createQuery("SELECT c FROM City c WHERE c.address.region.continent = 'Asia'"))
                .toString());
        assertThat(line).isEqualTo("asia: address.region.continent = …");
    }

    @Test
    void changeWithinTheShard_isAnUpdate_andOneToAnotherIsRefused() throws SQLException {
        rows.write(em -> em.find(City.class, 1L).address.region.continent = "Oceania");
        assertThat(rows.shardsOf("CITY", "ID = 1 AND REGION = 'Oceania'")).containsExactly("asia");

        rows.write(em -> em.find(City.class, 1L).address.street = "Wall");
        assertThat(rows.shardsOf("CITY", "ID = 1 AND STREET = 'Wall'")).containsExactly("asia");

        rows.write(em -> em.find(City.class, 1L).address = new Address("Asia"));
        assertThat(rows.shardsOf("CITY", "ID = 1 AND REGION = 'Asia'")).containsExactly("asia");

        assertRefused("MERIDIAN-014", em -> em.find(City.class, 1L).address.region.continent = "Europe");
        assertRefused("MERIDIAN-014", em -> em.find(City.class, 1L).address = new Address("Europe"));
    }

    @Test
    void newObject_withoutKeyOrWithoutEmbeddable_isRefused() {
        City keyless = city(20, null);
        City homeless = city(21, null);
        homeless.address = null;
        assertRefused("MERIDIAN-011", em -> em.persist(keyless));
        assertRefused("MERIDIAN-011", em -> em.persist(homeless));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    UPDATE City c SET c.address.region.continent = 'Europe' WHERE c.address.region.continent = 'Asia'
                    UPDATE City c SET c.address.region.continent = NULL
                    UPDATE Depot d SET d.id.continent = 'Europe' WHERE d.id.continent = 'Asia'
                    """)
    void bulkUpdateOfTheKey_isRefused(String jpql) {
        assertRefused("MERIDIAN-024", em -> em.createQuery(jpql).executeUpdate());
    }

    @Test
    void bulkUpdateOfAnother_runsOnTheKeysShard() throws SQLException {
        rows.unit().log().clear();
        rows.write(em -> em.createQuery(
                        "UPDATE City c SET c.address.region.climate = 'mild' WHERE c.address.region.continent = 'Asia'")
                .executeUpdate());
        assertThat(rows.unit().log().counts()).isEqualTo(Map.of("asia", 1));
        assertThat(rows.shardsOf("CITY", "ID = 1 AND CLIMATE = 'mild'")).containsExactly("asia");
    }

    @Test
    void keyInEmbeddedId_placesFindsAndNarrows() throws SQLException {
        persistEach(new Depot("Asia", 1), new Depot("Europe", 1));
        assertThat(rows.shardsOf("DEPOT", "CONTINENT = 'Asia'")).containsExactly("asia");
        assertThat(rows.shardsOf("DEPOT", "CONTINENT = 'Europe'")).containsExactly("europe");

        rows.unit().log().clear();
        String shard = rows.with(em -> Sharding.of(em).shardOf(em.find(Depot.class, new DepotId("Asia", 1))));
        assertThat(shard).isEqualTo("asia");
        assertThat(rows.unit().log().counts()).isEqualTo(Map.of("asia", 1));

        rows.unit().log().clear();
        List<Depot> found =
                rows.with(em -> em.createQuery("SELECT d FROM Depot d WHERE d.id.continent = 'Europe'", Depot.class)
                        .getResultList());
        assertThat(found).extracting(depot -> depot.id).containsExactly(new DepotId("Europe", 1));
        assertThat(rows.unit().log().counts()).isEqualTo(Map.of("europe", 1));
    }

    @Test
    void keyInMappedSuperclass_placesFindsAndNarrows() throws SQLException {
        persistEach(new Station(1, "Asia"), new Station(2, "Europe"));
        assertThat(rows.shardsOf("STATION", "ID = 1")).containsExactly("asia");
        assertThat(rows.shardsOf("STATION", "ID = 2")).containsExactly("europe");

        assertThat(rows.ids("SELECT s.id FROM Station s WHERE s.continent = 'Europe'", Map.of()))
                .containsExactly(2L);
        assertThat(rows.unit().log().counts()).isEqualTo(Map.of("europe", 1));

        rows.unit().log().clear();
        Station found = rows.with(em -> em.find(Station.class, ShardedKey.of("asia", 1L)));
        assertThat(found.continent).isEqualTo("Asia");
        assertThat(rows.unit().log().counts()).isEqualTo(Map.of("asia", 1));
        assertRefused("MERIDIAN-014", em -> em.find(Station.class, ShardedKey.of("asia", 1L)).continent = "Europe");
    }

    // Each in its own transaction, because they go to several shards.
    private void persistEach(Object... objects) {
        List.of(objects).forEach(object -> rows.write(em -> em.persist(object)));
        rows.unit().emf().getCache().evictAll();
    }

    private void assertRefused(String code, Consumer<EntityManager> work) {
        assertThatThrownBy(() -> rows.write(work))
                .satisfies(thrown -> assertThat(thrown).hasStackTraceContaining(code));
    }

    private static List<String> words(String text) {
        return text == null ? List.of() : List.of(text.strip().split(" "));
    }
}
