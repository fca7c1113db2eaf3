package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.weather.Country;
import dev.meridian.sharding.testkit.weather.Region;
import dev.meridian.sharding.testkit.weather.Station;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Reads of reference entities: from one shard, without a token, alone and beside sharded entities. */
@Tag("weaving")
class ReferenceReadTest extends ReferenceTest {

    @Test
    void find_asksThePrimaryAlone_andThenTheSharedCache() {
        with(em -> {
            Country found = em.find(Country.class, japan.getId());
            assertThat(found.getName()).isEqualTo("Japan");
            assertThat(Sharding.of(em).shardOf(found)).isNull();
            assertThat(Sharding.of(em).keyOf(found)).isNull();
        });
        with(em -> em.find(Country.class, japan.getId()));
        assertThat(unit.log().count("north_america")).isGreaterThan(0);
        assertThat(unit.log().counts()).containsOnlyKeys("north_america");
        unit.log().clear();
        with(em -> em.find(Country.class, japan.getId()));
        assertThat(unit.log().counts()).isEmpty();
    }

    @Test
    void query_overReferencesAlone_isOneStatement() {
        assertThat(list(em -> em.createQuery(
                                "SELECT r.name, COUNT(c) FROM Country c JOIN c.region r GROUP BY r.name ORDER BY r.name",
                                Object[].class)
                        .getResultList()))
                .containsExactly(new Object[] {"Temperate", 1L}, new Object[] {"Tropic", 1L});
        assertThat(unit.log().counts()).isEqualTo(oneOn("north_america"));
    }

    @Test
    void refreshAndLock_askOneShard() {
        with(em -> {
            em.getTransaction().begin();
            Region region = em.find(Region.class, "EARTH");
            unit.log().clear();
            em.refresh(region);
            assertThat(unit.log().counts()).isEqualTo(oneOn("north_america"));
            unit.log().clear();
            em.lock(region, LockModeType.PESSIMISTIC_WRITE);
            assertThat(unit.log().counts()).isEqualTo(oneOn("north_america"));
        });
    }

    @Test
    void pinned_readsThatShard() {
        assertThat(list(em -> em.createQuery("SELECT c FROM Country c", Country.class)
                        .setHint("eclipselink.partitioning", "asia")
                        .getResultList()))
                .hasSize(2);
        assertThat(unit.log().counts()).containsOnlyKeys("asia");
    }

    @Test
    void queryCache_overReferences_isUsed() {
        with(em -> unit.emf()
                .addNamedQuery(
                        "warm",
                        em.createQuery("SELECT r FROM Region r WHERE r.name LIKE 'T%'", Region.class)
                                .setHint("eclipselink.query-results-cache", "true")));
        assertThat(list(em -> em.createNamedQuery("warm", Region.class).getResultList()))
                .hasSize(2);
        unit.log().clear();
        assertThat(list(em -> em.createNamedQuery("warm", Region.class).getResultList()))
                .hasSize(2);
        assertThat(unit.log().counts()).isEmpty();
    }

    @Test
    void joinFetch_overShards_makesOneObjectOfEachReference() {
        storeStations();
        with(em -> {
            List<Station> stations = em.createQuery("SELECT s FROM Station s JOIN FETCH s.country", Station.class)
                    .getResultList();
            assertThat(stations).extracting(Station::getName).containsExactlyInAnyOrder("Tokyo", "London", "Nairobi");
            Map<String, Country> byStation =
                    stations.stream().collect(java.util.stream.Collectors.toMap(Station::getName, Station::getCountry));
            assertThat(byStation.get("Tokyo")).isSameAs(byStation.get("London"));
            assertThat(byStation.get("Tokyo")).isSameAs(em.find(Country.class, japan.getId()));
            assertThat(Sharding.of(em).shardOf(byStation.get("Tokyo"))).isNull();
        });
    }

    @Test
    @EnabledIfSystemProperty(named = "meridian.test.weaving", matches = "true", disabledReason = "eager if not woven")
    void lazyLoad_fromAShardedObject_readsItsShard() {
        storeStations();
        with(em -> {
            Station london = em.createQuery("SELECT s FROM Station s WHERE s.continent = 'Europe'", Station.class)
                    .getSingleResult();
            unit.log().clear();
            assertThat(london.getCountry().getName()).isEqualTo("Japan");
            assertThat(unit.log().counts()).isEqualTo(oneOn("europe"));
            unit.log().clear();
            assertThat(london.getCountry().getRegion().getName()).isEqualTo("Temperate");
            assertThat(unit.log().counts()).isEqualTo(oneOn("europe"));
            unit.log().clear();
            assertThat(em.find(Region.class, "EARTH").getParts()).hasSize(2);
            assertThat(unit.log().counts()).containsOnlyKeys("north_america");
        });
    }

    @Test
    void eagerLoad_fromAShardedObject_readsItsShard() {
        storeStations();
        with(em -> {
            Station tokyo = em.createQuery("SELECT s FROM Station s WHERE s.continent = 'Asia'", Station.class)
                    .getSingleResult();
            assertThat(tokyo.getRegion().getCode()).isEqualTo("TEMPERATE");
        });
        assertThat(unit.log().counts()).containsOnlyKeys("asia");
    }

