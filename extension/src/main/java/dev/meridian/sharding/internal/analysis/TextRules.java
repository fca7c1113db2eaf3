package dev.meridian.sharding.internal.analysis;

import dev.meridian.sharding.internal.constraint.Verdict;
import dev.meridian.sharding.internal.model.ShardedEntity;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.databaseaccess.DatasourcePlatform;
import org.eclipse.persistence.internal.sessions.AbstractSession;

/** How a database compares texts. What is not known of it is undecided. */
enum TextRules {
    /** Character by character, and blanks at the end do not count: Derby. LIKE knows no escape character by itself. */
    PADDED,
    /** Texts that differ are different, or differ in case, accents or blanks: PostgreSQL, H2, Oracle. */
    EXACT,
    /** Any collation. */
    ANY_COLLATION;

    /** Those of a root's shard key, in a session that is connected. */
    static TextRules of(ShardedEntity.Root root, AbstractSession session) {
        ClassDescriptor descriptor = session.getDescriptor(root.type());
        boolean isUnusual = descriptor.getFields().stream()
                .filter(field -> field.getName().equalsIgnoreCase(root.keyColumn()))
                .map(field -> field.getColumnDefinition())
                .filter(Objects::nonNull)
                .anyMatch(TextRules::isUnusual);
        DatasourcePlatform platform = (DatasourcePlatform) session.getDatasourcePlatform();
        if (isUnusual) {
            return TextRules.ANY_COLLATION;
        }
        if (platform.isDerby()) {
            return TextRules.PADDED;
        }
        return platform.isPostgreSQL() || platform.isH2() || platform.isOracle()
                ? TextRules.EXACT
                : TextRules.ANY_COLLATION;
    }

    // Texts that the database pads, or compares by a collation that the mapping names.
    private static boolean isUnusual(String definition) {
        String words = definition.trim().toUpperCase(Locale.ROOT);
        return words.matches("N?CHAR(ACTER)?\\b(?!\\s+VARYING).*") || words.matches(".*\\bCOLLATE\\b.*");
    }

    /** Whether it is known how the database computes CASE, COALESCE and the functions of texts. */
    static boolean areFunctionsKnown(AbstractSession session) {
        DatasourcePlatform platform = (DatasourcePlatform) session.getDatasourcePlatform();
        return platform.isDerby() || platform.isPostgreSQL();
    }

    /** Whether {@code stored = value}. */
    Verdict equal(String stored, String value) {
        if (this == PADDED) {
            return strip(stored).equals(strip(value)) ? Verdict.HOLDS : Verdict.FAILS;
        }
        if (stored.equals(value)) {
            return Verdict.HOLDS;
        }
        String one = folded(stored);
        String other = folded(value);
        boolean unsure = this == ANY_COLLATION && !(isAscii(one) && isAscii(other));
        return unsure || one.equals(other) ? Verdict.UNDECIDED : Verdict.FAILS;
    }

    /** Whether {@code stored < value} and the like. */
    Verdict compare(Comparison comparison, String stored, String value) {
        if (comparison == Comparison.EQUAL) {
            return equal(stored, value);
        }
        if (this != PADDED || !isPlain(stored) || !isPlain(value)) {
            return Verdict.UNDECIDED;
        }
        int order = strip(stored).compareTo(strip(value));
        return comparison.holds(order) ? Verdict.HOLDS : Verdict.FAILS;
    }

    /** Whether {@code stored LIKE pattern}; the pattern is valid. */
    Verdict like(String stored, LikePattern pattern) {
        boolean undecided = this == ANY_COLLATION || (this == EXACT && pattern.holdsUnescapedBackslash());
        if (undecided || !isPlain(stored)) {
            return Verdict.UNDECIDED;
        }
        return pattern.matches(stored) ? Verdict.HOLDS : Verdict.FAILS;
    }

    /** The text without what does not count at its end. */
    static String strip(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    // A character below the blank sorts before the end of a padded text; surrogates are one character in a database.
    static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= ' ' && !Character.isSurrogate((char) c));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static String folded(String text) {
        StringBuilder letters = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKD)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(letters::appendCodePoint);
        return letters.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
