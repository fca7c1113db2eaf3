package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.testkit.oracle.Scope.Typed;
import dev.meridian.sharding.testkit.oracle.Scope.Variable;
import java.util.List;
import java.util.Optional;

/** Conditions with subqueries: along co-location, or not correlated at all. */
final class Subqueries {

    private final Scope outer;
    private final Dice dice;

    Subqueries(Scope outer) {
        this.outer = outer;
        this.dice = outer.dice;
    }

    Condition condition() {
        List<Variable> parents = parents();
        Optional<String> onReference = dice.chance(12) ? onReference() : Optional.empty();
        if (onReference.isPresent()) {
            return new Condition.Leaf(onReference.get());
        }
        if (parents.isEmpty() || dice.chance(30)) {
            return new Condition.Leaf(uncorrelated());
        }
        Variable parent = dice.pick(parents);
        return new Condition.Leaf(correlated(parent, dice.pick(parent.entity().toManys())));
    }

    /** Whether the reference entity that a variable points to meets a condition. */
    private Optional<String> onReference() {
        return outer.variables().stream()
                .flatMap(variable -> variable.entity().toOnes().stream()
                        .filter(relation -> relation.inverse().isEmpty())
                        .map(relation -> onReference(variable, relation)))
                .findFirst();
    }

    private String onReference(Variable variable, Relation relation) {
        Scope inner = outer.inner();
        Variable reference = inner.variable(outer.unit.entity(relation.target()), false);
        inner = inner.plus(reference);
        String link = dice.of("%s = %s.%s", "%2$s.%3$s = %1$s")
                .formatted(reference.alias(), variable.alias(), relation.attribute());
        String from = " FROM " + reference.entity().name() + " " + reference.alias() + where(link, inner);
        return compared(reference, from, inner);
    }

    private String correlated(Variable parent, Relation relation) {
        String path = parent.alias() + "." + relation.attribute();
        Optional<Variable> member = outer.variables().stream()
                .filter(variable -> variable.entity().name().equals(relation.target()))
                .findFirst();
        if (member.isPresent() && dice.chance(15)) {
            return member.get().alias() + dice.of(" ", " NOT ") + "MEMBER OF " + path;
        }
        if (dice.chance(13)) {
            return path + " IS " + dice.of("", "NOT ", "NOT ") + "EMPTY";
        }
        if (dice.chance(13)) {
            return "SIZE(" + path + ") " + dice.of(">", ">=", "<", "=") + " " + dice.below(4);
        }
        Scope inner = outer.inner();
        Variable child = inner.variable(outer.unit.entity(relation.target()), false);
        inner = inner.plus(child);
        String from = dice.chance(40)
                ? " FROM " + path + " " + child.alias() + where("", inner)
                : " FROM " + child.entity().name() + " " + child.alias()
                        + where(child.alias() + "." + relation.inverse() + " = " + parent.alias(), inner);
        return compared(child, from, inner);
    }

    /** A subquery along co-location that has one value; empty if no variable has children. */
    Optional<Typed> scalar() {
        List<Variable> parents = parents();
        if (parents.isEmpty()) {
            return Optional.empty();
        }
        Variable parent = dice.pick(parents);
        Relation relation = dice.pick(parent.entity().toManys());
        Scope empty = outer.inner();
        Variable child = empty.variable(outer.unit.entity(relation.target()), false);
        Scope inner = empty.plus(child);
        String counted = dice.chance(50)
                ? "COUNT(" + child.alias() + ")"
                : dice.of("MAX(", "SUM(") + inner.path(Kind::isWhole).text() + ")";
        String text = "(SELECT " + counted + " FROM " + child.entity().name() + " " + child.alias()
                + where(child.alias() + "." + relation.inverse() + " = " + parent.alias(), inner) + ")";
        return Optional.of(new Typed(text, Kind.LONG, List.of(0L, 1L, 2L)));
    }

    private List<Variable> parents() {
        return outer.variables().stream()
                .filter(variable -> !variable.entity().toManys().isEmpty())
                .toList();
    }

    private String compared(Variable child, String from, Scope inner) {
        if (dice.chance(45)) {
            return dice.of("", "", "NOT ") + "EXISTS (SELECT " + child.alias() + from + ")";
        }
        if (dice.chance(25)) {
            return "(SELECT COUNT(" + child.alias() + ")" + from + ") " + dice.of(">", "<=", "=") + " " + dice.below(3);
        }
        Typed left = outer.path(Kind::isNumber);
        Typed right = inner.path(kind -> kind == left.kind() || kind.isWhole());
        if (!right.kind().isNumber()) {
            return "EXISTS (SELECT " + child.alias() + from + ")";
        }
        return left.text()
                + switch (dice.below(4)) {
                    case 0 -> " " + dice.of(">", "<", "<=") + " ALL (SELECT " + right.text() + from + ")";
                    case 1 -> " " + dice.of(">", "<", "=") + " ANY (SELECT " + right.text() + from + ")";
                    case 2 -> " IN (SELECT " + right.text() + from + ")";
                    default ->
                        " " + dice.of(">", "<") + " (SELECT " + dice.of("MAX", "MIN", "AVG", "SUM") + "(" + right.text()
                                + ")" + from + ")";
                };
    }

    private String uncorrelated() {
        EntityDescription entity = outer.unit.any(dice);
        Scope inner = outer.inner();
        Variable variable = inner.variable(entity, false);
        inner = inner.plus(variable);
        String from = " FROM " + entity.name() + " " + variable.alias() + where("", inner) + ")";
        Typed left = outer.path(kind -> kind.isNumber() || kind.isTemporal());
        boolean known = inner.has(kind -> kind == left.kind());
        if (!known) {
            return left.text() + " IS NOT NULL";
        }
        Typed right = inner.path(kind -> kind == left.kind());
        List<String> aggregates = left.kind().isNumber() ? List.of("AVG", "MIN", "MAX", "SUM") : List.of("MIN", "MAX");
        return left.text()
                + switch (dice.below(6)) {
                    case 0 -> " IN (SELECT " + right.text() + from;
                    case 1 -> " " + dice.of("<>", ">=") + " ALL (SELECT " + right.text() + from;
                    case 2 -> " " + dice.of("<", ">=") + " ALL (SELECT " + right.text() + from;
                    default ->
                        " " + dice.of(">", "<", ">=", "<>") + " (SELECT " + dice.pick(aggregates) + "(" + right.text()
                                + ")" + from;
                };
    }

    private String where(String link, Scope inner) {
        if (dice.chance(50)) {
            return link.isEmpty() ? "" : " WHERE " + link;
        }
        String own = new Conditions(inner).comparison(inner.path(kind -> true));
        return " WHERE " + (link.isEmpty() ? own : link + " AND " + own);
    }
}
