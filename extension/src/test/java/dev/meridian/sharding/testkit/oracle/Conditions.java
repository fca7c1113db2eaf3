package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.testkit.oracle.Scope.Typed;
import dev.meridian.sharding.testkit.oracle.Scope.Variable;
import java.util.ArrayList;
import java.util.List;

/** Conditions of WHERE and ON. */
final class Conditions {

    private static final List<String> COMPARISONS = List.of("=", "<>", "<", "<=", ">", ">=", "<>", ">", "<=");

    private final Scope scope;
    private final Dice dice;

    Conditions(Scope scope) {
        this.scope = scope;
        this.dice = scope.dice;
    }

    /** A condition as deep as that; one of depth zero is one comparison. */
    Condition make(int depth) {
        if (depth == 0 || dice.chance(25)) {
            return leaf();
        }
        if (dice.chance(12)) {
            return new Condition.Not(make(depth - 1));
        }
        List<Condition> parts = new ArrayList<>();
        for (int i = 1 + dice.upTo(2); i > 0; i--) {
            parts.add(make(depth - 1));
        }
        return new Condition.Group(dice.chance(60) ? "OR" : "AND", parts);
    }

    private Condition leaf() {
        if (dice.chance(14)
                && scope.variables().stream()
                        .anyMatch(variable -> variable.entity().isSharded())) {
            return new Condition.Leaf(onKey());
        }
        if (dice.chance(22)) {
            return new Subqueries(scope).condition();
        }
        if (dice.chance(2)) {
            return new Condition.Leaf(onEntity());
        }
        if (dice.chance(3)) {
            return new Condition.Leaf(scope.entity().text() + " IS " + dice.of("", "NOT ") + "NULL");
        }
        return new Condition.Leaf(comparison(dice.chance(20) ? Scalars.any(scope) : scope.path(kind -> true)));
    }

    /** One comparison of the expression. */
    String comparison(Typed left) {
        String not = dice.chance(25) ? "NOT " : "";
        return switch (dice.below(left.kind() == Kind.TEXT ? 11 : 10)) {
            case 0, 1, 2, 3 -> left.text() + " " + dice.pick(COMPARISONS) + " " + value(left);
            case 4 -> value(left) + " " + dice.pick(COMPARISONS) + " " + left.text();
            case 5 -> left.text() + " " + not + "IN " + scope.bindings.list(left.kind(), left.samples());
            case 6 -> left.text() + " " + not + "BETWEEN " + value(left) + " AND " + value(left);
            case 7, 8 -> left.text() + " IS " + (dice.chance(70) ? "NOT " : "") + "NULL";
            case 9 -> withColumn(left);
            default -> left.text() + " " + not + "LIKE " + pattern(scope);
        };
    }

    private String withColumn(Typed left) {
        Typed right = scope.path(
                kind -> kind == left.kind() || (kind.isNumber() && left.kind().isNumber()) || kind == Kind.TEXT);
        boolean comparable = right.kind() == left.kind()
                || (right.kind().isNumber() && left.kind().isNumber());
        return comparable
                ? left.text() + " " + dice.pick(COMPARISONS) + " " + right.text()
                : left.text() + " IS NOT NULL";
    }

    private String value(Typed typed) {
        return scope.bindings.value(typed.kind(), typed.samples());
    }

    /** What LIKE compares with: a literal or a parameter. */
    static String pattern(Scope scope) {
        Dice dice = scope.dice;
        String pattern = dice.of("%a%", "A%", "%e", "_o%", "%", "S%d", "%a", "% %", "z%", "Aba");
        return dice.chance(50) ? "'" + pattern + "'" : scope.bindings.parameter(null, pattern);
    }

    /** Mostly a condition that several shards can meet. */
    private String onKey() {
        Variable variable = dice.pick(scope.variables().stream()
                .filter(candidate -> candidate.entity().isSharded())
                .toList());
        Typed key = scope.unit.keyPath(variable.alias(), variable.entity());
        String text = key.text();
        return switch (dice.below(8)) {
            case 0 -> text + " = " + scope.bindings.value(Kind.TEXT, key.samples());
            case 1, 2 -> text + " IN " + scope.bindings.list(Kind.TEXT, key.samples());
            case 3, 4 -> text + " <> " + scope.bindings.value(Kind.TEXT, key.samples());
            case 5 -> text + dice.of(" > 'B'", " >= 'Asia'", " < 'O'", " BETWEEN 'Asia' AND 'F'");
            case 6 -> text + " LIKE " + dice.of("'A%'", "'%a'", "'%America'");
            default -> "UPPER(" + text + ") <> 'ASIA'";
        };
    }

    private String onEntity() {
        Variable variable = scope.any();
        List<Relation> ups = variable.entity().toOnes();
        Relation up = ups.isEmpty() || (variable.entity().key().isPresent() && dice.chance(50)) ? null : dice.pick(ups);
        String path = up == null ? variable.alias() : variable.alias() + "." + up.attribute();
        EntityDescription target = up == null ? variable.entity() : scope.unit.entity(up.target());
        String code = String.valueOf(dice.pick(target.codes()));
        return path + " = " + scope.bindings.parameter(null, new Bindings.EntityValue(target.name(), code));
    }
}
