package dev.meridian.sharding.internal.analysis;

import dev.meridian.sharding.internal.constraint.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a condition that is computed of a shard key says of one key, as Derby and PostgreSQL compute it.
 *
 * <p>A value is the key, null, or {@link Operand#UNDECIDED} if it is not known for sure.
 *
 * @param key a value of the key's column, or null
 * @param texts how the database compares texts
 * @param parameters the value of each parameter as the database receives it, or {@link Operand#UNDECIDED}
 * @param nullsAreBound whether a null is bound as a parameter for sure, and never written as {@code IS NULL}
 * @param language of the database, which decides what the upper case of an i is
 */
record TermEvaluation(
        @Nullable Object key,
        TextRules texts,
        IntFunction<@Nullable Object> parameters,
        boolean nullsAreBound,
        Locale language) {

    /** In the Turkish languages an i keeps its dot; everywhere else ASCII letters are as in English. */
    static final List<Locale> LANGUAGES = List.of(Locale.ROOT, new Locale("tr"));

    TermEvaluation withKey(Object value) {
        return new TermEvaluation(value, texts, parameters, nullsAreBound, language);
    }

    Verdict verdict(KeyPredicate predicate) {
        if (predicate instanceof KeyPredicate.Compare compare) {
            return compare(compare);
        }
        if (predicate instanceof KeyPredicate.In in) {
            return in(in);
        }
        if (predicate instanceof KeyPredicate.Like like) {
            return like(like);
        }
        if (predicate instanceof KeyPredicate.IsNull isNull) {
            Object value = value(isNull.value());
            return isUndecided(value) ? Verdict.UNDECIDED : of(value == null);
        }
        if (predicate instanceof KeyPredicate.And and) {
            return and.parts().stream().map(this::verdict).reduce(Verdict.HOLDS, TermEvaluation::and);
        }
        return predicate instanceof KeyPredicate.Not not ? not(verdict(not.part())) : Verdict.UNDECIDED;
    }

    private static Verdict of(boolean holds) {
        return holds ? Verdict.HOLDS : Verdict.FAILS;
    }

    private static Verdict not(Verdict verdict) {
        return switch (verdict) {
            case HOLDS -> Verdict.FAILS;
            case FAILS -> Verdict.HOLDS;
            default -> verdict;
        };
    }

    private static Verdict and(Verdict one, Verdict other) {
        if (one == Verdict.FAILS || other == Verdict.FAILS) {
            return Verdict.FAILS;
        }
        if (one == Verdict.HOLDS || one == other) {
            return other;
        }
        return other == Verdict.HOLDS ? one : Verdict.UNDECIDED;
    }

    private Verdict compare(KeyPredicate.Compare compare) {
        Object left = value(compare.left());
        Object right = value(compare.right());
        boolean mayBeTested = compare.nullIsTested() && isUnsureNull(compare.left(), compare.right());
        return mayBeTested ? Verdict.UNDECIDED : compare(compare.comparison(), left, right);
    }

    // EclipseLink may write IS NULL for a literal or a parameter.
    private boolean isUnsureNull(Term left, Term right) {
        return isUnsureNull(left) || isUnsureNull(right);
    }

    private boolean isUnsureNull(Term side) {
        return side instanceof Term.Constant constant
                && value(constant) == null
                && !(constant.operand() instanceof Operand.Parameter && nullsAreBound);
    }

    private Verdict compare(Comparison comparison, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return isUndecided(left) || isUndecided(right) ? Verdict.UNDECIDED : Verdict.IS_NULL;
        }
        if (comparison == Comparison.NOT_EQUAL) {
            return not(compare(Comparison.EQUAL, left, right));
        }
        if (left instanceof String one && right instanceof String other) {
            return texts.compare(comparison, one, other);
        }
        return isWhole(left) && isWhole(right)
                ? of(comparison.holds(Long.compare(((Number) left).longValue(), ((Number) right).longValue())))
                : Verdict.UNDECIDED;
    }

    private static boolean isWhole(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Short;
    }

    private Verdict in(KeyPredicate.In in) {
        Object value = value(in.value());
        Verdict none = Verdict.HOLDS;
        for (Object each : flat(in.operands())) {
            none = and(none, not(compare(Comparison.EQUAL, value, each)));
        }
        return isUndecided(value) ? Verdict.UNDECIDED : not(none);
    }

    private List<@Nullable Object> flat(List<Operand> operands) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Operand operand : operands) {
            Object value = operand.value(parameters);
            if (value instanceof Collection<?> several) {
                values.addAll(several);
            } else {
                values.add(value);
            }
        }
        return values;
    }

    private Verdict like(KeyPredicate.Like like) {
        Object value = exact(like.value());
        Object pattern = like.pattern().value(parameters);
        Object escape = like.escape().isPresent() ? like.escape().get().value(parameters) : "";
        if (isUndecided(value) || isUndecided(pattern) || isUndecided(escape)) {
            return Verdict.UNDECIDED;
        }
        if (value == null || pattern == null || escape == null) {
            return Verdict.IS_NULL;
        }
        String character = like.escape().isPresent() ? escape.toString() : null;
        return value instanceof String text && pattern instanceof String searched
                ? LikePattern.of(searched, character)
                        .map(parsed -> texts.like(text, parsed))
                        .orElse(Verdict.UNDECIDED)
                : Verdict.UNDECIDED;
    }

    private static boolean isUndecided(@Nullable Object value) {
        return Operand.UNDECIDED.equals(value);
    }

    @Nullable Object value(Term term) {
        if (term instanceof Term.Key) {
            return key;
        }
        if (term instanceof Term.Constant constant) {
            return constant.operand().value(parameters);
        }
        if (term instanceof Term.Function function) {
            return function(function);
        }
        if (term instanceof Term.Coalesce coalesce) {
            return firstNotNull(coalesce.arguments());
        }
        if (term instanceof Term.NullIf nullIf) {
            return nullIf(nullIf);
        }
        return term instanceof Term.Case cases ? branch(cases) : Operand.UNDECIDED;
    }

    /** The value where blanks at its end count too; a literal among several values may get some. */
    private @Nullable Object exact(Term term) {
        boolean mayBePadded = texts == TextRules.PADDED
                && (term instanceof Term.Coalesce || term instanceof Term.NullIf || term instanceof Term.Case);
        return mayBePadded ? Operand.UNDECIDED : value(term);
    }

    private @Nullable Object firstNotNull(List<Term> arguments) {
        for (Term argument : arguments) {
            Object value = value(argument);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private @Nullable Object nullIf(Term.NullIf nullIf) {
        Object value = value(nullIf.value());
        return switch (compare(Comparison.EQUAL, value, value(nullIf.other()))) {
            case HOLDS -> null;
            case FAILS, IS_NULL -> value;
            case UNDECIDED -> Operand.UNDECIDED;
        };
    }

    private @Nullable Object branch(Term.Case cases) {
        for (Term.Case.When when : cases.branches()) {
            switch (verdict(when.condition())) {
                case HOLDS -> {
                    return value(when.value());
                }
                case UNDECIDED -> {
                    return Operand.UNDECIDED;
                }
                case FAILS, IS_NULL -> {}
            }
        }
        return value(cases.otherwise());
    }

    private @Nullable Object function(Term.Function function) {
        List<@Nullable Object> arguments = new ArrayList<>();
        function.arguments().forEach(argument -> arguments.add(exact(argument)));
        if (arguments.stream().anyMatch(TermEvaluation::isUndecided)) {
            return Operand.UNDECIDED;
        }
        if (arguments.contains(null)) {
            return null;
        }
        return arguments.get(0) instanceof String text && TextRules.isPlain(text)
                ? TextFunctions.apply(function.kind(), text, arguments.subList(1, arguments.size()), language)
                : Operand.UNDECIDED;
    }
}
