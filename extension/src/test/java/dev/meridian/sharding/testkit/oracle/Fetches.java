package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.testkit.oracle.Scope.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Join fetches of what a selected entity is related to, and of what this is related to. */
final class Fetches {

    private final UnitDescription unit;
    private final Dice dice;
    private final List<Fetched> fetched = new ArrayList<>();

    /**
     * @param alias of the variable that its own relations are fetched through
     * @param path from the selected entity; empty for that itself
     */
    private record Fetched(String alias, EntityDescription entity, String path, String join) {}

    private record Candidate(Fetched from, Relation relation) {}

    Fetches(UnitDescription unit, Dice dice, Variable selected) {
        this.unit = unit;
        this.dice = dice;
        fetched.add(new Fetched(selected.alias(), selected.entity(), "", ""));
    }

    /** One more, if there is an entity that is not fetched yet. */
    void add() {
        List<Candidate> open = fetched.stream()
                .flatMap(from -> from.entity().relations().stream().map(relation -> new Candidate(from, relation)))
                .filter(candidate -> fetched.stream()
                        .noneMatch(there -> there.entity()
                                .name()
                                .equals(candidate.relation().target())))
                .toList();
        if (!open.isEmpty()) {
            Candidate chosen = dice.pick(open);
            fetched.add(fetched(chosen.from(), chosen.relation()));
        }
    }

    private Fetched fetched(Fetched from, Relation relation) {
        String alias = "f" + fetched.size();
        String join =
                dice.of("JOIN FETCH ", "LEFT JOIN FETCH ") + from.alias() + "." + relation.attribute() + " " + alias;
        String path = (from.path().isEmpty() ? "" : from.path() + ".") + relation.attribute();
        return new Fetched(alias, unit.entity(relation.target()), path, join);
    }

    List<String> joins() {
        return added().map(Fetched::join).toList();
    }

    List<String> paths() {
        return added().map(Fetched::path).toList();
    }

    private Stream<Fetched> added() {
        return fetched.stream().skip(1);
    }
}
