package dev.meridian.sharding.internal.gather;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** LIKE without an escape character: {@code %} is any text, {@code _} any character; unknown if an argument is NULL. */
public record Like(Scalar text, Scalar pattern) implements Scalar {

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        Object value = text.value(row, semantics);
        Object like = pattern.value(row, semantics);
        if (value == null || like == null) {
            return null;
        }
        if (!(value instanceof String one) || !(like instanceof String other)) {
            throw new UnknownResult("LIKE has an argument that is no text");
        }
        semantics.values().requirePattern(other);
        return matches(semantics.values().characters(other), semantics.values().characters(one));
    }

    private static boolean matches(int[] pattern, int[] text) {
        // reached[i]: the pattern so far can match the first i characters.
        boolean[] reached = new boolean[text.length + 1];
        reached[0] = true;
        for (int piece : pattern) {
            if (piece == '%') {
                for (int i = 1; i <= text.length; i++) {
                    reached[i] |= reached[i - 1];
                }
            } else {
                for (int i = text.length; i > 0; i--) {
                    reached[i] = reached[i - 1] && (piece == '_' || piece == text[i - 1]);
                }
                reached[0] = false;
            }
        }
        return reached[text.length];
    }

    @Override
    public List<Scalar> parts() {
        return List.of(text, pattern);
    }
}
