package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.internal.analysis.GoldenCase;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Country;
import dev.meridian.sharding.testkit.weather.Region;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.Station;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cases of the files under {@code /explain}; a query that begins with NATIVE is SQL. Entities are stored ones, but for
 * those of Atlantis, which are copies made by hand.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainGoldenTest {

    private static final String NATIVE = "NATIVE ";
    private static final List<String> FILES = List.of(
            "equality",
            "in",
            "logic",
            "order",
            "nulls",
            "unproved",
            "paths",
            "joins",
            "subqueries",
            "sets",
            "entities",
            "bulk",
            "gathered",
            "pinned",
            "unsharded",
            "references",
            "inheritance",
            "per-class",
            "tables",
            "functions",
            "keys",
            "conditions");

    private ShardedUnit unit;

    @BeforeAll
    void openUnit() {
        unit = ShardedUnit.with(
                        WeatherLocation.class,
                        Report.class,
                        Note.class,
                        Region.class,
                        Country.class,
                        Station.class,
                        InheritanceTest.Vehicle.class,
                        InheritanceTest.Car.class,
                        InheritanceTest.Racer.class,
                        InheritanceTest.Truck.class,
                        InheritanceTest.Trip.class,
                        InheritanceTest.LongTrip.class,
                        InheritanceTest.Load.class,
                        PerClassPartsTest.Numbered.class,
                        PerClassPartsTest.Office.class,
                        PerClassPartsTest.Document.class,
                        PerClassPartsTest.Letter.class,
                        PerClassPartsTest.Account.class,
                        PerClassPartsTest.Invoice.class,
                        PerClassPartsTest.Refund.class,
                        PerClassPartsTest.Page.class,
                        PerClassPartsTest.Drawing.class,
                        PerClassPartsTest.Seal.class,
                        EmbeddedKeyTest.City.class,
                        EmbeddedKeyTest.Shop.class,
                        KeyTypesTest.ByName.class,
                        KeyTypesTest.ByOrdinal.class,
                        KeyTypesTest.ByLetter.class,
                        KeyTypesTest.FirstLetter.class,
                        KeyTypesTest.ByDay.class,
                        KeyTypesTest.ByUuid.class,
                        KeyTypesTest.ByBig.class,
                        HashPartitioningTest.Town.class,
                        RangePartitioningTest.Peak.class,
                        SecondaryTableTest.Hotel.class,
                        SecondaryTableTest.Room.class)
                .createTables()
                .open();
    }

    @AfterAll
    void closeUnit() {
        unit.close();
    }

    static Stream<GoldenCase> cases() {
        return FILES.stream().flatMap(file -> GoldenCase.read("/explain/" + file + ".txt").stream());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void query_isExplainedInOneLine(GoldenCase golden) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            golden.parameters().values().forEach(value -> store(em, value));
            unit.log().clear();
            Query query = golden.query().startsWith(NATIVE)
                    ? em.createNativeQuery(golden.query().substring(NATIVE.length()))
                    : em.createQuery(golden.query());
            golden.parameters().forEach((name, value) -> set(query, name, value));
            golden.hints().forEach(query::setHint);

            assertThat(List.of(Sharding.of(em).explain(query).toString())).isEqualTo(golden.expected());
            assertThat(unit.log().all()).isEmpty();
        }
    }

    private static void store(EntityManager em, Object value) {
        if (value instanceof Collection<?> several) {
            several.forEach(each -> store(em, each));
            return;
        }
        WeatherLocation location = value instanceof Report report
                ? report.getLocation()
                : value instanceof WeatherLocation itself ? itself : null;
        if (location != null && !"Atlantis".equals(location.getContinent())) {
            location.setId(null);
            em.getTransaction().begin();
            em.persist(location);
            em.persist(value);
            em.getTransaction().commit();
        }
    }

    private static void set(Query query, String name, Object value) {
        if (Character.isDigit(name.charAt(0))) {
            query.setParameter(Integer.parseInt(name), value);
        } else {
            query.setParameter(name, value);
        }
    }
}
