package dev.meridian.sharding.answers;

import dev.meridian.sharding.testkit.oracle.EntityDescription;
import dev.meridian.sharding.testkit.oracle.Kind;
import dev.meridian.sharding.testkit.oracle.UnitDescription;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The rows of the random queries: NULLs, ties, the same values in several shards, mixed case, texts that differ by blanks
 * at their end only, and nothing at all in South America.
 */
final class Rows {

    /** The tab sorts before a blank, so before the end of a text that is padded with blanks. */
    private static final List<String> NAMES = Arrays.asList(
            null,
            "Springfield",
            "springfield",
            "SPRINGFIELD",
            "Springfield  ",
            "Aba",
            "Aba  ",
            "aba",
            "Aba\tx",
            "Zoe",
            "\u00c4lm",
            "O'Hare",
            "San Jose",
            "San-Jose",
            "",
            " lead");

    private static final List<String> CONTINENTS = List.of(
            "North America", "North America", "Asia", "Oceania", "Europe", "Africa", "North America", "Asia", "Europe");
    private static final List<Integer> GRADES = Arrays.asList(null, 1, 2, 3, 3, 4, 5, -7);
    private static final List<Integer> MASSES = Arrays.asList(null, 1_200_000_000, 1_900_000_001, 7);
    private static final List<Long> POPULATIONS =
            Arrays.asList(null, 0L, 5L, 1200L, 9_007_199_254_740_993L, 44_000_001L, 5L);
    private static final List<String> AREAS = Arrays.asList(null, "1.00", "12.50", "0.05", "99999.99", "-3.25", "1.00");
    private static final List<Double> RATINGS = Arrays.asList(null, 0.5, 2.25, 4.75, -1.5, 2.25, 1.0e9);
    private static final int PLACES = 45;

    private final Random random = new Random(4);
    private int visits;
    private int remarks;

    private Rows() {}

    /** What queries may say of the entities. */
    static UnitDescription description() {
        return UnitDescription.of(
                EntityDescription.of(Place.class, "code", "P-01", "P-07", "P-20")
                        .key("continent", "North America", "Asia", "Oceania", "Europe", "Africa", "South America")
                        .attribute("name", Kind.TEXT, "Springfield", "Aba", "Zoe", "san jose", "", "Springfield ")
                        .attribute("grade", Kind.INTEGER, 1, 2, 3, 5, -7)
                        .attribute("mass", Kind.INTEGER, 7, 1_200_000_000, 1_500_000_000)
                        .attribute("population", Kind.LONG, 0L, 5L, 1200L, 44_000_001L, 9_007_199_254_740_993L)
                        .attribute(
                                "area", Kind.DECIMAL, new BigDecimal("1.00"), new BigDecimal("12.5"), decimal("0.05"))
                        .attribute("rating", Kind.DOUBLE, 0.5, 2.25, -1.5, 3.0)
                        .attribute("founded", Kind.DATE, day(0), day(400), day(9000))
                        .attribute("updated", Kind.TIMESTAMP, time(0), time(5), time(30))
                        .children("visits", Visit.class, "place")
                        .reference("land", Land.class)
                        .build(),
                EntityDescription.of(Visit.class, "code", "V-003", "V-017")
                        .attribute("purpose", Kind.TEXT, "Aba", "Zoe", "SPRINGFIELD", "Aba ")
                        .attribute("guests", Kind.INTEGER, 1, 3, 4, 0)
                        .attribute("steps", Kind.LONG, 0L, 5L, 1200L)
                        .attribute("cost", Kind.DECIMAL, decimal("1.000"), decimal("0.125"), decimal("7.5"))
                        .attribute("degrees", Kind.DOUBLE, 0.5, 2.25, -1.5)
                        .attribute("arrived", Kind.DATE, day(0), day(3), day(400))
                        .attribute("logged", Kind.TIMESTAMP, time(0), time(7))
                        .parent("place", Place.class, "visits")
                        .children("remarks", Remark.class, "visit")
                        .build(),
                EntityDescription.of(Remark.class, "code", "R-004", "R-010")
                        .attribute("words", Kind.TEXT, "Aba", "Zoe", "Springfield")
                        .attribute("stars", Kind.INTEGER, 1, 2, 3, 5)
                        .attribute("tip", Kind.DECIMAL, decimal("1.00"), decimal("0.05"))
                        .parent("visit", Visit.class, "remarks")
                        .build(),
                EntityDescription.of(Land.class, "code", "N-2", "N-4")
                        .attribute("name", Kind.TEXT, "Aba", "Zoe", "Springfield")
                        .attribute("founders", Kind.INTEGER, 1, 2, 3, 5)
                        .attribute("wealth", Kind.DECIMAL, decimal("1.00"), decimal("12.5"))
                        .placed(EntityDescription.Placement.REFERENCE)
                        .build(),
                EntityDescription.of(Topic.class, "code", "T-1", "T-3")
                        .attribute("title", Kind.TEXT, "Aba", "Zoe", "Springfield")
                        .attribute("pages", Kind.INTEGER, 1, 2, 3, 5)
                        .placed(EntityDescription.Placement.UNSHARDED)
                        .build());
    }

