package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.Serialised;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.StatementLog;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A unit without Meridian in the same application, of the same entity classes or of others, works as if it were alone. */
@Tag("weaving")
class OtherUnitsTest {

    @Test
    void plainUnit_besideASharded_sendsTheSameStatements() {
        List<String> alone;
        try (ShardedUnit plain = plain().open()) {
            alone = use(plain);
        }
        try (ShardedUnit before = plain().open();
                ShardedUnit sharded = sharded().open()) {
            useSharded(sharded);
            assertThat(use(before)).isEqualTo(alone);
            try (ShardedUnit after = plain().open()) {
                assertThat(use(after)).isEqualTo(alone);
                useSharded(sharded);
                assertThatThrownBy(() -> Sharding.of(after.emf())).hasMessageStartingWith("MERIDIAN-002");
            }
            useSharded(sharded);
        }
        try (ShardedUnit after = plain().open()) {
            assertThat(use(after)).isEqualTo(alone);
        }
    }

    @Test
    void unitOfOtherEntities_besideASharded_sendsTheSameStatements() {
        List<String> alone;
        try (ShardedUnit notes = notes().open()) {
            alone = useNotes(notes);
        }
        try (ShardedUnit sharded = sharded().open();
                ShardedUnit notes = notes().open()) {
            useSharded(sharded);
            assertThat(useNotes(notes)).isEqualTo(alone);
        }
    }

    @Test
    void partitionedByEclipseLinkAlone_besideASharded_runsAsItDoesAlone() throws SQLException {
        Map<String, Integer> alone = askEclipseLinkAlone();
        try (ShardedUnit sharded = sharded().open()) {
            useSharded(sharded);
            assertThat(askEclipseLinkAlone()).isEqualTo(alone);
        }
    }

    private static Map<String, Integer> askEclipseLinkAlone() throws SQLException {
        try (ShardedUnit unit = ShardedUnit.with(WeatherLocation.class, Report.class)
                .withoutMeridian()
                .shards("main", "north_america", "asia", "europe", "south_america")
                .open()) {
            for (String shard : ShardedUnit.SHARDS) {
                unit.execute(
                        shard,
                        "CREATE TABLE WEATHER_LOCATION (ID BIGINT NOT NULL PRIMARY KEY, CONTINENT VARCHAR(30), CITY"
                                + " VARCHAR(100), POPULATION BIGINT)");
            }
            unit.log().clear();
            try (EntityManager em = unit.emf().createEntityManager()) {
                em.createQuery("SELECT l FROM WeatherLocation l WHERE l.continent = :continent")
                        .setParameter("continent", "Europe")
                        .getResultList();
            }
            return unit.log().counts();
        }
    }

    @Test
    void copyOfAShardedUnitsObject_mergedIntoAPlainOne_isARowThereLikeAnyOther() {
        try (ShardedUnit sharded = sharded().open();
                ShardedUnit plain = plain().open()) {
            WeatherLocation tokyo = new WeatherLocation("Asia", "Tokyo");
            inTransaction(sharded, em -> em.persist(tokyo));
            WeatherLocation detached;
            try (EntityManager em = sharded.emf().createEntityManager()) {
                // A woven object bears the key of its own unit, whatever that is; a copy bears none.
                detached = Serialised.copy(em.find(WeatherLocation.class, ShardedKey.of("asia", tokyo.getId())));
            }
            inTransaction(plain, em -> {
                WeatherLocation merged = em.merge(detached);
                assertThat(em.find(WeatherLocation.class, tokyo.getId())).isSameAs(merged);
            });
            detached.setCity("Edo");
            inTransaction(plain, em -> {
                em.merge(detached);
                assertThat(em.createQuery("SELECT l.city FROM WeatherLocation l", String.class)
                                .getResultList())
                        .containsExactly("Edo");
            });
            inTransaction(
                    plain,
                    em -> assertThat(em.find(WeatherLocation.class, tokyo.getId())
                                    .getCity())
                            .isEqualTo("Edo"));
        }
    }

    private static ShardedUnit.Builder plain() {
        return ShardedUnit.with(WeatherLocation.class, Report.class).unsharded().createTables();
    }

    private static ShardedUnit.Builder notes() {
        return ShardedUnit.with(Note.class).withoutMeridian().shards("one").createTables();
    }

    private static ShardedUnit.Builder sharded() {
        return ShardedUnit.with(WeatherLocation.class, Report.class).createTables();
    }

    private static List<String> use(ShardedUnit unit) {
        WeatherLocation tokyo = new WeatherLocation("Asia", "Tokyo");
        tokyo.report(20);
        inTransaction(unit, em -> em.persist(tokyo));
        unit.emf().getCache().evictAll();
        inTransaction(unit, em -> {
            WeatherLocation found = em.find(WeatherLocation.class, tokyo.getId());
            found.setContinent("Atlantis");
            found.getReports().get(0).setTemperature(3);
            em.createQuery("SELECT r FROM Report r WHERE r.location.continent = 'Atlantis'")
                    .getResultList();
        });
        inTransaction(unit, em -> em.remove(em.find(WeatherLocation.class, tokyo.getId())));
        return unit.log().all().stream().map(StatementLog.Entry::sql).toList();
    }

    private static List<String> useNotes(ShardedUnit unit) {
        inTransaction(unit, em -> em.persist(new Note("alone")));
        inTransaction(unit, em -> em.createQuery("SELECT m FROM Note m").getResultList());
        return unit.log().all().stream().map(StatementLog.Entry::sql).toList();
    }

    private static void useSharded(ShardedUnit unit) {
        WeatherLocation london = new WeatherLocation("Europe", "London");
        london.report(9);
        inTransaction(unit, em -> em.persist(london));
        unit.emf().getCache().evictAll();
        inTransaction(unit, em -> {
            unit.log().clear();
            WeatherLocation found = em.find(WeatherLocation.class, ShardedKey.of("europe", london.getId()));
            assertThat(found.getReports()).hasSize(1);
            assertThat(unit.log().counts()).containsOnlyKeys("europe");
            em.remove(found);
        });
    }

    private static void inTransaction(ShardedUnit unit, Consumer<EntityManager> work) {
        unit.inTransaction(work);
    }
}
