package dev.meridian.sharding.internal.gather;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A function over texts; NULL if one of its arguments is.
 *
 * <p>UPPER and LOWER are known for ASCII letters alone; for others the database is asked.
 */
public record TextFunction(Name name, List<Scalar> arguments) implements Scalar {

    /** The functions that are known. */
    public enum Name {
        CONCAT,
        UPPER,
        LOWER,
        LENGTH,
        /** Without the blanks at both ends. */
        TRIM,
        /** Without the blanks at the start. */
        LTRIM,
        /** Without the blanks at the end. */
        RTRIM
    }

    public TextFunction {
        arguments = List.copyOf(arguments);
    }

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        StringBuilder text = new StringBuilder();
        for (Scalar argument : arguments) {
            Object value = argument.value(row, semantics);
            if (value == null) {
                return null;
            }
            if (!(value instanceof String part)) {
                throw new UnknownResult("a function over texts has an argument that is none");
            }
            text.append(part);
        }
        return applied(text.toString(), semantics);
    }

    private Object applied(String text, Semantics semantics) {
        return switch (name) {
            case CONCAT -> text;
            case LENGTH -> semantics.values().length(text);
            case TRIM -> withoutBlanksAtStart(PaddedTexts.strip(text));
            case LTRIM -> withoutBlanksAtStart(text);
            case RTRIM -> PaddedTexts.strip(text);
            case UPPER ->
                isAscii(text)
                        ? text.toUpperCase(Locale.ROOT)
                        : semantics.values().inCase(true, text);
            case LOWER ->
                isAscii(text)
                        ? text.toLowerCase(Locale.ROOT)
                        : semantics.values().inCase(false, text);
        };
    }

    private static String withoutBlanksAtStart(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        return text.substring(start);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    @Override
    public @Nullable NumericType type(DatabaseValues values) {
        return name == Name.LENGTH ? NumericType.INTEGER : null;
    }

    @Override
    public List<Scalar> parts() {
        return arguments;
    }
}