    /** Stores the rows: the same in each unit, one transaction for each place. */
    static void store(EntityManagerFactory factory) {
        Rows rows = new Rows();
        List<Land> lands = rows.lands();
        lands.forEach(land -> store(factory, land));
        rows.topics().forEach(topic -> store(factory, topic));
        for (Place place : rows.places(lands)) {
            store(factory, place);
        }
        factory.getCache().evictAll();
    }

    private static void store(EntityManagerFactory factory, Object entity) {
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            em.persist(entity);
            em.getTransaction().commit();
        }
    }

    private List<Land> lands() {
        List<Land> lands = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            Land land = new Land("N-" + i);
            land.name = pick(NAMES);
            land.founders = pick(GRADES);
            land.wealth = decimal(pick(AREAS));
            lands.add(land);
        }
        return lands;
    }

    private List<Topic> topics() {
        List<Topic> topics = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            Topic topic = new Topic("T-" + i);
            topic.title = pick(NAMES);
            topic.pages = pick(GRADES);
            topics.add(topic);
        }
        return topics;
    }

    private List<Place> places(List<Land> lands) {
        List<Place> places = new ArrayList<>();
        for (int i = 1; i <= PLACES; i++) {
            Place place = place("P-%02d".formatted(i), CONTINENTS.get(i % CONTINENTS.size()));
            place.land = i % 7 == 0 ? null : lands.get(i % 4);
            places.add(place);
        }
        return places;
    }

    private Place place(String code, String continent) {
        Place place = new Place(code, continent);
        place.name = pick(NAMES);
        place.grade = pick(GRADES);
        place.mass = pick(MASSES);
        place.population = pick(POPULATIONS);
        place.area = decimal(pick(AREAS));
        place.rating = pick(RATINGS);
        place.founded = random.nextInt(6) == 0 ? null : day(pick(List.of(0, 0, 3, 400, 9000)));
        place.updated = random.nextInt(6) == 0 ? null : time(random.nextInt(40));
        for (int i = random.nextInt(5); i > 0; i--) {
            place.visits.add(visit(place));
        }
        return place;
    }

    private Visit visit(Place place) {
        Visit visit = new Visit("V-%03d".formatted(++visits), place);
        visit.purpose = pick(NAMES);
        visit.guests = pick(GRADES);
        visit.steps = pick(POPULATIONS.subList(0, 4));
        visit.cost = decimal(pick(Arrays.asList(null, "1.000", "0.125", "7.500", "1.000")));
        visit.degrees = pick(RATINGS.subList(0, 6));
        visit.arrived = random.nextInt(6) == 0 ? null : day(pick(List.of(0, 3, 400)));
        visit.logged = random.nextInt(6) == 0 ? null : time(random.nextInt(20));
        for (int i = random.nextInt(3); i > 0; i--) {
            Remark remark = new Remark("R-%03d".formatted(++remarks), visit);
            remark.words = pick(NAMES);
            remark.stars = pick(GRADES);
            remark.tip = decimal(pick(AREAS.subList(0, 4)));
            visit.remarks.add(remark);
        }
        return visit;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static BigDecimal decimal(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static LocalDate day(int number) {
        return LocalDate.of(1999, 12, 31).plusDays(number);
    }

    private static LocalDateTime time(int number) {
        return LocalDateTime.of(2024, 2, 29, 23, 50).plusMinutes(number);
    }
}
