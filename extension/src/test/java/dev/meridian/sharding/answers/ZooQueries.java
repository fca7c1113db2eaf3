package dev.meridian.sharding.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Random queries over {@link Zoos}: inheritance, element collections, a second table, hidden rows, batch fetches. */
final class ZooQueries {

    /**
     * What a query can be over.
     *
     * @param entity the variable that can be selected as an entity; it has the attribute {@code id}
     * @param numbers paths to numbers
     * @param texts paths to texts
     * @param relations of the entity that a batch can fetch: of one that FROM begins with
     */
    record Source(
            String from,
            String entity,
            List<String> numbers,
            List<String> texts,
            List<String> conditions,
            List<String> relations) {}

    /**
     * A query.
     *
     * @param ordered whether its order is certain
     * @param batch the relation that is fetched in batches and read; empty for none
     * @param most how many rows; 0 for all
     */
    record Asked(String jpql, boolean ordered, String batch, String batchType, int first, int most) {

        Asked with(String otherJpql) {
            return new Asked(otherJpql, ordered, batch, batchType, first, most);
        }
    }

    private static final List<String> OF_ZOO = List.of(
            "z.land = 'Japan'",
            "z.land IN ('Canada', 'China')",
            "z.land <> 'France'",
            "z.area > 2",
            "z.area IS NULL",
            "z.motto = 'a'",
            "z.motto IS NOT NULL",
            "z.area BETWEEN 1 AND 3",
            "'b' MEMBER OF z.tags",
            "'c' NOT MEMBER OF z.tags",
            "'a' MEMBER OF z.tasks",
            "z.tags IS EMPTY",
            "z.tasks IS NOT EMPTY",
            "SIZE(z.tasks) > 1",
            "z.animals IS EMPTY",
            "z.stays IS EMPTY",
            "SIZE(z.stays) = 1",
            "EXISTS (SELECT s FROM Stay s WHERE s.zoo = z AND s.days > 2)",
            "EXISTS (SELECT b FROM Bird b WHERE b.zoo = z)",
            "z.area >= ALL (SELECT a.weight FROM Animal a WHERE a.zoo = z)",
            "z.area > (SELECT AVG(a.weight) FROM Animal a)",
            "z.name IN (SELECT t FROM Zoo y JOIN y.tags t)");

    /** Of a kind that FROM tells: EclipseLink treats such an animal as no other. */
    private static final List<String> OF_ONE_KIND = List.of(
            "TYPE(a) = Bird",
            "TYPE(a) <> Fish",
            "TYPE(a) IN (Bird, Animal)",
            "a.weight > 2",
            "a.name = a.zoo.motto",
            "a.zoo.area < 4",
            "'a' MEMBER OF a.zoo.tags",
            "a.zoo.land = 'Japan'",
            "a.zoo.land IN ('France', 'China') OR TYPE(a) = Fish",
            "a.weight = (SELECT MAX(b.weight) FROM Bird b WHERE b.zoo = a.zoo)",
            "a.name IN (SELECT k.name FROM Boss k)");

    private static final List<String> OF_ANIMAL =
            with(OF_ONE_KIND, "TREAT(a AS Bird).wingspan > 1", "TREAT(a AS Fish).depth = 2 OR a.weight = 1");

