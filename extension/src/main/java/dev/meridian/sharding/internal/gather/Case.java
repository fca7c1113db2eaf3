package dev.meridian.sharding.internal.gather;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The result of the first condition that is true, otherwise the last result; as a number of their common type. */
public record Case(List<When> branches, Scalar otherwise) implements Scalar {

    /** One condition and its result. */
    public record When(Scalar condition, Scalar result) {}

    public Case {
        branches = List.copyOf(branches);
    }

    @Override
    public @Nullable Object value(GatherRow row, Semantics semantics) {
        Scalar chosen = branches.stream()
                .filter(branch -> Boolean.TRUE.equals(branch.condition().value(row, semantics)))
                .map(When::result)
                .findFirst()
                .orElse(otherwise);
        Object value = chosen.value(row, semantics);
        return value == null ? null : CommonType.chosen(value, results(), semantics.values());
    }

    @Override
    public @Nullable NumericType type(DatabaseValues values) {
        return CommonType.of(results(), values);
    }

    private List<Scalar> results() {
        return Stream.concat(branches.stream().map(When::result), Stream.of(otherwise))
                .toList();
    }

    @Override
    public List<Scalar> parts() {
        return Stream.concat(branches.stream().map(When::condition), results().stream())
                .toList();
    }
}
