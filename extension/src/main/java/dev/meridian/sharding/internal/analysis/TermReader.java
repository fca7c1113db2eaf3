package dev.meridian.sharding.internal.analysis;

import dev.meridian.sharding.internal.model.ValueShardMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionOperator;
import org.eclipse.persistence.internal.expressions.FunctionExpression;
import org.eclipse.persistence.internal.expressions.LogicalExpression;
import org.eclipse.persistence.internal.expressions.RelationExpression;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.jspecify.annotations.Nullable;

/**
 * Reads one condition whose sides are computed of a shard key, as {@code UPPER(l.continent) = 'ASIA'}. All that is not
 * understood, or not of that one key, becomes unknown. Made for one condition; not thread-safe.
 */
final class TermReader {

    private final ComparisonReader comparisons;
    private final QueryLevel level;
    private Path.@Nullable Column key;

    TermReader(ComparisonReader comparisons, QueryLevel level) {
        this.comparisons = comparisons;
        this.level = level;
    }

    /** The condition, if it is computed of a shard key whose values can be tried one by one. */
    Optional<Condition> read(Expression expression) {
        KeyPredicate predicate = predicate(expression);
        Path.Column found = key;
        boolean hopeless = predicate instanceof KeyPredicate.Compare compare
                && (compare.left() instanceof Term.Other || compare.right() instanceof Term.Other);
        return found == null || hopeless
                ? Optional.empty()
                : Optional.of(new Condition.Computed(
                        found.owner().variable(), found.owner().nullable(), predicate));
    }

    private KeyPredicate predicate(@Nullable Expression expression) {
        if (expression instanceof LogicalExpression logical) {
            return logical(logical);
        }
        if (expression instanceof RelationExpression relation) {
            return relation(relation);
        }
        return expression instanceof FunctionExpression function && function.getOperator() != null
                ? test(function)
                : new KeyPredicate.Unknown();
    }

    private KeyPredicate logical(LogicalExpression logical) {
        List<KeyPredicate> parts = List.of(predicate(logical.getFirstChild()), predicate(logical.getSecondChild()));
        return switch (logical.getOperator().getSelector()) {
            case ExpressionOperator.And -> new KeyPredicate.And(parts);
            case ExpressionOperator.Or -> KeyPredicate.or(parts);
            default -> new KeyPredicate.Unknown();
        };
    }

    private KeyPredicate relation(RelationExpression relation) {
        Comparison comparison =
                ConditionReader.comparison(relation.getOperator().getSelector());
        if (comparison != null) {
            Term left = term(relation.getFirstChild());
            return new KeyPredicate.Compare(comparison, left, term(relation.getSecondChild()), true);
        }
        return switch (relation.getOperator().getSelector()) {
            case ExpressionOperator.In -> in(relation);
            case ExpressionOperator.NotIn -> new KeyPredicate.Not(in(relation));
            default -> new KeyPredicate.Unknown();
        };
    }

    private KeyPredicate in(RelationExpression relation) {
        Term value = term(relation.getFirstChild());
        return comparisons
                .operands(relation.getSecondChild(), null)
                .<KeyPredicate>map(operands -> new KeyPredicate.In(value, operands))
                .orElseGet(KeyPredicate.Unknown::new);
    }

    private KeyPredicate test(FunctionExpression function) {
        List<Expression> children = function.getChildren();
        return switch (function.getOperator().getSelector()) {
            case ExpressionOperator.Not -> new KeyPredicate.Not(predicate(children.get(0)));
            case ExpressionOperator.IsNull -> new KeyPredicate.IsNull(term(children.get(0)));
            case ExpressionOperator.NotNull -> new KeyPredicate.Not(new KeyPredicate.IsNull(term(children.get(0))));
            case ExpressionOperator.Between -> between(children);
            case ExpressionOperator.NotBetween -> new KeyPredicate.Not(between(children));
            case ExpressionOperator.Like, ExpressionOperator.LikeEscape -> like(children);
            case ExpressionOperator.NotLike, ExpressionOperator.NotLikeEscape -> new KeyPredicate.Not(like(children));
            default -> new KeyPredicate.Unknown();
        };
    }

    private KeyPredicate between(List<Expression> children) {
        Term value = term(children.get(0));
        return new KeyPredicate.And(List.of(
                new KeyPredicate.Compare(Comparison.GREATER_OR_EQUAL, value, term(children.get(1)), false),
                new KeyPredicate.Compare(Comparison.LESS_OR_EQUAL, value, term(children.get(2)), false)));
    }

