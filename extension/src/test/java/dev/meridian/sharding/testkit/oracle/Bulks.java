package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.testkit.oracle.Scope.Typed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Bulk UPDATE and DELETE. */
final class Bulks {

    private final Source source;
    private final Scope scope;
    private final Dice dice;

    Bulks(Scope empty) {
        this.dice = empty.dice;
        this.source = Source.of(empty, empty.unit.any(dice));
        this.scope = source.scope();
    }

    Statement bulk() {
        Scope.Variable variable = scope.any();
        List<String> sets = dice.chance(40) ? List.of() : sets();
        Condition where = QueryGenerator.where(scope);
        return new Bulk(variable.entity(), variable.alias(), sets, where, scope.bindings.values());
    }

    private List<String> sets() {
        String alias = scope.any().alias() + ".";
        Set<String> changed = new LinkedHashSet<>();
        List<String> sets = new ArrayList<>();
        for (int i = dice.upTo(2); i > 0; i--) {
            Attribute attribute = dice.pick(scope.any().entity().attributes());
            if (changed.add(attribute.name())) {
                sets.add(alias + attribute.name() + " = " + value(alias + attribute.name(), attribute));
            }
        }
        return sets;
    }

    private String value(String path, Attribute attribute) {
        Typed typed = new Typed(path, attribute.kind(), attribute.samples());
        if (dice.chance(15)) {
            return "NULL";
        }
        if (dice.chance(50)) {
            return scope.bindings.value(typed.kind(), typed.samples());
        }
        if (typed.kind().isNumber()) {
            return dice.of("%s + 1", "%s - 2", "COALESCE(%s, 0)").formatted(path);
        }
        return typed.kind() == Kind.TEXT ? dice.of("UPPER(%s)", "LOWER(%s)").formatted(path) : path;
    }
}
