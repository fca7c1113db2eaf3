package dev.meridian.sharding.internal.analysis;

import java.util.Collection;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How an operand is written in a reason. */
@FunctionalInterface
interface Words {

    /** Never a value: a reason is logged. */
    Words WITHOUT_VALUES = operand -> "…";

    String of(Operand operand);

    /** With the values of one call, for who asks for them; entities and what is not known stay untold. */
    static Words withValues(IntFunction<@Nullable Object> parameters) {
        return operand -> text(operand.value(parameters));
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof Collection<?> several) {
            return several.stream().map(Words::text).collect(Collectors.joining(", "));
        }
        if (value instanceof String || value instanceof Character) {
            return "'" + value.toString().replace("'", "''") + "'";
        }
        return value.getClass().getName().startsWith("java.") ? value.toString() : "…";
    }
}
