package dev.meridian.sharding.internal.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.internal.expressions.ConstantExpression;
import org.eclipse.persistence.internal.expressions.LiteralExpression;
import org.eclipse.persistence.internal.expressions.QueryKeyExpression;
import org.jspecify.annotations.Nullable;

/** Writes conditions on a subquery as conditions on the values that it returned, in three-valued logic. */
final class SubqueryResult {

    /** As many values as a statement may be given. More are refused: databases have limits too. */
    static final int MOST_VALUES = 1_000;

    private final Expression base;
    private final List<@Nullable Object> values;

    /**
     * @param base an expression of the outer query
     * @param values what the subquery returned
     */
    SubqueryResult(Expression base, List<@Nullable Object> values) {
        this.base = base;
        this.values = new ArrayList<>(new LinkedHashSet<>(values));
    }

    /** How many different values there are. */
    int size() {
        return values.size();
    }

    /** {@code EXISTS (subquery)}. */
    Expression exists() {
        return truth(!values.isEmpty());
    }

    /** {@code tested IN (subquery)}: UNKNOWN, not FALSE, where a NULL is among the values. */
    Expression contains(Expression tested) {
        List<Expression> known =
                values.stream().filter(Objects::nonNull).map(this::constant).toList();
        Expression found = known.isEmpty() ? joining(truth(false), tested) : tested.in(known);
        return known.size() == values.size() ? found : found.or(unknown());
    }

    /** {@code tested < ALL (subquery)} and the like: TRUE if there are no values. */
    Expression all(Expression tested, Comparing comparing) {
        return joining(each(comparing, Expression::and, true), tested);
    }

    /** {@code tested < ANY (subquery)} and the like: FALSE if there are no values. */
    Expression any(Expression tested, Comparing comparing) {
        return joining(each(comparing, Expression::or, false), tested);
    }

    // In pairs of pairs: a chain would be as deep as there are values.
    private Expression each(Comparing comparing, BinaryOperator<Expression> junction, boolean ofNone) {
        List<Expression> open = new ArrayList<>();
        values.forEach(value -> open.add(value == null ? unknown() : comparing.with(constant(value))));
        List<Expression> level = open;
        while (level.size() > 1) {
            List<Expression> pairs = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                pairs.add(i + 1 < level.size() ? junction.apply(level.get(i), level.get(i + 1)) : level.get(i));
            }
            level = pairs;
        }
        return level.isEmpty() ? truth(ofNone) : level.get(0);
    }

    /** A condition that compares the only value with something: UNKNOWN if it is NULL. */
    Expression comparison(Expression tested, Comparing comparing) {
        Object value = onlyValue();
        return value == null ? joining(unknown(), tested) : comparing.with(constant(value));
    }

    /**
     * A condition that needs not name what is tested any more, and names its paths nevertheless: each joins what it goes
     * through, and so leaves out the rows that have nothing there, wherever it stands.
     */
    private static Expression joining(Expression condition, Expression tested) {
        return ExpressionNodes.of(tested)
                .filter(SubqueryResult::goesThroughARelation)
                .map(path -> path.isNull().or(path.notNull()))
                .reduce(condition, Expression::and);
    }

    private static boolean goesThroughARelation(Expression node) {
        return node instanceof QueryKeyExpression path
                && path.isAttribute()
                && path.getBaseExpression() instanceof QueryKeyExpression;
    }

    /** The one value of a scalar subquery; null if it is NULL, or if there is none. */
    @Nullable Object onlyValue() {
        return values.isEmpty() ? null : values.get(0);
    }

    Expression constant(Object value) {
        return new Bound(value, base);
    }

    /** Whether an expression is what a subquery has answered, not what the query itself says. */
    static boolean isIn(Expression expression) {
        return expression instanceof Bound;
    }

    /** Compares something with a value. */
    @FunctionalInterface
    interface Comparing {
        Expression with(Expression value);
    }

    private Expression truth(boolean truth) {
        return literal("1").equal(literal(truth ? "1" : "0"));
    }

    private Expression unknown() {
        return literal("NULLIF(1, 1)").equal(literal("1"));
    }

    private Expression literal(String sql) {
        return new LiteralExpression(sql, base);
    }

    /**
     * A value as the database delivered it. EclipseLink would make it one of the type of the attribute that it is compared
     * with: an average of whole numbers would be cut.
     */
    private static final class Bound extends ConstantExpression {
        private static final long serialVersionUID = 1L;

        Bound(Object value, Expression base) {
            super(value, base);
        }

        @Override
        public void setLocalBase(Expression comparedWith) {
            // It stays what it is.
        }
    }
}
