package dev.meridian.sharding.internal.analysis;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A value that a query computes of a shard key: {@code UPPER(continent)}, {@code COALESCE(continent, :other)}. Its text is
 * how a person writes it.
 */
sealed interface Term {

    String text(Words words);

    /** The shard key itself, as its column holds it. */
    record Key(String path) implements Term {
        @Override
        public String text(Words words) {
            return path;
        }
    }

    /** A literal or a parameter. */
    record Constant(Operand operand) implements Term {
        @Override
        public String text(Words words) {
            return words.of(operand);
        }
    }

    /** Anything that depends on more than the shard key, or that is not understood. */
    record Other() implements Term {
        @Override
        public String text(Words words) {
            return "…";
        }
    }

    /** A function of texts; null if one of its arguments is null. */
    record Function(Kind kind, List<Term> arguments) implements Term {

        enum Kind {
            UPPER,
            LOWER,
            TRIM,
            LTRIM,
            RTRIM,
            LENGTH,
            SUBSTRING,
            CONCAT
        }

        public Function {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String text(Words words) {
            return kind.name().toUpperCase(Locale.ROOT) + list(arguments, words);
        }
    }

    /** The first of its arguments that is not null. */
    record Coalesce(List<Term> arguments) implements Term {
        public Coalesce {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String text(Words words) {
            return "COALESCE" + list(arguments, words);
        }
    }

    /** Null if both are equal, else the first. */
    record NullIf(Term value, Term other) implements Term {
        @Override
        public String text(Words words) {
            return "NULLIF" + list(List.of(value, other), words);
        }
    }

    /** The value of the first condition that is TRUE. */
    record Case(List<When> branches, Term otherwise) implements Term {

        record When(KeyPredicate condition, Term value) {}

        public Case {
            branches = List.copyOf(branches);
        }

        @Override
        public String text(Words words) {
            return "CASE " + branches.get(0).condition().text(true, words) + " …";
        }
    }

    private static String list(List<Term> arguments, Words words) {
        return arguments.stream().map(argument -> argument.text(words)).collect(Collectors.joining(", ", "(", ")"));
    }
}
