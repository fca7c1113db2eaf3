package dev.meridian.sharding.testkit.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The range variables that an expression may use, with the dice and the parameters of its query. */
final class Scope {

    /** @param optional whether it stands on the null-supplied side of an outer join */
    record Variable(String alias, EntityDescription entity, boolean optional) {}

    /** An expression that stands for an entity, and whether that can be missing. */
    record Named(String text, EntityDescription entity, boolean optional) {

        String code() {
            return text + "." + entity.code();
        }
    }

    /** An expression of a known kind, with values that it is compared with. */
    record Typed(String text, Kind kind, List<Object> samples) {}

    final UnitDescription unit;
    final Dice dice;
    final Bindings bindings;
    private final List<Variable> variables;
    private final String prefix;

    private Scope(UnitDescription unit, Dice dice, Bindings bindings, String prefix, List<Variable> variables) {
        this.unit = unit;
        this.dice = dice;
        this.bindings = bindings;
        this.prefix = prefix;
        this.variables = List.copyOf(variables);
    }

    static Scope empty(UnitDescription unit, Dice dice, Bindings bindings) {
        return new Scope(unit, dice, bindings, "", List.of());
    }

    /** A scope of these variables. */
    Scope of(List<Variable> newVariables) {
        return new Scope(unit, dice, bindings, prefix, newVariables);
    }

    /** An empty scope for a subquery, whose variables have other aliases. */
    Scope inner() {
        return new Scope(unit, dice, bindings, prefix + "i", List.of());
    }

    Scope plus(Variable variable) {
        List<Variable> more = new ArrayList<>(variables);
        more.add(variable);
        return of(more);
    }

    /** A new alias for a variable of the entity. */
    Variable variable(EntityDescription entity, boolean optional) {
        String letter = entity.name().substring(0, 1).toLowerCase(Locale.ROOT);
        long same = variables.stream()
                .filter(variable -> variable.entity().equals(entity))
                .count();
        return new Variable(prefix + letter + (same == 0 ? "" : String.valueOf(same + 1)), entity, optional);
    }

    List<Variable> variables() {
        return variables;
    }

    Variable any() {
        return dice.pick(variables);
    }

    /** The text that is unique for each row. */
    List<String> codes() {
        return variables.stream()
                .map(variable -> variable.alias() + "." + variable.entity().code())
                .toList();
    }

    /** A path to an attribute of such a kind, sometimes over a relation to one. There must be one. */
    Typed path(Predicate<Kind> kind) {
        List<Typed> own = variables.stream()
                .flatMap(variable -> paths(variable.alias(), variable.entity(), kind))
                .toList();
        List<Typed> far = variables.stream()
                .filter(variable -> !variable.optional())
                .flatMap(variable -> variable.entity().toOnes().stream()
                        .flatMap(relation -> paths(
                                variable.alias() + "." + relation.attribute(), unit.entity(relation.target()), kind)))
                .toList();
        return own.isEmpty() || (!far.isEmpty() && dice.chance(15)) ? dice.pick(far) : dice.pick(own);
    }

    /** The variables, and paths to what those point to that are not optional. */
    List<Named> entities() {
        List<Named> all = new ArrayList<>();
        for (Variable variable : variables) {
            all.add(new Named(variable.alias(), variable.entity(), variable.optional()));
            if (!variable.optional()) {
                variable.entity().toOnes().stream()
                        .map(relation -> new Named(
                                variable.alias() + "." + relation.attribute(), unit.entity(relation.target()), false))
                        .forEach(all::add);
            }
        }
        return all;
    }

    /** Mostly an entity that is the same in several shards, or can be missing in them. */
    Named entity() {
        List<Named> all = entities();
        List<Named> shared = all.stream()
                .filter(named -> named.optional() || !named.entity().isSharded())
                .toList();
        return dice.pick(shared.isEmpty() || dice.chance(30) ? all : shared);
    }

    boolean has(Predicate<Kind> kind) {
        return variables.stream()
                .anyMatch(variable ->
                        variable.entity().attributes().stream().anyMatch(attribute -> kind.test(attribute.kind())));
    }

    private static Stream<Typed> paths(String alias, EntityDescription entity, Predicate<Kind> kind) {
        return entity.attributes().stream()
                .filter(attribute -> kind.test(attribute.kind()))
                .map(attribute -> new Typed(alias + "." + attribute.name(), attribute.kind(), attribute.samples()));
    }
}
