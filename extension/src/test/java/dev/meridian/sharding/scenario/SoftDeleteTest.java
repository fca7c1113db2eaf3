package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.scenario.Shops.Complaint;
import dev.meridian.sharding.scenario.Shops.Currency;
import dev.meridian.sharding.scenario.Shops.Fair;
import dev.meridian.sharding.scenario.Shops.Item;
import dev.meridian.sharding.scenario.Shops.Nosy;
import dev.meridian.sharding.scenario.Shops.Paying;
import dev.meridian.sharding.scenario.Shops.Purchase;
import dev.meridian.sharding.scenario.Shops.Shop;
import dev.meridian.sharding.scenario.Shops.Stall;
import dev.meridian.sharding.scenario.Shops.Timely;
import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
        both.write(Shops::store);
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
