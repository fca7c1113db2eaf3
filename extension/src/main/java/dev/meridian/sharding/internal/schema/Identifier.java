package dev.meridian.sharding.internal.schema;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.eclipse.persistence.internal.databaseaccess.DatabasePlatform;
import org.jspecify.annotations.Nullable;

/**
 * A name as DDL spells it.
 *
 * @param text the name without delimiters
 * @param delimited whether the database keeps its case
 */
record Identifier(String text, boolean delimited) {

    /** Reads a name, or the last part of a qualified one; null is the empty name. */
    static Identifier of(@Nullable String sql, DatabasePlatform platform) {
        String name = sql == null ? "" : sql;
        String end = platform.getEndDelimiter();
        if (!end.isEmpty() && name.length() > 1 && name.endsWith(end)) {
            int start = name.lastIndexOf(platform.getStartDelimiter(), name.length() - end.length() - 1);
            return new Identifier(name.substring(start + 1, name.length() - end.length()), true);
        }
        return new Identifier(name.substring(name.lastIndexOf('.') + 1), false);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Whether the database means this name when it says {@code stored}. */
    boolean matches(@Nullable String stored) {
        return delimited ? text.equals(stored) : text.equalsIgnoreCase(stored);
    }

    /** How the database may have stored the name, the likeliest first. */
    List<String> spellings() {
        return delimited
                ? List.of(text)
                : List.copyOf(new LinkedHashSet<>(
                        List.of(text, text.toUpperCase(Locale.ROOT), text.toLowerCase(Locale.ROOT))));
    }
}
