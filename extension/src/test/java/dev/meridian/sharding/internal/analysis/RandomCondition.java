package dev.meridian.sharding.internal.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes random JPQL conditions on a key and on free columns, each of which it uses once at most. */
final class RandomCondition {

    /**
     * What conditions are made of.
     *
     * @param values to compare the key with
     * @param patterns none for conditions without LIKE
     * @param common how many of the values, the first ones, are taken most often
     * @param order whether with comparisons by order
     * @param computed whether with conditions on what is computed of the key
     */
    record Vocabulary(List<String> values, List<String> patterns, int common, boolean order, boolean computed) {

        Vocabulary {
            values = List.copyOf(values);
            patterns = List.copyOf(patterns);
        }

        Vocabulary withoutLike() {
            return new Vocabulary(values, List.of(), common, order, false);
        }

        Vocabulary withoutOrder() {
            return new Vocabulary(values, patterns, common, false, false);
        }
    }

    /** With the names of continents, padded and written otherwise too. */
    static final Vocabulary CONTINENTS = new Vocabulary(
            List.of(
                    "North America",
                    "Asia",
                    "Oceania",
                    "Europe",
                    "Africa",
                    "South America",
                    "Asia ",
                    "Europe   ",
                    "asia",
                    "EUROPE",
                    " Asia",
                    "Atlantis",
                    "",
                    "M",
                    "Afrika",
                    "Antarctica"),
            List.of(
                    "A%",
                    "%a",
                    "%America",
                    "_sia",
                    "Asia",
                    "Asia ",
                    "%",
                    "",
                    "a%",
                    "%u%o%",
                    "N_rth%",
                    "%!%%",
                    "!_sia",
                    "______"),
            6,
            true,
            true);

    private final Vocabulary vocabulary;
    private final Random random;
    private final Map<String, Object> parameters;
    private final List<String> free;
    private final boolean nulls;
    private final boolean nullSupplied;

    /** With {@link #CONTINENTS}. */
    RandomCondition(
            Random random, Map<String, Object> parameters, boolean literals, List<String> free, boolean nullSupplied) {
        this(CONTINENTS, random, parameters, literals, free, nullSupplied);
    }

    /**
     * @param parameters receives the values of the parameters that it makes
     * @param literals whether EclipseLink may write values into the SQL, where Derby does not understand a null
     * @param free attributes that are numbers
     * @param nullSupplied whether the key is on the null-supplied side of an outer join, where many of Derby's functions fail
     */
    RandomCondition(
            Vocabulary vocabulary,
            Random random,
            Map<String, Object> parameters,
            boolean literals,
            List<String> free,
            boolean nullSupplied) {
        this.vocabulary = vocabulary;
        this.nullSupplied = nullSupplied;
        this.random = random;
        this.parameters = parameters;
        this.nulls = !literals && random.nextInt(3) > 0;
        this.free = new ArrayList<>(free);
    }

    /** @param alias of the entity with the key */
    String make(String alias, int depth) {
        if (depth > 0 && random.nextInt(4) > 0) {
            String left = make(alias, depth - 1);
            return switch (random.nextInt(5)) {
                case 0, 1 -> "(" + left + " AND " + make(alias, depth - 1) + ")";
                case 2, 3 -> "(" + left + " OR " + make(alias, depth - 1) + ")";
                default -> "NOT (" + left + ")";
            };
        }
        boolean other = random.nextInt(6) == 0 && !free.isEmpty();
        if (!other && !nullSupplied && vocabulary.computed() && random.nextInt(8) == 0) {
            return new RandomTerm(random, this::value, !nulls).test(alias + ".continent");
        }
        return other
                ? alias + "." + free.remove(random.nextInt(free.size())) + freeTest()
                : keyTest(alias + ".continent");
    }

    private String freeTest() {
        return List.of(" = 1", " <> 0", " < 1", " IN (1)").get(random.nextInt(4));
    }

    private String keyTest(String key) {
        String not = random.nextBoolean() ? "NOT " : "";
        return switch (kind()) {
            case 0, 1 -> key + " = " + value();
            case 2 -> value() + " = " + key;
            case 3 -> key + " <> " + value();
            case 4 -> key + " " + not + "IN " + list();
            case 5 -> key + " " + comparison() + " " + value();
            case 6 -> key + " " + not + "BETWEEN " + value() + " AND " + value();
            case 7 -> key + " " + not + "LIKE " + pattern();
            default -> random.nextInt(3) == 0 && !nulls ? constant() : key + " IS " + not + "NULL";
        };
    }

    private int kind() {
        int kind = random.nextInt(9);
        boolean ordered = kind == 5 || kind == 6;
        boolean like = kind == 7;
        return (ordered && !vocabulary.order())
                        || (like && vocabulary.patterns().isEmpty())
                ? kind - 5
                : kind;
    }

    private String comparison() {
        return List.of("<", "<=", ">", ">=").get(random.nextInt(4));
    }

    // Beside a constant, and beside ESCAPE, EclipseLink writes values into the SQL.
    private String constant() {
        return List.of("1 = 0", "2 > 1", "1 <> 1").get(random.nextInt(3));
    }

    private String list() {
        if (random.nextInt(3) == 0) {
            List<Object> values = new ArrayList<>();
            IntStream.range(0, 1 + random.nextInt(3)).forEach(i -> values.add(anyValue()));
            return parameter(values);
        }
        return IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(i -> value())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private String pattern() {
        String any =
                vocabulary.patterns().get(random.nextInt(vocabulary.patterns().size()));
        String pattern = nulls ? any.replace("!", "") : any;
        String text = random.nextBoolean() ? "'" + pattern + "'" : parameter(pattern);
        return text + (pattern.contains("!") ? " ESCAPE '!'" : "");
    }

    private String anyValue() {
        return vocabulary
                .values()
                .get(random.nextInt(random.nextInt(4) == 0 ? vocabulary.values().size() : vocabulary.common()));
    }

    private String value() {
        if (nulls && random.nextInt(8) == 0) {
            return parameter(null);
        }
        String value = anyValue();
        return random.nextBoolean() ? "'" + value + "'" : parameter(value);
    }

    private String parameter(Object value) {
        String name = "p" + parameters.size();
        parameters.put(name, value);
        return ":" + name;
    }
}
