package dev.meridian.sharding.internal.analysis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A condition on values that are computed of one shard key alone, which each key decides for itself. */
sealed interface KeyPredicate {

    /**
     * How a person writes it, without values.
     *
     * @param holds whether it is TRUE, or else its negation
     */
    String text(boolean holds);

    /**
     * {@code left < right} and the like.
     *
     * @param nullIsTested whether EclipseLink may write {@code IS [NOT] NULL} where the right side is null
     */
    record Compare(Comparison comparison, Term left, Term right, boolean nullIsTested) implements KeyPredicate {
        @Override
        public String text(boolean holds) {
            String symbol = (holds ? comparison : comparison.negated()).symbol();
            return left.text() + " " + symbol + " " + right.text();
        }
    }

    /** {@code value IN (operands)}; the value of each operand may be a collection. */
    record In(Term value, List<Operand> operands) implements KeyPredicate {
        public In {
            operands = List.copyOf(operands);
        }

        @Override
        public String text(boolean holds) {
            return value.text() + (holds ? " IN (…)" : " NOT IN (…)");
        }
    }

    /** {@code value LIKE pattern ESCAPE escape}. */
    record Like(Term value, Operand pattern, Optional<Operand> escape) implements KeyPredicate {
        @Override
        public String text(boolean holds) {
            return value.text() + (holds ? " LIKE …" : " NOT LIKE …");
        }
    }

    /** {@code value IS NULL}. */
    record IsNull(Term value) implements KeyPredicate {
        @Override
        public String text(boolean holds) {
            return value.text() + (holds ? " IS NULL" : " IS NOT NULL");
        }
    }

    /** All of them. */
    record And(List<KeyPredicate> parts) implements KeyPredicate {
        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public String text(boolean holds) {
            return parts.stream().map(part -> part.text(holds)).collect(Collectors.joining(holds ? " AND " : " OR "));
        }
    }

    /** The negation. */
    record Not(KeyPredicate part) implements KeyPredicate {
        @Override
        public String text(boolean holds) {
            return part.text(!holds);
        }
    }

    /** A condition that depends on more than the shard key, or that is not understood. */
    record Unknown() implements KeyPredicate {
        @Override
        public String text(boolean holds) {
            return "…";
        }
    }

    /** One of them at least. */
    static KeyPredicate or(List<KeyPredicate> parts) {
        return new Not(new And(parts.stream().<KeyPredicate>map(Not::new).toList()));
    }
}