    private static final List<Source> SOURCES = List.of(
            new Source(
                    "Zoo z",
                    "z",
                    List.of("z.area", "z.id", "SIZE(z.tags)"),
                    List.of("z.name", "z.motto", "z.land"),
                    OF_ZOO,
                    List.of("animals", "keepers", "stays", "tags", "tasks")),
            new Source(
                    "Zoo z JOIN z.tags t",
                    "z",
                    List.of("z.area", "z.id"),
                    List.of("t", "z.motto"),
                    with(OF_ZOO, "t = 'a'", "t > z.name"),
                    List.of("tasks", "keepers")),
            new Source(
                    "Zoo z LEFT JOIN z.tags t",
                    "z",
                    List.of("z.id"),
                    List.of("t", "z.name"),
                    with(OF_ZOO, "t IS NULL", "t IN ('a', 'd')"),
                    List.of("tags", "stays")),
            new Source(
                    "Zoo z JOIN z.tasks t",
                    "z",
                    List.of("INDEX(t)"),
                    List.of("t", "z.land"),
                    with(OF_ZOO, "INDEX(t) = 0", "t <> 'b'"),
                    List.of("animals")),
            new Source(
                    "Zoo z JOIN z.stock c",
                    "z",
                    List.of("VALUE(c)"),
                    List.of("KEY(c)", "z.motto"),
                    with(OF_ZOO, "KEY(c) = 'b'", "VALUE(c) > 1", "VALUE(c) = z.area"),
                    List.of("stays")),
            new Source(
                    "Zoo z JOIN z.stock c",
                    "z",
                    List.of("VALUE(c)", "z.area"),
                    List.of("KEY(c)"),
                    List.of("KEY(c) IN ('a', 'c')", "VALUE(c) < 3", "KEY(c) > z.motto", "z.land <> 'Japan'"),
                    List.of("tags")),
            new Source(
                    "Zoo z JOIN z.animals a",
                    "a",
                    List.of("a.weight", "z.area"),
                    List.of("a.name", "z.motto"),
                    with(OF_ANIMAL, "z.area > 1", "'b' MEMBER OF z.tags"),
                    List.of()),
            new Source(
                    "Zoo z LEFT JOIN z.stays s",
                    "z",
                    List.of("s.days", "z.area"),
                    List.of("z.name"),
                    with(OF_ZOO, "s.days > 1", "s IS NULL"),
                    List.of("stays", "keepers")),
            new Source(
                    "Animal a",
                    "a",
                    List.of("a.weight", "a.id", "a.zoo.area"),
                    List.of("a.name", "a.zoo.motto"),
                    OF_ANIMAL,
                    List.of("zoo")),
            new Source(
                    "Bird a",
                    "a",
                    List.of("a.weight", "a.wingspan"),
                    List.of("a.name", "a.zoo.land"),
                    with(OF_ONE_KIND, "a.wingspan IS NULL", "a.wingspan > a.weight"),
                    List.of("zoo")),
            new Source(
                    "Zoo z JOIN TREAT(z.animals AS Fish) a",
                    "a",
                    List.of("a.depth", "z.area"),
                    List.of("a.name", "z.name"),
                    with(OF_ONE_KIND, "a.depth > 1"),
                    List.of()),
            new Source(
                    "Keeper k",
                    "k",
                    List.of("k.id", "k.zoo.area"),
                    List.of("k.name", "k.zoo.motto"),
                    List.of(
                            "TYPE(k) = Boss",
                            "TYPE(k) <> Boss",
                            "TREAT(k AS Boss).bonus > 1",
                            "k.zoo.land = 'China'",
                            "'c' MEMBER OF k.zoo.tags",
                            "k.zoo.area IS NULL"),
                    List.of("zoo")),
            new Source(
                    "Stay s JOIN s.zoo z",
                    "s",
                    List.of("s.days", "z.area"),
                    List.of("z.motto", "z.land"),
                    with(OF_ZOO, "s.days > 2", "s.days = z.area"),
                    List.of("zoo")));

    /** Entities {@code x} that an outer join can leave out: of two tables, of several types in one table, or in several. */
    private static final List<Source> OF_OUTER_JOINS = List.of(
            new Source(
                    "Stay s LEFT JOIN s.zoo x",
                    "x",
                    List.of("s.days", "x.area"),
                    List.of("x.name", "x.motto"),
                    List.of("s.days > 1", "x.land <> 'Japan'", "x.motto IS NULL", "'a' MEMBER OF x.tags"),
                    List.of()),
            new Source(
                    "Stay s LEFT JOIN s.zoo z LEFT JOIN z.keepers x",
                    "x",
                    List.of("s.days", "z.area", "x.id"),
                    List.of("x.name", "z.motto"),
                    List.of("s.days > 1", "x.name <> 'a'", "x IS NULL", "TYPE(x) = Boss", "z.area < 5"),
                    List.of()),
            new Source(
                    "Keeper k LEFT JOIN k.zoo z LEFT JOIN z.animals x",
                    "x",
                    List.of("k.id", "z.area", "x.weight"),
                    List.of("x.name", "k.name"),
                    List.of("x.weight > 2", "k.name = 'b'", "x IS NOT NULL", "TYPE(x) <> Bird", "z.area > 1"),
                    List.of()));

    private final Random random;
    private final Source source;

    private ZooQueries(Random random, List<Source> sources) {
        this.random = random;
        source = pick(sources);
    }

    /** The same for the same seed. */
    static Asked random(long seed) {
        Random random = new Random(seed);
        random.nextInt();
        if (random.nextInt(8) == 0) {
            return new ZooQueries(random, OF_OUTER_JOINS).ofMissable();
        }
        ZooQueries queries = new ZooQueries(random, SOURCES);
        return switch (queries.random.nextInt(4)) {
            case 0 -> queries.entities();
            case 1 -> queries.values();
            case 2 -> queries.aggregates();
            default -> queries.groups();
        };
    }

