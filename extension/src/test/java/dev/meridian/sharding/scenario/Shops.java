package dev.meridian.sharding.scenario;

import dev.meridian.sharding.ColocatedWith;
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
import org.eclipse.persistence.annotations.AdditionalCriteria;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ReplicationPartitioning;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;

/** Shops with their purchases, some of them deleted softly; fairs and stalls that their shard key hides. */
final class Shops {

    private static final List<String> CONTINENTS = List.of("Asia", "Europe", "North America", "South America");

    private Shops() {}

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

    /** On each continent a shop and a deleted one, each with a purchase and a deleted one. */
    static void store(EntityManager em) {
        Currency euro = new Currency("EUR", false);
        Currency mark = new Currency("DEM", true);
        em.persist(euro);
        em.persist(mark);
        long id = 0;
        for (String continent : CONTINENTS) {
            em.persist(new Fair(++id, continent));
            em.persist(new Stall(id, continent));
            for (boolean deleted : new boolean[] {false, true}) {
                Shop shop = new Shop(10 * id + (deleted ? 1 : 0), continent, "s" + id, deleted ? mark : euro, deleted);
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
    }
}
