package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.testkit.oracle.Scope.Typed;
import java.util.List;

/** Aggregates, and expressions over them. */
final class Aggregates {

    private final Scope scope;
    private final Dice dice;

    Aggregates(Scope scope) {
        this.scope = scope;
        this.dice = scope.dice;
    }

    /** An aggregate, or an expression over one or two. */
    Typed any() {
        Typed one = aggregate();
        if (!dice.chance(25)) {
            return one;
        }
        if (one.kind() == Kind.TEXT) {
            return new Typed(
                    dice.of("UPPER(%s)", "COALESCE(%s, '?')", "TRIM(%s)", "SUBSTRING(%s, 1, 2)")
                            .formatted(one.text()),
                    Kind.TEXT,
                    one.samples());
        }
        if (one.kind().isTemporal()) {
            return one;
        }
        String text = dice.of(
                "%s + 1",
                "%s * 2",
                "ABS(%s)",
                "COALESCE(%s, 0)",
                "%s - " + number().text(),
                "%s + " + number().text(),
                "NULLIF(%s, 0)",
                "CASE WHEN %s > 5 THEN 1 ELSE 0 END",
                "%s / 2");
        return new Typed(text.formatted(one.text()), one.kind(), one.samples());
    }

    Typed aggregate() {
        if (dice.chance(30)) {
            return count();
        }
        Typed path = scope.path(kind -> true);
        if (dice.chance(15)) {
            path = Scalars.function(scope, path);
        }
        String name = path.kind().isNumber() ? dice.of("SUM", "AVG", "MIN", "MAX") : dice.of("MIN", "MAX");
        return of(name, path);
    }

    private Typed number() {
        return dice.chance(50) ? count() : of(dice.of("SUM", "MIN", "MAX"), scope.path(Kind::isNumber));
    }

    private Typed of(String name, Typed path) {
        return new Typed(
                name + "(" + (dice.chance(20) ? "DISTINCT " : "") + path.text() + ")", path.kind(), path.samples());
    }

    private Typed count() {
        String variable = dice.chance(30) ? scope.entity().text() : scope.any().alias();
        String counted = dice.chance(60) ? variable : scope.path(kind -> true).text();
        return new Typed(
                "COUNT(" + (dice.chance(35) ? "DISTINCT " : "") + counted + ")",
                Kind.LONG,
                List.of(0L, 1L, 2L, 3L, 5L));
    }

    /** A condition of HAVING. */
    Condition having() {
        Condition one = leaf();
        if (dice.chance(25)) {
            return new Condition.Group(dice.of("AND", "OR"), List.of(one, leaf()));
        }
        return dice.chance(8) ? new Condition.Not(one) : one;
    }

    private Condition leaf() {
        Typed aggregate = dice.chance(50) ? count() : aggregate();
        if (aggregate.text().startsWith("COUNT")) {
            return new Condition.Leaf(aggregate.text()
                    + dice.of(
                            " > 0",
                            " >= 1",
                            " > 1",
                            " < 5",
                            " <> 2",
                            " <= :n".replace(":n", scope.bindings.value(Kind.LONG, List.of(3L, 4L, 10L)))));
        }
        if (aggregate.kind() == Kind.TEXT && dice.chance(40)) {
            return new Condition.Leaf(aggregate.text() + dice.of(" LIKE ", " NOT LIKE ") + Conditions.pattern(scope));
        }
        return new Condition.Leaf(
                dice.chance(25)
                        ? aggregate.text() + " IS " + dice.of("", "NOT ", "NOT ") + "NULL"
                        : aggregate.text()
                                + dice.of(" > ", " < ", " >= ", " <> ")
                                + scope.bindings.value(aggregate.kind(), aggregate.samples()));
    }
}