    private KeyPredicate like(List<Expression> children) {
        Term value = term(children.get(0));
        Optional<Operand> pattern = comparisons.operand(children.get(1), null);
        Optional<Operand> escape = children.size() > 2 ? comparisons.operand(children.get(2), null) : Optional.empty();
        return pattern.isEmpty() || (children.size() > 2 && escape.isEmpty())
                ? new KeyPredicate.Unknown()
                : new KeyPredicate.Like(value, pattern.get(), escape);
    }

    private Term term(Expression expression) {
        if (expression instanceof FunctionExpression function && function.getOperator() != null) {
            return computed(function);
        }
        if (comparisons.path(expression, level) instanceof Path.Column column) {
            return isTheKey(column) ? new Term.Key(column.text()) : new Term.Other();
        }
        return comparisons
                .operand(expression, null)
                .<Term>map(Term.Constant::new)
                .orElseGet(Term.Other::new);
    }

    // A key on the null-supplied side of an outer join is one value only as long as it is the same join's.
    @SuppressWarnings("ReferenceEquality") // equal paths may lead through two joins
    private boolean isTheKey(Path.Column column) {
        boolean plain = column.key() != null
                && column.key().map() instanceof ValueShardMap
                && column.mapping() instanceof AbstractDirectMapping mapping
                && !mapping.hasConverter();
        if (plain && key == null) {
            key = column;
        }
        return plain
                && key != null
                && key.owner().variable() == column.owner().variable()
                && (key.owner() == column.owner()
                        || !(key.owner().nullable() || column.owner().nullable()));
    }

    private Term computed(FunctionExpression function) {
        List<Expression> children = function.getChildren();
        return switch (function.getOperator().getSelector()) {
            case ExpressionOperator.ToUpperCase -> function(Term.Function.Kind.UPPER, children, 1);
            case ExpressionOperator.ToLowerCase -> function(Term.Function.Kind.LOWER, children, 1);
            case ExpressionOperator.Trim -> function(Term.Function.Kind.TRIM, children, 1);
            case ExpressionOperator.LeftTrim -> function(Term.Function.Kind.LTRIM, children, 1);
            case ExpressionOperator.RightTrim -> function(Term.Function.Kind.RTRIM, children, 1);
            case ExpressionOperator.Length -> function(Term.Function.Kind.LENGTH, children, 1);
            case ExpressionOperator.Concat -> function(Term.Function.Kind.CONCAT, children, 2);
            case ExpressionOperator.Substring -> function(Term.Function.Kind.SUBSTRING, children, 3);
            case ExpressionOperator.SubstringSingleArg -> function(Term.Function.Kind.SUBSTRING, children, 2);
            case ExpressionOperator.Coalesce -> new Term.Coalesce(terms(children));
            case ExpressionOperator.NullIf -> new Term.NullIf(term(children.get(0)), term(children.get(1)));
            case ExpressionOperator.Case -> cases(children.get(0), children, 1);
            case ExpressionOperator.CaseCondition -> cases(null, children, 0);
            default -> new Term.Other();
        };
    }

    private Term function(Term.Function.Kind kind, List<Expression> children, int arguments) {
        return children.size() == arguments ? new Term.Function(kind, terms(children)) : new Term.Other();
    }

    private List<Term> terms(List<Expression> children) {
        return children.stream().map(this::term).toList();
    }

    // EclipseLink puts the range variable where a CASE has no operand.
    private Term cases(@Nullable Expression operand, List<Expression> children, int first) {
        Term value = operand == null || operand.isExpressionBuilder() ? null : term(operand);
        List<Term.Case.When> branches = new ArrayList<>();
        int otherwise = children.size() - 1;
        for (int i = first; i + 1 < otherwise; i += 2) {
            KeyPredicate condition = value == null
                    ? predicate(children.get(i))
                    : new KeyPredicate.Compare(Comparison.EQUAL, value, term(children.get(i)), false);
            branches.add(new Term.Case.When(condition, term(children.get(i + 1))));
        }
        return branches.isEmpty() || (otherwise - first) % 2 != 0
                ? new Term.Other()
                : new Term.Case(branches, term(children.get(otherwise)));
    }
}
