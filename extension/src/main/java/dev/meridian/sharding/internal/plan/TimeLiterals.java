package dev.meridian.sharding.internal.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads JDBC's escapes for dates and times, as Jakarta Persistence takes them over: {@code {d '2026-11-24'}}. */
final class TimeLiterals {

    private static final Pattern ESCAPE = Pattern.compile("\\{\\s*(d|t|ts)\\s*'([^']*)'\\s*}");

    private TimeLiterals() {}

    /** @throws NotGatherable if it is no such literal */
    static Object valueOf(String escape) {
        Matcher parts = ESCAPE.matcher(escape.trim());
        if (!parts.matches()) {
            throw unknown();
        }
        try {
            return switch (parts.group(1)) {
                case "d" -> java.sql.Date.valueOf(parts.group(2));
                case "t" -> java.sql.Time.valueOf(parts.group(2));
                default -> java.sql.Timestamp.valueOf(parts.group(2));
            };
        } catch (IllegalArgumentException malformed) {
            throw unknown();
        }
    }

    private static NotGatherable unknown() {
        return new NotGatherable("a date or time in it is written in a way that is not known");
    }
}
