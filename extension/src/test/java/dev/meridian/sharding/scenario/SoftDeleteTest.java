package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.persistence.annotations.AdditionalCriteria;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ReplicationPartitioning;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are deleted softly: {@code @AdditionalCriteria} hide them, in each shard and in each kind of statement. */
@Tag("weaving")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SoftDeleteTest {

    @Entity(name = "Currency")
    @ReplicationPartitioning(name = "Everywhere")
    @Partitioned("Everywhere")
    @AdditionalCriteria("this.withdrawn = false")
    static class Currency {
        @Id
        String code;

        boolean withdrawn;
        int digits;

        protected Currency() {}

        Currency(String code, boolean withdrawn) {
            this.code = code;
            this.withdrawn = withdrawn;
            this.digits = 2;
        }

        @Override
        public String toString() {
            return code;
        }
    }

    @Entity(name = "Shop")
    @Partitioned("ShopsByContinent")
    @ValuePartitioning(
            name = "ShopsByContinent",
            partitionColumn = @Column(name = "CONTINENT"),
            partitions = {
                @ValuePartition(value = "Asia", connectionPool = "asia"),
                @ValuePartition(value = "Europe", connectionPool = "europe"),
                @ValuePartition(value = "North America", connectionPool = "north_america"),
                @ValuePartition(value = "South America", connectionPool = "south_america")
            })
    @AdditionalCriteria("this.deleted = false")
    static class Shop {
        @Id
        long id;

        String continent;
        String name;
        boolean deleted;

        @ManyToOne(fetch = FetchType.LAZY)
        Currency currency;

        @OneToMany(mappedBy = "shop", cascade = CascadeType.PERSIST)
        List<Purchase> purchases = new ArrayList<>();

        protected Shop() {}

        Shop(long id, String continent, String name, Currency currency, boolean deleted) {
            this.id = id;
            this.continent = continent;
            this.name = name;
            this.currency = currency;
            this.deleted = deleted;
        }

        void delete() {
            deleted = true;
        }

        List<Purchase> purchases() {
            return purchases;
        }

        @Override
        public String toString() {
            return id + " " + name;
        }
    }

    @Entity(name = "Purchase")
    @ColocatedWith("shop")
    @AdditionalCriteria("this.deleted = false")
    static class Purchase {
        @Id
        long id;

        int amount;
        boolean deleted;

        @ManyToOne(fetch = FetchType.LAZY)
        Shop shop;

        @OneToMany(mappedBy = "purchase", cascade = CascadeType.PERSIST)
        List<Item> items = new ArrayList<>();

        protected Purchase() {}

        Purchase(long id, Shop shop, int amount, boolean deleted) {
            this.id = id;
            this.shop = shop;
            this.amount = amount;
            this.deleted = deleted;
            shop.purchases.add(this);
        }

        Shop shop() {
            return shop;
        }

        List<Item> items() {
            return items;
        }

        @Override
        public String toString() {
            return id + ":" + amount;
        }
    }

    /** What is hidden is said by each entity manager, or by the unit. */
    @Entity(name = "Item")
    @ColocatedWith("purchase")
    @AdditionalCriteria("this.state <> :hidden")
    static class Item {
        @Id
        long id;

        String state;

        @ManyToOne(fetch = FetchType.LAZY)
        Purchase purchase;

        protected Item() {}

        Item(long id, Purchase purchase, String state) {
            this.id = id;
            this.purchase = purchase;
            this.state = state;
            purchase.items.add(this);
        }

        @Override
        public String toString() {
            return id + " " + state;
        }
    }

    /** Hidden with its shop: the criteria go along the co-location. */
    @Entity(name = "Complaint")
    @ColocatedWith("shop")
    @AdditionalCriteria("this.shop.deleted = false AND this.shop.continent <> 'Europe'")
    static class Complaint {
        @Id
        long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Shop shop;

        protected Complaint() {}

        Complaint(long id, Shop shop) {
            this.id = id;
            this.shop = shop;
        }

        @Override
        public String toString() {
            return "complaint " + id;
        }
    }

    /** The criteria are about the shard key. */
    @Entity(name = "Fair")
    @Partitioned("ShopsByContinent")
    @AdditionalCriteria("this.continent IN ('Asia', 'Europe')")
    static class Fair {
        @Id
        long id;

        String continent;

        protected Fair() {}

        Fair(long id, String continent) {
            this.id = id;
            this.continent = continent;
        }

        @Override
        public String toString() {
            return id + " " + continent;
        }
    }

    /** The criteria are about the shard key, and the entity manager says its value. */
    @Entity(name = "Stall")
    @Partitioned("ShopsByContinent")
    @AdditionalCriteria("this.continent = :region")
    static class Stall {
        @Id
        long id;

        String continent;

        protected Stall() {}

        Stall(long id, String continent) {
            this.id = id;
            this.continent = continent;
        }

        @Override
        public String toString() {
            return id + " " + continent;
        }
    }

    private static final List<String> CONTINENTS = List.of("Asia", "Europe", "North America", "South America");
    private static final Map<String, Integer> ONE_EACH =
            Map.of("asia", 1, "europe", 1, "north_america", 1, "south_america", 1);

    private BesideOneDatabase both;

    DatabaseKind kind() {
        return DatabaseKind.DERBY;
    }

    @BeforeAll
    void store() {
        both = new BesideOneDatabase(
                kind(),
                unit -> unit.property("hidden", "gone")
                        .property("region", "Asia")
                        .property("eclipselink.cache.shared.default", "false"),
                Currency.class,
                Shop.class,
                Purchase.class,
                Item.class,
                Complaint.class,
                Fair.class,
                Stall.class);
        both.write(em -> {
            Currency euro = new Currency("EUR", false);
            Currency mark = new Currency("DEM", true);
            em.persist(euro);
            em.persist(mark);
            long id = 0;
            for (String continent : CONTINENTS) {
                em.persist(new Fair(++id, continent));
                em.persist(new Stall(id, continent));
                for (boolean deleted : new boolean[] {false, true}) {
                    Shop shop =
                            new Shop(10 * id + (deleted ? 1 : 0), continent, "s" + id, deleted ? mark : euro, deleted);
                    Purchase kept = new Purchase(shop.id * 10, shop, (int) id, false);
                    Purchase lost = new Purchase(shop.id * 10 + 1, shop, 100, true);
                    new Item(kept.id * 10, kept, "new");
                    new Item(kept.id * 10 + 1, kept, "gone");
                    new Item(lost.id * 10, lost, "sold");
                    em.persist(shop);
                    em.persist(new Complaint(shop.id, shop));
                }
            }
            em.persist(new Shop(99, "Asia", "withdrawn", mark, false));
        });
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
                "SELECT s FROM Shop s",
                "SELECT s FROM Shop s ORDER BY s.name DESC, s.id",
                "SELECT s.name FROM Shop s WHERE s.name <> 's2' OR s.deleted = true",
                "SELECT COUNT(s) FROM Shop s",
                "SELECT COUNT(s), MAX(s.id), AVG(s.id) FROM Shop s",
                "SELECT s.name, COUNT(p), SUM(p.amount) FROM Shop s JOIN s.purchases p GROUP BY s.name ORDER BY s.name",
                "SELECT s, p FROM Shop s LEFT JOIN s.purchases p ORDER BY s.id, p.id",
                "SELECT p FROM Purchase p ORDER BY p.amount, p.id",
                "SELECT p FROM Purchase p JOIN FETCH p.shop ORDER BY p.id",
                "SELECT s FROM Shop s LEFT JOIN FETCH s.purchases ORDER BY s.id",
                "SELECT p.amount, i.state FROM Purchase p JOIN p.items i ORDER BY p.id",
                "SELECT i.state, COUNT(i) FROM Item i GROUP BY i.state ORDER BY i.state",
                "SELECT DISTINCT i.state FROM Item i",
                "SELECT i FROM Item i WHERE i.purchase.shop.continent = 'Asia'",
                "SELECT s FROM Shop s WHERE s.purchases IS EMPTY",
                "SELECT s FROM Shop s WHERE SIZE(s.purchases) = 1",
                "SELECT s FROM Shop s WHERE EXISTS (SELECT p FROM Purchase p WHERE p.shop = s AND p.amount > 1)",
                "SELECT s FROM Shop s WHERE s.id IN (SELECT p.shop.id FROM Purchase p) ORDER BY s.id",
                "SELECT s FROM Shop s WHERE s.id > (SELECT AVG(t.id) FROM Shop t)",
                "SELECT s FROM Shop s WHERE s.name = (SELECT MAX(t.name) FROM Shop t)",
                "SELECT s.name FROM Shop s UNION SELECT i.state FROM Item i",
                "SELECT s FROM Shop s, Purchase p WHERE p.shop = s AND p.amount > 1",
                "SELECT p FROM Shop s, Purchase p WHERE p.shop = s AND p.amount > 1",
                "SELECT s FROM Shop s WHERE EXISTS (SELECT p FROM Shop t, Purchase p WHERE p.shop = t AND t = s) ORDER BY s.id",
                "SELECT s FROM Shop s WHERE EXISTS (SELECT p FROM Item i, Purchase p WHERE i.purchase = p AND p.shop = s)"
                        + " ORDER BY s.id",
                "SELECT c FROM Currency c",
                "SELECT s, s.currency.code FROM Shop s",
                "SELECT s, c FROM Shop s LEFT JOIN s.currency c ORDER BY s.id",
                "SELECT c.code, COUNT(s) FROM Shop s JOIN s.currency c GROUP BY c.code",
                "SELECT f FROM Fair f",
                "SELECT COUNT(f) FROM Fair f",
                "SELECT f FROM Fair f WHERE f.continent = 'South America'",
                "SELECT f.continent FROM Fair f WHERE f.id > 0 ORDER BY f.id DESC",
                "SELECT s FROM Shop s WHERE s.name IN (SELECT CONCAT('s', '1') FROM Fair f WHERE f.continent = 'Europe')",
                "SELECT c FROM Complaint c ORDER BY c.id",
                "SELECT COUNT(c) FROM Complaint c",
                "SELECT s FROM Stall s",
                "SELECT COUNT(s) FROM Stall s WHERE s.id > 0",
            })
    void query_answersAsOneDatabase(String jpql) {
        assertThat(both.ask(jpql)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT f FROM Fair f",
                "SELECT COUNT(f) FROM Fair f WHERE f.id > 0",
                "SELECT f.continent FROM Fair f ORDER BY f.id"
            })
    void criteriaOnTheShardKey_narrow(String jpql) {
        both.ask(jpql);
        assertThat(both.counts()).isEqualTo(Map.of("asia", 1, "europe", 1));
        assertThat(both.ask("SELECT f FROM Fair f WHERE f.continent = 'South America'"))
                .isEmpty();
        assertThat(both.counts()).isEmpty();
    }

    @Test
    void criteriaOnTheParentsShardKey_narrow() {
        both.ask("SELECT COUNT(c) FROM Complaint c");
        assertThat(both.counts()).isEqualTo(Map.of("asia", 1, "north_america", 1, "south_america", 1));
    }

    @Test
    void criteriaOnOtherAttributes_doNotNarrow() {
        both.ask("SELECT s.name FROM Shop s");
        assertThat(both.counts()).isEqualTo(ONE_EACH);
        both.ask("SELECT s.name FROM Shop s WHERE s.continent = 'Asia'");
        assertThat(both.counts()).isEqualTo(Map.of("asia", 1));
    }

    @Test
    void property_ofTheEntityManager_saysWhatIsHidden() {
        for (String jpql : List.of(
                "SELECT i.state, i.id FROM Item i",
                "SELECT i.state FROM Item i ORDER BY i.id",
                "SELECT i.state, COUNT(i) FROM Item i GROUP BY i.state",
                "SELECT i.state FROM Item i WHERE i.id > (SELECT MIN(j.id) FROM Item j)",
                "SELECT i.state FROM Item i UNION SELECT s.name FROM Shop s")) {
            both.run(em -> {
                em.setProperty("hidden", "new");
                List<?> rows = em.createQuery(jpql).getResultList();
                return rows.stream()
                        .map(row -> row instanceof Object[] columns
                                ? List.of(columns).toString()
                                : row.toString())
                        .sorted()
                        .toList();
            });
        }
        List<?> states = both.run(em -> {
            em.setProperty("hidden", "new");
            return em.createQuery("SELECT i.state FROM Item i ORDER BY i.id").getResultList();
        });
        assertThat(states).hasSize(16).asString().contains("gone").doesNotContain("new");
        assertThat(both.counts()).isEqualTo(ONE_EACH);
        assertThat(both.ask("SELECT i FROM Item i ORDER BY i.id"))
                .hasSize(16)
                .asString()
                .doesNotContain("gone");
    }

    @Test
    void property_thatIsTheShardKey_narrowsForItsEntityManager() {
        Function<EntityManager, List<?>> stalls = em -> {
            em.setProperty("region", "Europe");
            return em.createQuery("SELECT s FROM Stall s").getResultList();
        };
        assertThat(both.run(stalls)).hasToString("[2 Europe]");
        assertThat(both.counts()).isEqualTo(Map.of("europe", 1));
        assertThat(both.ask("SELECT s FROM Stall s")).containsExactly("1 Asia");
        assertThat(both.counts()).isEqualTo(Map.of("asia", 1));
    }

    @Test
    void find_ofADeletedRow_isNull() {
        both.run(em -> List.of(
                String.valueOf(em.find(Shop.class, 11L)),
                String.valueOf(em.find(Shop.class, 10L)),
                String.valueOf(em.find(Purchase.class, 110L)),
                String.valueOf(em.find(Item.class, 1001L)),
                String.valueOf(em.find(Currency.class, "DEM")),
                String.valueOf(em.find(Currency.class, "EUR"))));
        both.run(em -> String.valueOf(em.find(Fair.class, 1L)));
        assertThat(both.counts()).isEqualTo(Map.of("asia", 1, "europe", 1));
        both.run(em -> String.valueOf(em.find(Fair.class, 3L)));
    }

    @Test
    void lazyLoad_hidesDeletedRows() {
        both.run(em -> em.find(Shop.class, 20L).purchases());
        assertThat(both.sharded().log().all())
                .filteredOn(entry -> entry.sql().contains(" FROM PURCHASE "))
                .singleElement()
                .satisfies(entry -> assertThat(entry.shard()).isEqualTo("europe"));
        both.run(em -> em.find(Shop.class, 20L).purchases().get(0).items());
        both.run(em -> String.valueOf(em.find(Shop.class, 99L).currency));
    }

    @Test
    void batchFetch_hidesDeletedRows() {
        for (String type : List.of("IN", "JOIN", "EXISTS")) {
            both.run(em -> em
                    .createQuery("SELECT s FROM Shop s ORDER BY s.id", Shop.class)
                    .setHint("eclipselink.batch", "s.purchases")
                    .setHint("eclipselink.batch.type", type)
                    .getResultList()
                    .stream()
                    .map(shop -> shop + " " + shop.purchases())
                    .toList());
        }
    }

    @Test
    void refresh_ofARowThatWasDeleted_failsAsInOneDatabase() {
        both.tryOut(em -> {
            Shop shop = em.find(Shop.class, 30L);
            em.createQuery("UPDATE Shop s SET s.deleted = true WHERE s.id = 30").executeUpdate();
            try {
                em.refresh(shop);
                return "refreshed";
            } catch (jakarta.persistence.EntityNotFoundException e) {
                return "gone";
            }
        });
    }

    @Test
    void deletion_isOneStatementOnItsShardAndHides() {
        both.tryOut(em -> {
            em.find(Shop.class, 20L).delete();
            em.flush();
            return em.createQuery("SELECT s FROM Shop s ORDER BY s.id").getResultList();
        });
        assertThat(both.sharded().log().all())
                .filteredOn(entry -> entry.sql().startsWith("UPDATE"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.shard()).isEqualTo("europe"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE Shop s SET s.name = 'x' WHERE s.id > 0",
                "UPDATE Shop s SET s.name = 'x'",
                "UPDATE Shop s SET s.deleted = true WHERE s.continent = 'Asia'",
                "DELETE FROM Fair f",
                "DELETE FROM Fair f WHERE f.id > 1",
                "UPDATE Item i SET i.state = 'x'",
                "DELETE FROM Item i WHERE i.state <> 'new'",
                "UPDATE Currency c SET c.digits = 3",
                "DELETE FROM Currency c WHERE c.code = 'DEM'"
            })
    void bulkStatement_leavesDeletedRowsAsOneDatabaseDoes(String jpql) {
        both.execute(jpql, "SELECT COUNT(s), MIN(s.name), MAX(s.name) FROM Shop s");
        both.execute(jpql, "SELECT i FROM Item i ORDER BY i.id");
        both.execute(jpql, "SELECT f FROM Fair f ORDER BY f.id");
        both.execute(jpql, "SELECT c.code, c.digits FROM Currency c ORDER BY c.code");
    }

    @Test
    void merge_ofAVisibleRow_changesItInItsShard() {
        Shop copy = both.run(em -> em.find(Shop.class, 40L));
        copy.name = "merged";
        both.tryOut(em -> {
            Shop merged = em.merge(copy);
            em.flush();
            return merged;
        });
        assertThat(both.counts().keySet()).contains("south_america");
    }

    @Test
    void reference_isCheckedWithItsDeletedRows() throws Exception {
        ShardedUnit unit = both.sharded();
        unit.execute("asia", "UPDATE CURRENCY SET DIGITS = 7 WHERE CODE = 'DEM'");
        try (EntityManager em = unit.emf().createEntityManager()) {
            assertThat(Sharding.of(em).checkReference(em, Currency.class).isSame())
                    .isFalse();
        } finally {
            unit.execute("asia", "UPDATE CURRENCY SET DIGITS = 2 WHERE CODE = 'DEM'");
        }
    }

    @Entity(name = "Nosy")
    @Partitioned("ShopsByContinent")
    @AdditionalCriteria("EXISTS (SELECT f FROM Fair f WHERE f.id = this.id)")
    static class Nosy {
        @Id
        long id;

        String continent;
    }

    @Entity(name = "Paying")
    @Partitioned("ShopsByContinent")
    @AdditionalCriteria("this.currency.digits = 2")
    static class Paying {
        @Id
        long id;

        String continent;

        @ManyToOne
        Currency currency;
    }

    @Entity(name = "Timely")
    @Partitioned("Everywhere")
    @AdditionalCriteria("this.day < CURRENT_DATE")
    static class Timely {
        @Id
        long id;

        java.time.LocalDate day;
    }

    @Test
    void criteria_thatLeadElsewhere_areRefusedAtLogin() {
        assertThatThrownBy(() -> ShardedUnit.with(
                                Currency.class,
                                Shop.class,
                                Purchase.class,
                                Item.class,
                                Fair.class,
                                Nosy.class,
                                Paying.class,
                                Timely.class)
                        .property("eclipselink.logging.level", "OFF")
                        .createTables()
                        .open())
                .hasStackTraceContaining("MERIDIAN-114 Nosy has @AdditionalCriteria")
                .hasStackTraceContaining("MERIDIAN-114 Paying has @AdditionalCriteria")
                .hasStackTraceContaining("MERIDIAN-114 Timely has @AdditionalCriteria");
    }
}
