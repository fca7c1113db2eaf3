package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.testkit.DatabaseKind;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyJoinColumn;
import jakarta.persistence.OneToMany;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ReplicationPartitioning;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Maps whose keys are reference entities: relations, and collections of elements. */
@Tag("weaving")
class EntityKeyTest {

    @Entity(name = "Fruit")
    @ReplicationPartitioning(
            name = "FruitEverywhere",
            connectionPools = {"north_america", "asia", "europe", "south_america"})
    @Partitioned("FruitEverywhere")
    static class Fruit {
        @Id
        long id;

        String name;

        protected Fruit() {}

        Fruit(long id, String name) {
            this.id = id;
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Embeddable
    static class Origin {
        String land;
        int ripe;

        protected Origin() {}

        Origin(String land, int ripe) {
            this.land = land;
            this.ripe = ripe;
        }

        @Override
        public String toString() {
            return land + " " + ripe;
        }
    }

    /** Its ids repeat between shards. */
    @Entity(name = "Market")
    @Partitioned("MarketsByContinent")
    @ValuePartitioning(
            name = "MarketsByContinent",
            partitionColumn = @Column(name = "CONTINENT"),
            partitions = {
                @ValuePartition(value = "Asia", connectionPool = "asia"),
                @ValuePartition(value = "Europe", connectionPool = "europe"),
                @ValuePartition(value = "North America", connectionPool = "north_america"),
                @ValuePartition(value = "South America", connectionPool = "south_america")
            })
    static class Market {
        @Id
        long id;

        @Column(nullable = false, length = 20)
        String continent;

        @ElementCollection
        @MapKeyJoinColumn(name = "FRUIT")
        Map<Fruit, Integer> prices = new HashMap<>();

        @ElementCollection
        @MapKeyJoinColumn(name = "FRUIT")
        Map<Fruit, Origin> origins = new HashMap<>();

        @OneToMany(mappedBy = "market", cascade = CascadeType.ALL)
        @MapKeyJoinColumn(name = "SOLD")
        Map<Fruit, Booth> booths = new HashMap<>();

        @ManyToMany
        @JoinTable(name = "BEST")
        @MapKeyJoinColumn(name = "BEST_FOR")
        Map<Fruit, Booth> best = new HashMap<>();

        protected Market() {}

        Market(long id, String continent) {
            this.id = id;
            this.continent = continent;
        }

        Map<Fruit, Integer> prices() {
            return prices;
        }

        Map<Fruit, Origin> origins() {
            return origins;
        }

        Map<Fruit, Booth> booths() {
            return booths;
        }

        Map<Fruit, Booth> best() {
            return best;
        }

        @Override
        public String toString() {
            return continent;
        }
    }

    @Entity(name = "Booth")
    @ColocatedWith("market")
    static class Booth {
        @Id
        long id;

        String name;

        @ManyToOne(fetch = FetchType.LAZY)
        Market market;

        protected Booth() {}

        Booth(long id, String name, Market market) {
            this.id = id;
            this.name = name;
            this.market = market;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private BesideOneDatabase both;

    @BeforeEach
    void open() {
        both = new BesideOneDatabase(DatabaseKind.DERBY, Fruit.class, Origin.class, Market.class, Booth.class);
        both.write(em -> {
            em.persist(new Fruit(1, "apple"));
            em.persist(new Fruit(2, "pear"));
        });
        both.write(em -> {
            store(em, 1, "Asia", 10);
            store(em, 2, "Europe", 20);
        });
    }

    @AfterEach
    void close() {
        both.close();
    }

    private static void store(EntityManager em, long id, String continent, int price) {
        Fruit apple = em.find(Fruit.class, 1L);
        Fruit pear = em.find(Fruit.class, 2L);
        Market market = new Market(id, continent);
        market.prices().put(apple, price);
        market.prices().put(pear, price + 1);
        market.origins().put(pear, new Origin(continent, price));
        Booth booth = new Booth(id, "booth " + continent, market);
        market.booths().put(apple, booth);
        market.best().put(pear, booth);
        em.persist(market);
    }

    private static String sorted(Market market) {
        Map<String, Object> all = new TreeMap<>();
        market.prices().forEach((fruit, price) -> all.put("price of " + fruit, price));
        market.origins().forEach((fruit, origin) -> all.put("origin of " + fruit, origin));
        market.booths().forEach((fruit, booth) -> all.put("booth for " + fruit, booth));
        market.best().forEach((fruit, booth) -> all.put("best for " + fruit, booth));
        return all.toString();
    }

    @Test
    void rows_withAnEntityAsKey_areInTheShardOfTheirOwner() {
        assertThat(both.shardsOf("MARKET_PRICES", "FRUIT = 1")).containsExactly("asia", "europe");
        assertThat(both.shardsOf("MARKET_ORIGINS", "FRUIT = 2")).containsExactly("asia", "europe");
        assertThat(both.shardsOf("BOOTH", "SOLD = 1")).containsExactly("asia", "europe");
        assertThat(both.shardsOf("BEST", "BEST_FOR = 2")).containsExactly("asia", "europe");
    }

    @Test
    void loads_meetTheirKeysInTheShardOfTheirOwner() {
        both.run(em -> sorted(em.find(Market.class, 1L)) + sorted(em.find(Market.class, 2L)));
        both.forget();
        inTransaction(em -> {
            Market market = em.find(Market.class, ShardedKey.of("europe", 2L));
            assertThat(sorted(market))
                    .isEqualTo("{best for pear=booth Europe, booth for apple=booth Europe, origin of pear=Europe 20,"
                            + " price of apple=20, price of pear=21}");
            // The keys of elements are read where reference entities are read by themselves.
            assertThat(both.counts()).isEqualTo(Map.of("europe", 5, "north_america", 2));
            assertThat(market.prices()).containsKey(em.find(Fruit.class, 1L));
            assertThat(market.best().keySet()).isEqualTo(market.origins().keySet());
        });
    }

    @Test
    void loads_whereOwnersHaveOneId_areApart() {
        inTransaction(em -> store(em, 2, "Asia", 70));
        both.forget();
        inTransaction(em -> {
            List<Market> markets = em.createQuery(
                            "SELECT m FROM Market m WHERE m.id = 2 ORDER BY m.continent", Market.class)
                    .setHint("eclipselink.batch", "m.booths")
                    .getResultList();
            assertThat(markets)
                    .extracting(EntityKeyTest::sorted)
                    .satisfiesExactly(
                            asian -> assertThat(asian).contains("price of apple=70", "best for pear=booth Asia"),
                            european ->
                                    assertThat(european).contains("price of apple=20", "best for pear=booth Europe"));
        });
    }

    @Test
    void changes_ofEntriesAndKeys_areWrittenAsToOneDatabase() {
        both.write(em -> {
            Market market = em.find(Market.class, 2L);
            Fruit apple = em.find(Fruit.class, 1L);
            Fruit pear = em.find(Fruit.class, 2L);
            market.prices().remove(apple);
            market.prices().put(pear, 99);
            market.origins().put(apple, new Origin("here", 3));
            Booth booth = market.booths().remove(apple);
            market.booths().put(pear, booth);
            market.best().put(apple, market.best().remove(pear));
        });
        both.run(em -> sorted(em.find(Market.class, 2L)));
        both.run(em -> sorted(em.find(Market.class, 1L)));
        both.write(em -> em.remove(em.find(Market.class, 2L)));
        assertThat(both.shardsOf("MARKET_PRICES", "1 = 1")).containsOnly("asia");
        assertThat(both.shardsOf("BEST", "1 = 1")).containsOnly("asia");
    }

    @Test
    void queries_overMaps_answerAsOneDatabase() {
        both.ask("SELECT m.continent, p FROM Market m JOIN m.prices p ORDER BY p");
        both.ask(
                "SELECT m.continent, COUNT(p) FROM Market m JOIN m.prices p GROUP BY m.continent ORDER BY m.continent");
        both.ask("SELECT b.name FROM Market m JOIN m.booths b WHERE m.continent = 'Asia'");
        assertThat(both.counts()).isEqualTo(Map.of("asia", 1));
        both.ask("SELECT KEY(p).name, p FROM Market m JOIN m.prices p WHERE m.continent = 'Europe' ORDER BY p");
        assertThat(both.counts()).isEqualTo(Map.of("europe", 1));
        both.ask("SELECT KEY(b) FROM Market m JOIN m.booths b WHERE m.continent = 'Europe'");
    }

    @Test
    void queries_thatAskForTheKeys_answerAsOneDatabase() {
        both.ask("SELECT m.continent, KEY(p).name, p FROM Market m JOIN m.prices p ORDER BY p");
        both.ask("SELECT p FROM Market m JOIN m.prices p WHERE KEY(p).name = 'apple'");
        both.ask("SELECT m.continent, o.land FROM Market m JOIN m.origins o WHERE KEY(o).name = 'pear'");
        both.ask("SELECT b.name, KEY(b).name FROM Market m JOIN m.booths b");
        both.ask("SELECT KEY(b) FROM Market m JOIN m.best b");
        both.ask("SELECT DISTINCT KEY(b) FROM Market m JOIN m.best b");
        both.ask("SELECT COUNT(DISTINCT KEY(p).name) FROM Market m JOIN m.prices p");
    }

    private void inTransaction(Consumer<EntityManager> work) {
        try (EntityManager em = both.sharded().emf().createEntityManager()) {
            em.getTransaction().begin();
            try {
                work.accept(em);
                em.getTransaction().commit();
            } finally {
                if (em.getTransaction().isActive()) {
                    em.getTransaction().rollback();
                }
            }
        }
    }
}
