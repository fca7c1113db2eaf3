package dev.meridian.sharding.internal.analysis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A condition on values that are computed of one shard key alone, which each key decides for itself. */
sealed interface KeyPredicate {

    /**
     * How a person writes it.
     *
     * @param holds whether it is TRUE, or else its negation
     */
    String text(boolean holds, Words words);

    /**
     * {@code left < right} and the like.
     *
     * @param nullIsTested whether EclipseLink may write {@code IS [NOT] NULL} where the right side is null
     */
    record Compare(Comparison comparison, Term left, Term right, boolean nullIsTested) implements KeyPredicate {
        @Override
        public String text(boolean holds, Words words) {
            String symbol = (holds ? comparison : comparison.negated()).symbol();
            return left.text(words) + " " + symbol + " " + right.text(words);
        }
    }

    /** {@code value IN (operands)}; the value of each operand may be a collection. */
    record In(Term value, List<Operand> operands) implements KeyPredicate {
        public In {
            operands = List.copyOf(operands);
        }

        @Override
        public String text(boolean holds, Words words) {
            return value.text(words) + (holds ? " IN (" : " NOT IN (") + Reasons.list(operands, words) + ")";
        }
    }

    /** {@code value LIKE pattern ESCAPE escape}. */
    record Like(Term value, Operand pattern, Optional<Operand> escape) implements KeyPredicate {
        @Override
        public String text(boolean holds, Words words) {
            return value.text(words) + (holds ? " LIKE " : " NOT LIKE ") + words.of(pattern);
        }
    }

    /** {@code value IS NULL}. */
    record IsNull(Term value) implements KeyPredicate {
        @Override
        public String text(boolean holds, Words words) {
            return value.text(words) + (holds ? " IS NULL" : " IS NOT NULL");
        }
    }

    /** All of them. */
    record And(List<KeyPredicate> parts) implements KeyPredicate {
        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public String text(boolean holds, Words words) {
            return parts.stream()
                    .map(part -> part.text(holds, words))
                    .collect(Collectors.joining(holds ? " AND " : " OR "));
        }
    }

    /** The negation. */
    record Not(KeyPredicate part) implements KeyPredicate {
        @Override
        public String text(boolean holds, Words words) {
            return part.text(!holds, words);
        }
    }

    /** A condition that depends on more than the shard key, or that is not understood. */
    record Unknown() implements KeyPredicate {
        @Override
        public String text(boolean holds, Words words) {
            return "…";
        }
    }

    /** One of them at least. */
    static KeyPredicate or(List<KeyPredicate> parts) {
        return new Not(new And(parts.stream().<KeyPredicate>map(Not::new).toList()));
    }
}
