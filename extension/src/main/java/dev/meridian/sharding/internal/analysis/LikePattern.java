package dev.meridian.sharding.internal.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pattern of LIKE: {@code %} is any text, {@code _} one character, each of them itself after the escape character. */
final class LikePattern {

    private final List<Piece> pieces;
    private final boolean holdsBackslash;

    private LikePattern(List<Piece> pieces, boolean holdsBackslash) {
        this.pieces = pieces;
        this.holdsBackslash = holdsBackslash;
    }

    private enum Kind {
        ANY_TEXT,
        ANY_CHARACTER,
        ITSELF
    }

    private record Piece(Kind kind, char c) {
        boolean accepts(char other) {
            return kind == Kind.ANY_CHARACTER || c == other;
        }
    }

    /**
     * @param escape the escape character, or null if there is none
     * @return empty if databases differ in what the pattern means, or refuse it
     */
    static Optional<LikePattern> of(String text, @Nullable String escape) {
        if (escape != null && escape.length() != 1) {
            return Optional.empty();
        }
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (escape != null && c == escape.charAt(0)) {
                i++;
                if (i == text.length() || (!isWildcard(text.charAt(i)) && text.charAt(i) != c)) {
                    return Optional.empty();
                }
                pieces.add(new Piece(Kind.ITSELF, text.charAt(i)));
            } else {
                pieces.add(new Piece(kind(c), c));
            }
        }
        return Optional.of(new LikePattern(List.copyOf(pieces), escape == null && text.indexOf('\\') >= 0));
    }

    private static boolean isWildcard(char c) {
        return kind(c) != Kind.ITSELF;
    }

    private static Kind kind(char c) {
        return switch (c) {
            case '%' -> Kind.ANY_TEXT;
            case '_' -> Kind.ANY_CHARACTER;
            default -> Kind.ITSELF;
        };
    }

    boolean matches(String value) {
        // reached[i]: the pieces so far can match the first i characters.
        boolean[] reached = new boolean[value.length() + 1];
        reached[0] = true;
        for (Piece piece : pieces) {
            step(piece, value, reached);
        }
        return reached[value.length()];
    }

    private static void step(Piece piece, String value, boolean[] reached) {
        if (piece.kind() == Kind.ANY_TEXT) {
            for (int i = 1; i < reached.length; i++) {
                reached[i] |= reached[i - 1];
            }
            return;
        }
        for (int i = reached.length - 1; i > 0; i--) {
            reached[i] = reached[i - 1] && piece.accepts(value.charAt(i - 1));
        }
        reached[0] = false;
    }

    /** Whether a database whose LIKE escapes by a backslash unless told otherwise reads the pattern differently. */
    boolean holdsUnescapedBackslash() {
        return holdsBackslash;
    }
}