    private Asked entities() {
        boolean ordered = random.nextInt(3) == 0;
        boolean batched = random.nextBoolean() && !source.relations().isEmpty();
        boolean distinct = random.nextBoolean();
        String id = source.entity() + ".id";
        return new Asked(
                "SELECT " + (distinct ? "DISTINCT " : "") + source.entity() + " FROM " + source.from() + where()
                        + (ordered ? " ORDER BY " + id : ""),
                ordered,
                batched ? pick(source.relations()) : "",
                pick(List.of("IN", "EXISTS", "JOIN")),
                ordered && distinct ? random.nextInt(3) : 0,
                ordered && distinct ? random.nextInt(8) : 0);
    }

    private Asked values() {
        List<String> selected = some(all(), 1 + random.nextInt(3));
        boolean ordered = random.nextBoolean();
        String order = ordered
                ? " ORDER BY "
                        + selected.stream()
                                .map(path -> path + pick(List.of("", " DESC")))
                                .collect(Collectors.joining(", "))
                : "";
        return new Asked(
                "SELECT " + (random.nextBoolean() ? "DISTINCT " : "") + String.join(", ", selected) + " FROM "
                        + source.from() + where() + order,
                ordered,
                "",
                "",
                ordered ? random.nextInt(3) : 0,
                ordered ? random.nextInt(8) : 0);
    }

    private Asked aggregates() {
        String first = aggregate();
        String second = aggregate();
        // Derby counts different values once in a query.
        String selected = first.contains("DISTINCT") && second.contains("DISTINCT") ? first : first + ", " + second;
        return new Asked("SELECT " + selected + " FROM " + source.from() + where(), false, "", "", 0, 0);
    }

    private Asked groups() {
        String key = pick(all());
        boolean ordered = random.nextBoolean();
        String having = random.nextInt(3) == 0 ? " HAVING " + aggregate() + " > 1" : "";
        return new Asked(
                "SELECT " + key + ", " + aggregate() + " FROM " + source.from() + where() + " GROUP BY " + key + having
                        + (ordered ? " ORDER BY " + key : ""),
                ordered,
                "",
                "",
                0,
                ordered ? random.nextInt(5) : 0);
    }

    /** Groups by an entity, or a set operation of such. */
    private Asked ofMissable() {
        String entity = source.entity();
        String from = " FROM " + source.from();
        if (random.nextInt(3) == 0) {
            String operator = pick(List.of(" UNION ", " INTERSECT ", " EXCEPT "));
            String all = "SELECT " + entity + from;
            return new Asked(all + where() + operator + all + where(), false, "", "", 0, 0);
        }
        boolean ordered = random.nextBoolean();
        String value = pick(source.texts());
        String keys = entity + (random.nextInt(3) == 0 ? ", " + value : "");
        String having = random.nextInt(3) == 0 ? " HAVING " + aggregate() + " > 1" : "";
        return new Asked(
                "SELECT " + keys + ", " + aggregate() + from + where() + " GROUP BY " + keys + having
                        + (ordered ? " ORDER BY " + entity + ".id, " + value : ""),
                ordered && keys.contains(value),
                "",
                "",
                0,
                ordered && keys.contains(value) ? random.nextInt(5) : 0);
    }

    private String aggregate() {
        String number = pick(source.numbers().stream()
                .filter(path -> !path.startsWith("SIZE"))
                .toList());
        return switch (random.nextInt(6)) {
            case 0 -> "COUNT(" + source.entity() + ")";
            case 1 -> "COUNT(DISTINCT " + pick(List.of(number, source.entity())) + ")";
            case 2 -> "SUM(" + number + ")";
            case 3 -> "MAX(" + number + ")";
            case 4 -> "MIN(" + number + ")";
            default -> "AVG(" + number + ")";
        };
    }

    private String where() {
        List<String> conditions = some(source.conditions(), random.nextInt(3));
        if (conditions.isEmpty()) {
            return "";
        }
        String negation = random.nextInt(4) == 0 ? "NOT " : "";
        return " WHERE " + negation + "(" + String.join(random.nextInt(3) == 0 ? ") OR (" : ") AND (", conditions)
                + ")";
    }

    private List<String> all() {
        List<String> all = new ArrayList<>(source.numbers());
        all.removeIf(path -> path.startsWith("SIZE"));
        all.addAll(source.texts());
        return all;
    }

    private List<String> some(List<String> of, int count) {
        List<String> left = new ArrayList<>(of);
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < count && !left.isEmpty(); i++) {
            chosen.add(left.remove(random.nextInt(left.size())));
        }
        return chosen;
    }

    private static List<String> with(List<String> conditions, String... more) {
        List<String> all = new ArrayList<>(conditions);
        all.addAll(List.of(more));
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
