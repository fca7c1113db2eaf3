package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.annotations.HashPartitioning;
import org.eclipse.persistence.annotations.Partitioned;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Locations by their continent and customers by the hash of their number, each with children of its own, and notes that are
 * not sharded, in one unit: Tokyo and customer 1 are in asia, London and customer 2 in europe, customer 0 and the notes in
 * north_america.
 */
class TwoShardMapsTest extends WeatherTest {

    @Entity(name = "Customer")
    @Partitioned("ByNumber")
    @HashPartitioning(
            name = "ByNumber",
            partitionColumn = @Column(name = "NUMBER_"),
            connectionPools = {"north_america", "asia", "europe"})
    static class Customer {
        @Id
        @GeneratedValue(strategy = GenerationType.TABLE)
        Long id;

        @Column(name = "NUMBER_", nullable = false)
        int number;

        String city;

        @OneToMany(mappedBy = "customer", cascade = CascadeType.ALL)
        List<Purchase> purchases = new ArrayList<>();

        protected Customer() {}

        Customer(int number, String city) {
            this.number = number;
            this.city = city;
            Purchase purchase = new Purchase();
            purchase.customer = this;
            purchase.amount = 10 * number;
            purchases.add(purchase);
        }
    }

    @Entity(name = "Purchase")
    @ColocatedWith("customer")
    static class Purchase {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Customer customer;

        int amount;
    }

    private static final String SAME_CITY =
            "SELECT c.number, l.city FROM Customer c, WeatherLocation l WHERE c.city = l.city";

    private Customer zero;
    private Customer one;
    private Customer two;

    @BeforeAll
    @Override
    void openUnit() {
        unit = ShardedUnit.with(WeatherLocation.class, Report.class, Customer.class, Purchase.class, Note.class)
                .createTables()
                .open();
    }

    @BeforeEach
    void storeAll() throws SQLException {
        for (String shard : ShardedUnit.SHARDS) {
            unit.execute(
                    shard,
                    "DELETE FROM PURCHASE",
                    "ALTER TABLE PURCHASE ALTER COLUMN ID RESTART WITH 1",
                    "DELETE FROM CUSTOMER");
        }
        unit.execute("north_america", "DELETE FROM NOTE");
        store(tokyo, london);
        zero = new Customer(0, "Tokyo");
        one = new Customer(1, "Tokyo");
        two = new Customer(2, "Tokyo");
        for (Customer customer : List.of(zero, one, two)) {
            inTransaction(em -> em.persist(customer));
        }
        forget();
    }

    @Test
    void persist_placesEachTreeByItsOwnMap() {
        assertThat(rows("north_america", "CUSTOMER")).isOne();
        assertThat(rows("asia", "CUSTOMER WHERE NUMBER_ = 1")).isOne();
        assertThat(rows("europe", "PURCHASE WHERE AMOUNT = 20")).isOne();
        assertThat(rows("south_america", "CUSTOMER")).isZero();
        assertThat(rows("asia", "WEATHER_LOCATION")).isOne();
        assertThat(rows("europe", "REPORT")).isOne();
    }

