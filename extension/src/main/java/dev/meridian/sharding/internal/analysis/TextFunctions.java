package dev.meridian.sharding.internal.analysis;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The functions of texts on which Derby, PostgreSQL and Java agree, as far as they do. */
final class TextFunctions {

    private TextFunctions() {}

    /**
     * @param text without characters below the blank and beyond Unicode's first plane
     * @param others the other arguments, none of them null
     * @return {@link Operand#UNDECIDED} where the result is not known, or is an error
     */
    static Object apply(Term.Function.Kind kind, String text, List<@Nullable Object> others, Locale language) {
        return switch (kind) {
            case UPPER -> isAscii(text) ? text.toUpperCase(language) : Operand.UNDECIDED;
            case LOWER -> isAscii(text) ? text.toLowerCase(language) : Operand.UNDECIDED;
            case TRIM -> stripStart(TextRules.strip(text));
            case LTRIM -> stripStart(text);
            case RTRIM -> TextRules.strip(text);
            case LENGTH -> text.length();
            case SUBSTRING -> substring(text, others);
            case CONCAT ->
                others.get(0) instanceof String end && TextRules.isPlain(end) ? text + end : Operand.UNDECIDED;
        };
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static String stripStart(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        return text.substring(start);
    }

    // Beyond the ends of the text databases differ.
    private static Object substring(String text, List<@Nullable Object> others) {
        if (!(others.get(0) instanceof Integer start) || start < 1 || start > text.length()) {
            return Operand.UNDECIDED;
        }
        if (others.size() == 1) {
            return text.substring(start - 1);
        }
        return others.get(1) instanceof Integer length && length >= 0
                ? text.substring(start - 1, (int) Math.min(text.length(), start - 1L + length))
                : Operand.UNDECIDED;
    }
}
