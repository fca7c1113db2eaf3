package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.testkit.oracle.Scope.Variable;
import dev.meridian.sharding.testkit.oracle.Select.From;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A FROM clause along co-location.
 *
 * @param scope the scope with its variables
 * @param links conditions that join variables which stand side by side
 */
record Source(From from, Scope scope, List<Condition> links) {

    private static final int MOST_JOINS = 3;

    /** Joins to and fro, inner and outer, some with a condition of their own. */
    static Source random(Scope empty) {
        Dice dice = empty.dice;
        Source source = of(empty, empty.unit.any(dice));
        if (!source.scope.any().entity().isSharded()) {
            return dice.chance(50) ? source.beside() : source;
        }
        int joins = dice.chance(45) ? 0 : dice.upTo(MOST_JOINS);
        for (int i = 0; i < joins; i++) {
            source = source.joined();
        }
        return dice.chance(6) ? source.besides() : source;
    }

    /** One variable. */
    static Source of(Scope empty, EntityDescription entity) {
        Variable variable = empty.variable(entity, false);
        String key = entity.isSharded()
                ? empty.unit.keyPath(variable.alias(), entity).text()
                : "";
        From from = new From(entity.name() + " " + variable.alias(), key, List.of(), List.of());
        return new Source(from, empty.plus(variable), List.of());
    }

    /** One variable, fetched with what it is related to. */
    static Source fetching(Scope empty) {
        Dice dice = empty.dice;
        Source source = of(empty, empty.unit.sharded(dice));
        Fetches fetches = new Fetches(empty.unit, dice, source.scope.any());
        for (int i = dice.chance(60) ? 1 : 1 + dice.upTo(2); i > 0; i--) {
            fetches.add();
        }
        return new Source(
                new From(source.from.first(), source.from.keyPath(), fetches.joins(), fetches.paths()),
                source.scope,
                List.of());
    }

    /** With one more join, if there is an entity that is not joined yet. */
    private Source joined() {
        Dice dice = scope.dice;
        List<String> there = scope.variables().stream()
                .map(variable -> variable.entity().name())
                .toList();
        Variable variable = scope.any();
        List<Relation> open = variable.entity().relations().stream()
                .filter(relation -> !there.contains(relation.target()))
                .toList();
        if (open.isEmpty()) {
            return this;
        }
        Relation relation = dice.pick(open);
        boolean outer = dice.chance(45);
        Variable added = scope.variable(scope.unit.entity(relation.target()), outer || variable.optional());
        Scope wider = scope.plus(added);
        List<String> joins = new ArrayList<>(from.joins());
        joins.add(join(outer, variable, relation, added, wider));
        return new Source(new From(from.first(), from.keyPath(), joins, List.of()), wider, links);
    }

    /** With one more variable beside the others, joined in WHERE. */
    private Source besides() {
        for (Variable variable : scope.variables()) {
            for (Relation relation : variable.entity().relations()) {
                boolean there = scope.variables().stream()
                        .anyMatch(other -> other.entity().name().equals(relation.target()));
                if (!there) {
                    return beside(variable, relation);
                }
            }
        }
        return this;
    }

    /** A reference entity with a sharded one beside it that points to it; as it is if there is none. */
    private Source beside() {
        Variable variable = scope.any();
        for (EntityDescription entity : scope.unit.entities()) {
            for (Relation relation : entity.toOnes()) {
                if (relation.target().equals(variable.entity().name())) {
                    Variable added = scope.variable(entity, false);
                    String link = added.alias() + "." + relation.attribute() + " = " + variable.alias();
                    return besides(added, link);
                }
            }
        }
        return this;
    }

    private Source besides(Variable added, String link) {
        List<String> joins = new ArrayList<>(from.joins());
        joins.add(", " + added.entity().name() + " " + added.alias());
        return new Source(
                new From(from.first(), from.keyPath(), joins, List.of()),
                scope.plus(added),
                List.of(new Condition.Leaf(link)));
    }

    private Source beside(Variable variable, Relation relation) {
        Variable added = scope.variable(scope.unit.entity(relation.target()), false);
        return besides(added, link(variable, relation, added));
    }

    private static String link(Variable variable, Relation relation, Variable added) {
        return relation.many()
                ? added.alias() + "." + relation.inverse() + " = " + variable.alias()
                : variable.alias() + "." + relation.attribute() + " = " + added.alias();
    }

    /** The condition, and what joins the variables. */
    @Nullable Condition linked(@Nullable Condition where) {
        if (links.isEmpty()) {
            return where;
        }
        List<Condition> all = new ArrayList<>(links);
        if (where != null) {
            all.add(where);
        }
        return new Condition.Group("AND", all);
    }

    private static String join(boolean outer, Variable variable, Relation relation, Variable added, Scope wider) {
        Dice dice = wider.dice;
        Scope alone = wider.of(List.of(added));
        String on = dice.chance(20) ? " ON (" + new Conditions(alone).comparison(alone.path(kind -> true)) + ")" : "";
        String path = variable.alias() + "." + relation.attribute();
        String join = outer ? "LEFT JOIN " : "JOIN ";
        if (on.isEmpty() && dice.chance(12)) {
            return join + relation.target() + " " + added.alias() + " ON " + link(variable, relation, added);
        }
        return join + path + " " + added.alias() + on;
    }
}
