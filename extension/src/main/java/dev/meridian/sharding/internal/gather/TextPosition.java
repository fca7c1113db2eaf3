package dev.meridian.sharding.internal.gather;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** LOCATE: where a text first stands in another one, counted from 1, or 0; NULL if an argument is. */
public record TextPosition(Scalar sought, Scalar text) implements Scalar {

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        Object part = sought.value(row, semantics);
        Object whole = text.value(row, semantics);
        if (part == null || whole == null) {
            return null;
        }
        if (!(part instanceof String what) || !(whole instanceof String where) || what.isEmpty()) {
            throw new UnknownResult("LOCATE has an argument that is no text, or is empty");
        }
        int index = where.indexOf(what);
        return index < 0 ? 0 : semantics.values().characters(where.substring(0, index)).length + 1;
    }

    @Override
    public @Nullable NumericType type(DatabaseValues values) {
        return NumericType.INTEGER;
    }

    @Override
    public List<Scalar> parts() {
        return List.of(sought, text);
    }
}
