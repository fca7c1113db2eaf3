package dev.meridian.sharding.testkit.oracle;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values into a query: as literals, or as named parameters, some of them used twice. */
final class Bindings {

    /** A parameter that stands for the entity with this code, which each unit looks up for itself. */
    record EntityValue(String entity, String code) {}

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Dice dice;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    Bindings(Dice dice) {
        this.dice = dice;
    }

    /** The values by parameter, as they are now. */
    Map<String, @Nullable Object> values() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** A sample of the attribute, as a literal or a parameter. */
    String value(Kind kind, List<Object> samples) {
        if (dice.chance(50)) {
            return literal(dice.pick(samples));
        }
        if (dice.chance(15)) {
            List<String> same = kinds.keySet().stream()
                    .filter(name -> kinds.get(name) == kind)
                    .toList();
            if (!same.isEmpty()) {
                return ":" + dice.pick(same);
            }
        }
        return parameter(kind, dice.chance(2) ? null : dice.pick(samples));
    }

    /** Several samples, as a list of literals and parameters or as one parameter that is a list. */
    String list(Kind kind, List<Object> samples) {
        List<Object> chosen = new ArrayList<>();
        for (int i = dice.upTo(4); i > 0; i--) {
            chosen.add(dice.pick(samples));
        }
        if (dice.chance(30)) {
            return parameter(null, chosen);
        }
        List<String> texts = new ArrayList<>();
        chosen.forEach(value -> texts.add(dice.chance(60) ? literal(value) : parameter(kind, value)));
        return "(" + String.join(", ", texts) + ")";
    }

    String parameter(@Nullable Kind kind, @Nullable Object value) {
        String name = "p" + values.size();
        values.put(name, value);
        if (kind != null) {
            kinds.put(name, kind);
        }
        return ":" + name;
    }

    static String literal(Object value) {
        if (value instanceof String text) {
            return "'" + text.replace("'", "''") + "'";
        }
        if (value instanceof LocalDate date) {
            return "{d '" + date + "'}";
        }
        if (value instanceof LocalDateTime time) {
            return "{ts '" + time.format(TIMESTAMP) + "'}";
        }
        return value instanceof Long ? value + "L" : value.toString();
    }
}
