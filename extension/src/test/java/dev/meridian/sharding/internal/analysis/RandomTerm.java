package dev.meridian.sharding.internal.analysis;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Makes random JPQL conditions on what is computed of one key. */
final class RandomTerm {

    private static final List<String> TEXTS =
            List.of("'ASIA'", "'asia'", "'EUROPE'", "'Asia'", "'sia'", "'As'", "'Europe!'", "'Asia Asia'", "'x'");

    private final Random random;
    private final Supplier<String> value;
    private final boolean literals;

    /**
     * @param value makes a literal or a parameter to compare the key with
     * @param literals whether EclipseLink may write values into the SQL, where Derby does not understand a null: it does
     *     so beside CASE and the like
     */
    RandomTerm(Random random, Supplier<String> value, boolean literals) {
        this.random = random;
        this.value = value;
        this.literals = literals;
    }

    String test(String key) {
        String not = random.nextInt(3) == 0 ? "NOT " : "";
        return switch (random.nextInt(literals ? 9 : 5)) {
            case 0 -> text(key) + equality() + pick(TEXTS);
            case 1 -> text(key) + " " + not + "IN (" + pick(TEXTS) + ", " + pick(TEXTS) + ")";
            case 2 -> text(key) + " " + not + "LIKE " + pick(List.of("'A%'", "'%a'", "'eu%'", "'_sia'", "'%A'"));
            case 3 -> "LENGTH(" + key + ")" + pick(List.of(" = 4", " > 6", " <= 5", " <> 7", " BETWEEN 5 AND 6"));
            case 4 -> key + equality() + value.get();
            case 5 -> "COALESCE(" + key + ", 'Europe')" + equality() + value.get();
            case 6 -> "NULLIF(" + key + ", " + value.get() + ") IS " + not + "NULL";
            case 7 -> searched(key) + pick(List.of(" = 1", " <> 2", " > 1", " IN (2, 3)"));
            default -> simple(key) + pick(List.of(" = 'Asia'", " < 'B'", " <> 'none'", " = " + key));
        };
    }

    private String text(String key) {
        return switch (random.nextInt(6)) {
            case 0 -> "UPPER(" + key + ")";
            case 1 -> "LOWER(" + key + ")";
            case 2 -> literals ? "SUBSTRING(" + key + ", 2, 3)" : "UPPER(" + key + ")";
            case 3 -> literals ? "TRIM(CONCAT(' ', " + key + "))" : "TRIM(" + key + ")";
            case 4 -> literals ? "CONCAT(" + key + ", '!')" : "LOWER(" + key + ")";
            default -> "TRIM(LEADING FROM " + key + ")";
        };
    }

    private String searched(String key) {
        String first = key + pick(List.of(" = ", " <> ", " > ")) + value.get();
        String second = pick(List.of(
                        "(%s LIKE '%%a')", "%s IN ('Asia', 'Europe')", "%s IS NULL", "%s BETWEEN 'A' AND 'F'"))
                .formatted(key);
        String both = random.nextBoolean() ? first + " AND NOT " + second : first;
        return "CASE WHEN " + both + " THEN 1 WHEN " + second + " THEN 2 ELSE 3 END";
    }

    private String simple(String key) {
        return "CASE " + key + " WHEN " + value.get() + " THEN 'none' WHEN 'Europe' THEN 'Asia' ELSE " + key + " END";
    }

    private String equality() {
        return random.nextInt(3) == 0 ? " <> " : " = ";
    }

    private String pick(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
