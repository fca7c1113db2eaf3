package dev.meridian.weather.rest;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body and parameters and gathers everything that is wrong with them, so that one answer tells it all.
 * What is returned for a wrong value means nothing: call {@link #check} before using any. For one request, not thread-safe.
 */
final class Input {
    private final List<Problem.Fault> faults = new ArrayList<>();

    /** Throws what was wrong so far. */
    void check() {
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }

    /** Adds a fault of a parameter or a member. */
    void fault(String field, String message) {
        faults.add(new Problem.Fault(field, message));
    }

    /** The body, which must be an object of no other than these members. */
    JsonObject object(@Nullable JsonValue body, Set<String> members) {
        if (!(body instanceof JsonObject object)) {
            fault("", "the body must be a JSON object");
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        object.keySet().stream()
                .filter(name -> !members.contains(name))
                .forEach(name -> fault(
                        name,
                        "is not known; known are " + members.stream().sorted().toList()));
        return object;
    }

    /** A member that must be a text of 1 to so many characters, not only blanks. */
    String text(JsonObject body, String name, int longest) {
        String text =
                body.get(name) instanceof JsonString string ? string.getString().strip() : "";
        if (text.isEmpty() || text.length() > longest) {
            fault(name, "must be a text of 1 to " + longest + " characters");
        }
        return text;
    }

    /** A member that must be one of some texts. */
    String oneOf(JsonObject body, String name, Collection<String> allowed) {
        String text = body.get(name) instanceof JsonString string ? string.getString() : "";
        if (!allowed.contains(text)) {
            fault(name, "must be one of " + allowed);
        }
        return text;
    }

    /** A member that must be a number within bounds. */
    double number(JsonObject body, String name, double least, double most) {
        double number = body.get(name) instanceof JsonNumber json ? json.doubleValue() : Double.NaN;
        if (!(number >= least && number <= most)) {
            fault(name, "must be a number from " + least + " to " + most);
        }
        return number;
    }

    /** A member that must be a whole number within bounds. */
    long wholeNumber(JsonObject body, String name, long least, long most) {
        if (body.get(name) instanceof JsonNumber json && json.isIntegral()) {
            BigInteger number = json.bigIntegerValue();
            if (number.compareTo(BigInteger.valueOf(least)) >= 0 && number.compareTo(BigInteger.valueOf(most)) <= 0) {
                return number.longValue();
            }
        }
        fault(name, "must be a whole number from " + least + " to " + most);
        return least;
    }

    /** A member that must be a date and a time without a zone; null if it is missing. */
    @Nullable LocalDateTime time(JsonObject body, String name) {
        if (!body.containsKey(name)) {
            return null;
        }
        try {
            return LocalDateTime.parse(body.get(name) instanceof JsonString string ? string.getString() : "");
        } catch (DateTimeParseException e) {
            fault(name, "must be a date and time like 2026-07-15T12:00");
            return null;
        }
    }

    /** A parameter that must be a whole number within bounds; the default if it is missing. */
    long parameter(String name, @Nullable String value, long least, long most, long otherwise) {
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of bounds.
        }
        fault(name, "must be a whole number from " + least + " to " + most);
        return otherwise;
    }

    /** A parameter that must be one of some texts, or missing. */
    void parameter(String name, @Nullable String value, Collection<String> allowed) {
        if (value != null && !allowed.contains(value)) {
            fault(name, "must be one of " + allowed);
        }
    }
}
