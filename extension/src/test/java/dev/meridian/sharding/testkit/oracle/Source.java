package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.testkit.oracle.Scope.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * A FROM clause along co-location.
 *
 * @param scope the scope with its variables
 */
record Source(String from, List<String> joins, List<String> fetches, Scope scope) {

    private static final int MOST_JOINS = 3;

    /** Joins to and fro, inner and outer, some with a condition of their own. */
    static Source random(Scope empty) {
        Dice dice = empty.dice;
        Source source = of(empty, dice.pick(empty.unit.entities()));
        int joins = dice.chance(45) ? 0 : dice.upTo(MOST_JOINS);
        for (int i = 0; i < joins; i++) {
            source = source.joined();
        }
        return source;
    }

    static Source of(Scope empty, EntityDescription entity) {
        Variable variable = empty.variable(entity, false);
        return new Source(entity.name() + " " + variable.alias(), List.of(), List.of(), empty.plus(variable));
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
        String path = variable.alias() + "." + relation.attribute() + " " + added.alias();
        return new Source(from, plus(joins, join(path, outer, variable, relation, added, wider)), fetches, wider);
    }

    private static String join(
            String path, boolean outer, Variable variable, Relation relation, Variable added, Scope wider) {
        Dice dice = wider.dice;
        String on = dice.chance(20)
                ? " ON "
                        + new Conditions(wider.of(List.of(added)))
                                .comparison(wider.of(List.of(added)).path(kind -> true))
                : "";
        if (outer) {
            return "LEFT JOIN " + path + on;
        }
        if (relation.many() && on.isEmpty() && dice.chance(10)) {
            return ", IN(" + variable.alias() + "." + relation.attribute() + ") " + added.alias();
        }
        return "JOIN " + path + on;
    }

    /** One variable, fetched with what it is related to. */
    static Source fetching(Scope empty) {
        Dice dice = empty.dice;
        Source source = of(empty, dice.pick(empty.unit.entities()));
        Variable variable = source.scope.any();
        Relation relation = dice.pick(variable.entity().relations());
        String join = dice.of("JOIN FETCH ", "LEFT JOIN FETCH ") + variable.alias() + "." + relation.attribute();
        return new Source(source.from, List.of(join), List.of(relation.attribute()), source.scope);
    }

    private static List<String> plus(List<String> list, String more) {
        List<String> longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }
}
