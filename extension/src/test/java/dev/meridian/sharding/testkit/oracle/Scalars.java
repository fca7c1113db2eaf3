package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.testkit.oracle.Scope.Typed;
import java.util.List;

/** Scalar expressions: paths, functions and arithmetic. */
final class Scalars {

    private Scalars() {}

    /** A path, or now and then a function of one. */
    static Typed any(Scope scope) {
        Typed path = scope.path(kind -> true);
        return scope.dice.chance(25) ? function(scope, path) : path;
    }

    /** A function of the path; the path itself where there is none of its kind. */
    static Typed function(Scope scope, Typed path) {
        return switch (path.kind()) {
            case TEXT -> ofText(scope, path);
            case INTEGER, LONG -> ofWhole(scope, path);
            case DECIMAL, DOUBLE -> ofFraction(scope, path);
            case DATE, TIMESTAMP -> ofTime(scope, path);
        };
    }

    private static Typed ofText(Scope scope, Typed path) {
        String sample = Bindings.literal(scope.dice.pick(path.samples()));
        String text = scope.dice.of(
                "UPPER(%s)",
                "LOWER(%s)",
                "CONCAT(%s, '-x')",
                "TRIM(%s)",
                "SUBSTRING(%s, 1, 2)",
                "COALESCE(%s, '?')",
                "LENGTH(%s)",
                "LOCATE('a', %s)",
                "NULLIF(%s, " + sample.replace("%", "%%") + ")");
        boolean number = text.startsWith("LENGTH") || text.startsWith("LOCATE");
        return new Typed(
                text.formatted(path.text()),
                number ? Kind.INTEGER : Kind.TEXT,
                number ? List.of(0, 1, 3, 8) : path.samples());
    }

    private static Typed ofWhole(Scope scope, Typed path) {
        String text = scope.dice.of(
                "ABS(%s)",
                "MOD(%s, 3)",
                "%s + 1",
                "%s / 2",
                "COALESCE(%s, 0)",
                "CASE WHEN %s > 3 THEN 1 ELSE 0 END",
                "-%s",
                "NULLIF(%s, 3)");
        return new Typed(text.formatted(path.text()), path.kind(), path.samples());
    }

    private static Typed ofFraction(Scope scope, Typed path) {
        String text = scope.dice.of("ABS(%s)", "%s * 2", "%s + 1.5", "COALESCE(%s, 0.5)", "-%s");
        return new Typed(text.formatted(path.text()), path.kind(), path.samples());
    }

    private static Typed ofTime(Scope scope, Typed path) {
        return scope.dice.chance(50)
                ? new Typed("EXTRACT(YEAR FROM " + path.text() + ")", Kind.INTEGER, List.of(1999, 2020, 2024))
                : path;
    }
}
