package dev.meridian.sharding.internal.analysis;

import dev.meridian.sharding.internal.constraint.KeyConstraint;
import dev.meridian.sharding.internal.constraint.Outcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a condition says for the values of one call.
 *
 * @param rules how the key's values are compared
 * @param parameters the value of each parameter as the database receives it, or {@link Operand#UNDECIDED}
 * @param shardOf the shard of an entity that is a parameter, or null if it is not known
 * @param nullsAreBound whether a null is bound as a parameter for sure, and never written as {@code IS NULL}
 */
record Evaluation(
        KeyRules rules,
        IntFunction<@Nullable Object> parameters,
        Function<Object, @Nullable String> shardOf,
        boolean nullsAreBound) {

    /** The outcome over the values of the shard key. */
    Outcome keys(Condition condition) {
        if (condition instanceof Condition.Key key) {
            Outcome outcome = test(key.test());
            return key.nullable() ? withNullRow(outcome) : outcome;
        }
        if (condition instanceof Condition.SameEntity same) {
            return entity(same, rules::keysIn);
        }
        if (condition instanceof Condition.Computed computed) {
            Outcome outcome = rules.computed(computed.predicate(), parameters, nullsAreBound);
            return computed.nullable() ? withNullRow(outcome) : outcome;
        }
        return composed(condition, this::keys);
    }

    /** The outcome over the names of the shards: what is known beside the shard key. */
    Outcome shards(Condition condition) {
        if (condition instanceof Condition.Key || condition instanceof Condition.Computed) {
            return Outcome.unknown();
        }
        if (condition instanceof Condition.SameEntity same) {
            return entity(same, KeyConstraint::only);
        }
        return composed(condition, this::shards);
    }

    private Outcome composed(Condition condition, Function<Condition, Outcome> each) {
        if (condition instanceof Condition.And and) {
            return and.parts().stream().map(each).reduce(Outcome.alwaysTrue(), Outcome::and);
        }
        if (condition instanceof Condition.Or or) {
            return or.parts().stream().map(each).reduce(Outcome.alwaysFalse(), Outcome::or);
        }
        if (condition instanceof Condition.Not not) {
            return each.apply(not.part()).not();
        }
        if (condition instanceof Condition.SomeRow some) {
            return new Outcome(each.apply(some.rows()).whenTrue(), KeyConstraint.everything());
        }
        if (condition instanceof Condition.Constants constants) {
            return constants(constants);
        }
        return condition instanceof Condition.ConstantIsNull isNull
                ? constantIsNull(value(isNull.operand()))
                : Outcome.unknown();
    }

    /** Where the variable is null-supplied, its key can be null whatever the key of the group is. */
    private static Outcome withNullRow(Outcome outcome) {
        return new Outcome(free(outcome.whenTrue()), free(outcome.whenFalse()));
    }

    private static KeyConstraint free(KeyConstraint keys) {
        return keys.isNullPossible() ? KeyConstraint.everything() : keys;
    }

    private Outcome test(KeyTest test) {
        if (test instanceof KeyTest.Compare compare) {
            return compare(compare);
        }
        if (test instanceof KeyTest.In in) {
            return in(in);
        }
        return test instanceof KeyTest.Like like ? like(like) : Outcome.isNull();
    }

    private Outcome compare(KeyTest.Compare compare) {
        Object value = value(compare.value());
        if (value == null) {
            return nullComparison(compare);
        }
        return isKnown(value) ? rules.compare(compare.comparison(), value) : Outcome.unknown();
    }

    private Outcome nullComparison(KeyTest.Compare compare) {
        boolean equality = compare.comparison() == Comparison.EQUAL || compare.comparison() == Comparison.NOT_EQUAL;
        if (nullsAreBound || !compare.nullIsTested() || !equality) {
            return Outcome.alwaysUnknown();
        }
        return compare.comparison() == Comparison.EQUAL
                ? Outcome.isNull()
                : Outcome.isNull().not();
    }

    private Outcome in(KeyTest.In in) {
        List<Object> values = new ArrayList<>();
        boolean containsNull = false;
        for (Object value : flat(in.values())) {
            if (value == null) {
                containsNull = true;
            } else if (isKnown(value)) {
                values.add(value);
            } else {
                return Outcome.unknown();
            }
        }
        Outcome outcome = rules.in(values);
        return containsNull ? outcome.or(Outcome.alwaysUnknown()) : outcome;
    }

    private List<@Nullable Object> flat(List<Operand> operands) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Operand operand : operands) {
            Object value = value(operand);
            if (value instanceof Collection<?> several) {
                values.addAll(several);
            } else {
                values.add(value);
            }
        }
        return values;
    }

    private Outcome like(KeyTest.Like like) {
        Object pattern = value(like.pattern());
        Object escape = like.escape() == null ? null : value(like.escape());
        if (pattern == null || (like.escape() != null && escape == null)) {
            return Outcome.alwaysUnknown();
        }
        String character = escape == null ? null : escape.toString();
        return pattern instanceof String text && (escape == null || isText(escape))
                ? LikePattern.of(text, character).map(rules::like).orElseGet(Outcome::unknown)
                : Outcome.unknown();
    }

    private static boolean isText(Object value) {
        return value instanceof String || value instanceof Character;
    }

    private Outcome entity(Condition.SameEntity same, Function<String, KeyConstraint> ofShard) {
        KeyConstraint possible = KeyConstraint.nothing();
        for (Object entity : flat(List.of(same.entities()))) {
            String shard = entity == null || !isKnown(entity) ? null : shardOf.apply(entity);
            if (shard == null) {
                return Outcome.unknown();
            }
            possible = possible.or(ofShard.apply(shard));
        }
        return new Outcome(possible, KeyConstraint.everything());
    }

    private Outcome constants(Condition.Constants constants) {
        Object left = value(constants.left());
        Object right = value(constants.right());
        if (left != null && right != null && isNumber(left) && isNumber(right)) {
            int order = new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString()));
            return constants.comparison().holds(order) ? Outcome.alwaysTrue() : Outcome.alwaysFalse();
        }
        boolean equality = constants.comparison() == Comparison.EQUAL || constants.comparison() == Comparison.NOT_EQUAL;
        if (left instanceof Boolean && right instanceof Boolean && equality) {
            boolean equal = left.equals(right);
            return constants.comparison().holds(equal ? 0 : 1) ? Outcome.alwaysTrue() : Outcome.alwaysFalse();
        }
        return Outcome.unknown();
    }

    private static boolean isNumber(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof BigDecimal
                || (value instanceof Double number && Double.isFinite(number));
    }

    private static Outcome constantIsNull(@Nullable Object value) {
        if (value == null) {
            return Outcome.alwaysTrue();
        }
        return isKnown(value) ? Outcome.alwaysFalse() : Outcome.unknown();
    }

    private static boolean isKnown(Object value) {
        return value != Operand.UNDECIDED;
    }

    private @Nullable Object value(Operand operand) {
        return operand.value(parameters);
    }
}