    @Test
    void find_byKeyOrId_asksTheShardsOfItsOwnMap() {
        with(em -> {
            Customer found = em.find(Customer.class, ShardedKey.of("europe", two.id));
            assertThat(found.purchases).hasSize(1);
            assertThat(Sharding.of(em).keyOf(found.purchases.get(0))).isEqualTo(ShardedKey.of("europe", 1L));
            assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 2));
            unit.log().clear();
            assertThat(em.find(Customer.class, one.id).number).isEqualTo(1);
            assertThat(unit.log().counts()).isEqualTo(Map.of("north_america", 1, "asia", 1, "europe", 1));
        });
    }

    @Test
    void query_overOne_isRoutedByItsOwnMap() {
        with(em -> {
            assertThat(em.createQuery("SELECT SUM(p.amount) FROM Purchase p WHERE p.customer.number IN (1, 2)")
                            .getSingleResult())
                    .isEqualTo(30L);
            assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 1, "europe", 1));
            unit.log().clear();
            assertThat(em.createQuery("SELECT COUNT(l) FROM WeatherLocation l").getSingleResult())
                    .isEqualTo(2L);
            assertThat(unit.log().counts()).hasSize(4);
        });
    }

    @Test
    void query_overBoth_onOneAndTheSameShard_isOneStatement() {
        with(em -> {
            assertThat(em.createQuery(SAME_CITY + " AND c.number = 1 AND l.continent = 'Asia'", Object[].class)
                            .getResultList())
                    .containsExactly(new Object[] {1, "Tokyo"});
            assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 1));
        });
    }

    @Test
    void query_overChildrenOfBoth_onOneAndTheSameShard_isOneStatement() {
        with(em -> {
            assertThat(em.createQuery(
                                    "SELECT p.amount, r.temperature FROM Purchase p, Report r WHERE p.id = r.id"
                                            + " AND p.customer.number = :number AND r.location.continent = :continent",
                                    Object[].class)
                            .setParameter("number", 2)
                            .setParameter("continent", "Europe")
                            .getResultList())
                    .containsExactly(new Object[] {20, 20.0});
            assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
        });
    }

    @Test
    void query_overBoth_withSubqueryOnTheSameShard_isOneStatement() {
        with(em -> {
            assertThat(em.createQuery(
                                    "SELECT c.number FROM Customer c WHERE c.number = 1 AND EXISTS (SELECT l FROM"
                                            + " WeatherLocation l WHERE l.continent = 'Asia' AND l.city = c.city)",
                                    Integer.class)
                            .getResultList())
                    .containsExactly(1);
            assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 1));
        });
    }

    @Test
    void query_overBoth_onTwoShards_isRefused() {
        for (String rest : List.of(
                "",
                " AND c.number = 1",
                " AND l.continent = 'Asia'",
                " AND c.number = 2 AND l.continent = 'Asia'",
                " AND c.number IN (1, 2) AND l.continent IN ('Asia', 'Europe')")) {
            with(em -> {
                unit.log().clear();
                assertThatThrownBy(() -> em.createQuery(SAME_CITY + rest).getResultList())
                        .as(rest)
                        .hasMessageStartingWith("MERIDIAN-020");
                assertThat(unit.log().counts()).isEmpty();
            });
        }
    }

    @Test
    void query_overBoth_inSteps_isAnswered() {
        with(em -> assertThat(em.createQuery(
                                "SELECT c.number FROM Customer c WHERE c.city IN (SELECT l.city FROM WeatherLocation l)"
                                        + " ORDER BY c.number",
                                Integer.class)
                        .getResultList())
                .containsExactly(0, 1, 2));
    }

    @Test
    void query_withUnsharded_isAnsweredOnThePrimaryAlone() {
        inTransaction(em -> em.persist(new Note("Tokyo")));
        forget();
        with(em -> {
            assertThat(em.createQuery(
                                    "SELECT c.number FROM Customer c, Note m WHERE m.text = c.city AND c.number = 0",
                                    Integer.class)
                            .getResultList())
                    .containsExactly(0);
            assertThat(unit.log().counts()).isEqualTo(Map.of("north_america", 1));
            assertThatThrownBy(() -> em.createQuery(
                                    "SELECT c.number FROM Customer c, Note m WHERE m.text = c.city AND c.number = 1")
                            .getResultList())
                    .hasMessageStartingWith("MERIDIAN-020");
        });
    }

    @Test
    void transaction_overBothOnOneShard_isCommitted() {
        inTransaction(em -> {
            em.find(Customer.class, ShardedKey.of("asia", one.id)).city = "Osaka";
            em.find(WeatherLocation.class, ShardedKey.of("asia", tokyo.getId())).setCity("Osaka");
        });
        assertThat(rows("asia", "CUSTOMER WHERE CITY = 'Osaka'")).isOne();
        assertThat(rows("asia", "WEATHER_LOCATION WHERE CITY = 'Osaka'")).isOne();
        assertThat(unit.log().commits("asia")).hasSize(1);
    }

    @Test
    void transaction_overBothOnTwoShards_isRefusedInResourceLocal() {
        with(em -> {
            em.getTransaction().begin();
            em.persist(new Customer(2, "Paris"));
            em.persist(new WeatherLocation("Asia", "Kyoto"));
            assertThatThrownBy(() -> em.getTransaction().commit())
                    .hasStackTraceContaining("MERIDIAN-016")
                    .hasStackTraceContaining("asia, europe");
        });
        assertThat(rows("europe", "CUSTOMER")).isOne();
        assertThat(rows("asia", "WEATHER_LOCATION")).isOne();
    }

    @Test
    void bulkUpdate_ofOneFromTheOther_isRefusedUnlessOnOneShard() {
        inTransaction(em -> {
            assertThat(em.createQuery(
                                    "UPDATE Customer c SET c.city = 'Edo' WHERE c.number = 1 AND EXISTS (SELECT l FROM"
                                            + " WeatherLocation l WHERE l.continent = 'Asia' AND l.city = c.city)")
                            .executeUpdate())
                    .isOne();
            assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 1));
        });
        with(em -> {
            em.getTransaction().begin();
            assertThatThrownBy(() -> em.createQuery("UPDATE Customer c SET c.city = 'Edo' WHERE EXISTS (SELECT l FROM"
                                    + " WeatherLocation l WHERE l.city = c.city)")
                            .executeUpdate())
                    .hasStackTraceContaining("MERIDIAN-020");
        });
    }
}
