package dev.meridian.sharding.internal.gather;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SUBSTRING: characters of a text from a place on, counted from 1; NULL if an argument is.
 *
 * @param length how many; null for all
 * @param longest how long such a text can be by its column's declaration; 0 if that is not known
 */
public record TextPart(Scalar text, Scalar start, @Nullable Scalar length, int longest) implements Scalar {

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        Object whole = text.value(row, semantics);
        Object first = start.value(row, semantics);
        Object count = length == null ? Integer.MAX_VALUE : length.value(row, semantics);
        if (whole == null || first == null || count == null) {
            return null;
        }
        if (!(whole instanceof String all) || !(first instanceof Integer from) || !(count instanceof Integer most)) {
            throw new UnknownResult("SUBSTRING has an argument of another type than usual");
        }
        if (from < 1 || most < 0) {
            throw new UnknownResult("SUBSTRING begins before the text, or has a length below zero");
        }
        int[] characters = semantics.values().characters(all);
        semantics.values().requirePart(from, length == null ? 0 : most, Math.max(longest, characters.length));
        int begin = Math.min(from - 1, characters.length);
        return new String(characters, begin, Math.min(most, characters.length - begin));
    }

    @Override
    public List<Scalar> parts() {
        List<Scalar> parts = new ArrayList<>(List.of(text, start));
        if (length != null) {
            parts.add(length);
        }
        return parts;
    }
}
