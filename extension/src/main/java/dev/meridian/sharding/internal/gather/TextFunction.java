package dev.meridian.sharding.internal.gather;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A function over texts; NULL if one of its arguments is.
 *
 * <p>What depends on a database's locale is refused: UPPER and LOWER are known for ASCII letters alone.
 */
public record TextFunction(Name name, List<Scalar> arguments) implements Scalar {

    /** The functions that are known. */
    public enum Name {
        CONCAT,
        UPPER,
        LOWER,
        LENGTH
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
            case UPPER -> ascii(text).toUpperCase(Locale.ROOT);
            case LOWER -> ascii(text).toLowerCase(Locale.ROOT);
        };
    }

    private static String ascii(String text) {
        if (text.chars().anyMatch(c -> c > 127)) {
            throw new UnknownResult("upper and lower case of letters outside ASCII depend on the database's locale");
        }
        return text;
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
