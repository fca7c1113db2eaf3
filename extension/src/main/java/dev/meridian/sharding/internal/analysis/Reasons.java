package dev.meridian.sharding.internal.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says in a few words what of a condition proves something of the shard key, or why nothing does. */
final class Reasons {

    private static final String AND = " AND ";
    private static final String OR = " OR ";
    private static final String NOTHING = "no condition on the shard key";

    private static final Reasons WITHOUT_VALUES = new Reasons(Words.WITHOUT_VALUES);

    private final Words words;

    private Reasons(Words words) {
        this.words = words;
    }

    /** What the condition proves if it is TRUE, without values; empty if that can be nothing. */
    static Optional<String> proof(Condition condition) {
        return proof(condition, Words.WITHOUT_VALUES);
    }

    /** The same in other words. */
    static Optional<String> proof(Condition condition, Words words) {
        return Optional.ofNullable(new Reasons(words).text(condition, true));
    }

    /** Why nothing is proved. */
    static String absence(Condition condition) {
        return Objects.requireNonNullElse(obstacle(condition), NOTHING);
    }

    private @Nullable String text(Condition condition, boolean holds) {
        if (condition instanceof Condition.And and) {
            return holds ? any(and.parts(), true, AND) : all(and.parts(), false);
        }
        if (condition instanceof Condition.Or or) {
            return holds ? all(or.parts(), true) : any(or.parts(), false, AND);
        }
        if (condition instanceof Condition.Not not) {
            return text(not.part(), !holds);
        }
        if (condition instanceof Condition.SomeRow some) {
            String rows = holds ? text(some.rows(), true) : null;
            return rows == null ? null : "a row of the subquery with " + rows;
        }
        if (condition instanceof Condition.Key key) {
            boolean canBeNull = key.nullable() && key.test() instanceof KeyTest.IsNull && holds;
            return canBeNull ? null : key.path() + " " + text(key.test(), holds);
        }
        if (condition instanceof Condition.Computed computed) {
            return computed.predicate().text(holds, words);
        }
        if (condition instanceof Condition.SameEntity same) {
            return holds ? same.path() + " = " + words.of(same.entities()) : null;
        }
        return condition instanceof Condition.Unknown ? null : "a condition on constants";
    }

    private String text(KeyTest test, boolean holds) {
        if (test instanceof KeyTest.Compare compare) {
            Comparison comparison = compare.comparison();
            return (holds ? comparison : comparison.negated()).symbol() + " " + words.of(compare.value());
        }
        String not = holds ? "" : "NOT ";
        if (test instanceof KeyTest.In in) {
            return not + "IN (" + list(in.values(), words) + ")";
        }
        return test instanceof KeyTest.Like like ? not + "LIKE " + words.of(like.pattern()) : "IS " + not + "NULL";
    }

    /** Of a list; without values it is one sign, however long it is. */
    static String list(List<Operand> operands, Words words) {
        return words.equals(Words.WITHOUT_VALUES)
                ? "…"
                : operands.stream().map(words::of).collect(Collectors.joining(", "));
    }

    // Each part is looked at once: twice at each level would be endless for conditions of many levels.
    private @Nullable String any(List<Condition> parts, boolean holds, String word) {
        List<String> telling = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (Condition part : parts) {
            String text = text(part, holds);
            if (text != null) {
                all.add(text);
                if (!isConstant(part)) {
                    telling.add(text);
                }
            }
        }
        return joined(telling.isEmpty() ? all : telling, word);
    }

    private static @Nullable String joined(List<String> texts, String word) {
        // Two equal texts of an AND are two conditions, which can contradict each other; of an OR they are a list.
        Stream<String> different = word.equals(OR) ? texts.stream().distinct() : texts.stream();
        return texts.isEmpty() ? null : different.collect(Collectors.joining(word));
    }

    private @Nullable String all(List<Condition> parts, boolean holds) {
        List<String> texts = new ArrayList<>();
        for (Condition part : parts) {
            String text = text(part, holds);
            if (text == null) {
                return null;
            }
            texts.add(text);
        }
        String text = joined(texts, OR);
        return text == null || !text.contains(OR) || parts.size() == 1 ? text : "(" + text + ")";
    }

    private static boolean isConstant(Condition condition) {
        return condition instanceof Condition.Constants
                || condition instanceof Condition.ConstantIsNull
                || (condition instanceof Condition.Not not && isConstant(not.part()));
    }

    private static @Nullable String obstacle(Condition condition) {
        if (condition instanceof Condition.And and) {
            return and.parts().stream()
                    .map(Reasons::obstacle)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
        if (condition instanceof Condition.Or or && mentionsKey(or)) {
            return or.parts().stream()
                    .filter(part -> WITHOUT_VALUES.text(part, true) == null)
                    .findFirst()
                    .map(part -> "OR with " + name(part))
                    .orElse(null);
        }
        if (condition instanceof Condition.SameEntity same) {
            return same.path() + " = …, whose shard is not known";
        }
        return mentionsKey(condition) ? "a condition that can be true for every shard key" : null;
    }

    private static String name(Condition condition) {
        if (condition instanceof Condition.Unknown unknown && unknown.attribute() != null) {
            return unknown.attribute() + ", which is not the shard key";
        }
        if (condition instanceof Condition.Not not) {
            return name(not.part());
        }
        return condition instanceof Condition.And and && !and.parts().isEmpty()
                ? name(and.parts().get(0))
                : "another condition";
    }

    private static boolean mentionsKey(Condition condition) {
        if (condition instanceof Condition.And and) {
            return and.parts().stream().anyMatch(Reasons::mentionsKey);
        }
        if (condition instanceof Condition.Or or) {
            return or.parts().stream().anyMatch(Reasons::mentionsKey);
        }
        if (condition instanceof Condition.Not not) {
            return mentionsKey(not.part());
        }
        return condition instanceof Condition.Key || condition instanceof Condition.Computed;
    }
}
