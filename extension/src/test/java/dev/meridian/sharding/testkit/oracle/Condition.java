package dev.meridian.sharding.testkit.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A condition as a tree, so that it can be made smaller. */
sealed interface Condition {

    /** One comparison. */
    record Leaf(String text) implements Condition {
        @Override
        public String toString() {
            return text;
        }
    }

    /** Several conditions, united by AND or by OR. */
    record Group(String operator, List<Condition> parts) implements Condition {

        public Group {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return parts.stream().map(Condition::toString).collect(Collectors.joining(" " + operator + " ", "(", ")"));
        }
    }

    /** A negation. */
    record Not(Condition part) implements Condition {
        @Override
        public String toString() {
            return "NOT (" + part + ")";
        }
    }

    /** Conditions that are a step smaller. */
    default Stream<Condition> smaller() {
        if (this instanceof Not not) {
            return Stream.concat(Stream.of(not.part()), not.part().smaller().map(Not::new));
        }
        if (!(this instanceof Group group)) {
            return Stream.empty();
        }
        List<Condition> smaller = new ArrayList<>(group.parts());
        for (int i = 0; i < group.parts().size(); i++) {
            int at = i;
            group.parts().get(i).smaller().forEach(part -> {
                List<Condition> parts = new ArrayList<>(group.parts());
                parts.set(at, part);
                smaller.add(new Group(group.operator(), parts));
            });
        }
        return smaller.stream();
    }
}