    @Test
    void innerJoin_isRoutedByTheShardedEntityAlone() {
        storeStations();
        assertThat(list(em -> em.createQuery(
                                "SELECT s.name, c.name FROM Country c, Station s WHERE s.country = c AND c.name = 'Japan'",
                                Object[].class)
                        .getResultList()))
                .containsExactlyInAnyOrder(new Object[] {"Tokyo", "Japan"}, new Object[] {"London", "Japan"});
        assertThat(unit.log().counts()).isEqualTo(oneOnEach());
        unit.log().clear();
        assertThat(list(em -> em.createQuery(
                                "SELECT s FROM Station s JOIN s.country c WHERE c.name = 'Japan' AND s.continent = 'Asia'",
                                Object.class)
                        .getResultList()))
                .hasSize(1);
        assertThat(unit.log().counts().keySet()).containsExactly("asia");
    }

    @Test
    void outerJoin_withTheReferenceNullSupplied_keepsEachShardedRowOnce() {
        storeStations();
        inTransaction(em -> em.persist(new Station("Asia", "Nowhere", null)));
        assertThat(list(em -> em.createQuery(
                                "SELECT s.name, c.name FROM Station s LEFT JOIN s.country c", Object[].class)
                        .getResultList()))
                .extracting(row -> row[0] + " " + row[1])
                .containsExactlyInAnyOrder("Tokyo Japan", "London Japan", "Nairobi Kenya", "Nowhere null");
    }

    @Test
    void referenceAsPreservedSideOrOuterVariable_overSeveralShards_isRefused_onOneItIsAnswered() {
        storeStations();
        with(em -> {
            for (String jpql : List.of(
                    "SELECT c.name FROM Country c LEFT JOIN Station s ON s.country = c",
                    "SELECT c.name FROM Country c WHERE EXISTS (SELECT s FROM Station s WHERE s.country = c)",
                    "SELECT c.name FROM Country c WHERE NOT EXISTS (SELECT s FROM Station s WHERE s.country = c)",
                    "SELECT c.name FROM Country c WHERE (SELECT COUNT(s) FROM Station s WHERE s.country = c) = 0",
                    "SELECT c.name, (SELECT COUNT(s) FROM Station s WHERE s.country = c) FROM Country c")) {
                assertThatThrownBy(() -> em.createQuery(jpql).getResultList())
                        .as(jpql)
                        .hasMessageStartingWith("MERIDIAN-083");
            }
        });
        assertThat(unit.log().counts()).isEmpty();
        assertThat(list(em -> em.createQuery(
                                "SELECT c.name FROM Country c WHERE NOT EXISTS"
                                        + " (SELECT s FROM Station s WHERE s.country = c AND s.continent = 'Asia')",
                                Object.class)
                        .getResultList()))
                .isEqualTo(List.of("Kenya"));
        assertThat(unit.log().counts()).isEqualTo(oneOn("asia"));
    }

    @Test
    void preservedReference_whereNoShardCanHaveAShardedRow_keepsItsRows() {
        storeStations();
        assertThat(list(em -> em.createQuery(
                                "SELECT c.name FROM Country c WHERE NOT EXISTS"
                                        + " (SELECT s FROM Station s WHERE s.country = c AND s.continent = 'Atlantis')"
                                        + " ORDER BY c.name",
                                Object.class)
                        .getResultList()))
                .isEqualTo(List.of("Japan", "Kenya"));
        assertThat(unit.log().counts()).isEqualTo(oneOn("north_america"));
    }

    @Test
    void subqueryOverReferences_ofAShardedQuery_runsInEachShard() {
        storeStations();
        assertThat(list(em -> em.createQuery(
                                "SELECT s.name FROM Station s WHERE s.country IN"
                                        + " (SELECT c FROM Country c WHERE c.region.code = 'TEMPERATE')",
                                String.class)
                        .getResultList()))
                .containsExactlyInAnyOrder("Tokyo", "London");
        assertThat(unit.log().counts()).isEqualTo(oneOnEach());
    }

    @Test
    void entityParameter_ofAReference_isBoundById_andNarrowsNothing() {
        storeStations();
        assertThat(list(em -> em.createQuery("SELECT s.name FROM Station s WHERE s.country <> :country", String.class)
                        .setParameter("country", em.find(Country.class, japan.getId()))
                        .getResultList()))
                .containsExactly("Nairobi");
        unit.log().clear();
        assertThat(list(em -> em.createQuery(
                                "SELECT s.name FROM Station s WHERE s.country = :country AND s.continent = 'Europe'",
                                String.class)
                        .setParameter("country", em.find(Country.class, japan.getId()))
                        .getResultList()))
                .containsExactly("London");
        assertThat(unit.log().counts()).isEqualTo(oneOn("europe"));
    }

    @Test
    void flushedAndUncommitted_isSeenByTheTransaction() {
        with(em -> {
            em.getTransaction().begin();
            em.persist(new Region("POLAR", "Polar"));
            assertThat(em.createQuery("SELECT COUNT(r) FROM Region r", Long.class)
                            .getSingleResult())
                    .isEqualTo(4);
            em.getTransaction().rollback();
        });
    }
}
