package dev.meridian.sharding.internal.plan;

import dev.meridian.sharding.internal.gather.Absolute;
import dev.meridian.sharding.internal.gather.Arithmetic;
import dev.meridian.sharding.internal.gather.Case;
import dev.meridian.sharding.internal.gather.Column;
import dev.meridian.sharding.internal.gather.Comparison;
import dev.meridian.sharding.internal.gather.Constant;
import dev.meridian.sharding.internal.gather.DatabaseValues;
import dev.meridian.sharding.internal.gather.Junction;
import dev.meridian.sharding.internal.gather.Like;
import dev.meridian.sharding.internal.gather.Negation;
import dev.meridian.sharding.internal.gather.Not;
import dev.meridian.sharding.internal.gather.NullIf;
import dev.meridian.sharding.internal.gather.NullTest;
import dev.meridian.sharding.internal.gather.NumberFunction;
import dev.meridian.sharding.internal.gather.NumericType;
import dev.meridian.sharding.internal.gather.Rounding;
import dev.meridian.sharding.internal.gather.Scalar;
import dev.meridian.sharding.internal.gather.TextFunction;
import dev.meridian.sharding.internal.gather.TextPart;
import dev.meridian.sharding.internal.gather.TextPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionOperator;
import org.eclipse.persistence.internal.expressions.CollectionExpression;
import org.eclipse.persistence.internal.expressions.CompoundExpression;
import org.eclipse.persistence.internal.expressions.ConstantExpression;
import org.eclipse.persistence.internal.expressions.DataExpression;
import org.eclipse.persistence.internal.expressions.FunctionExpression;
import org.eclipse.persistence.internal.expressions.ParameterExpression;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is computed from groups: HAVING, selected arithmetic over aggregates, sort keys. It is an allow-list: what is
 * not known to be computed as the database computes it is refused.
 */
final class ScalarReader {

    private static final Map<Integer, Arithmetic.Operator> ARITHMETIC = Map.of(
            ExpressionOperator.Add, Arithmetic.Operator.ADD,
            ExpressionOperator.Subtract, Arithmetic.Operator.SUBTRACT,
            ExpressionOperator.Multiply, Arithmetic.Operator.MULTIPLY,
            ExpressionOperator.Divide, Arithmetic.Operator.DIVIDE,
            ExpressionOperator.Mod, Arithmetic.Operator.MOD);
    private static final Map<Integer, Comparison.Operator> COMPARISONS = Map.of(
            ExpressionOperator.Equal, Comparison.Operator.EQUAL,
            ExpressionOperator.NotEqual, Comparison.Operator.NOT_EQUAL,
            ExpressionOperator.LessThan, Comparison.Operator.LESS,
            ExpressionOperator.LessThanEqual, Comparison.Operator.LESS_OR_EQUAL,
            ExpressionOperator.GreaterThan, Comparison.Operator.GREATER,
            ExpressionOperator.GreaterThanEqual, Comparison.Operator.GREATER_OR_EQUAL);
    private static final Map<Integer, NumberFunction.Name> NUMBERS = Map.of(
            ExpressionOperator.Floor, NumberFunction.Name.FLOOR,
            ExpressionOperator.Ceil, NumberFunction.Name.CEILING,
            ExpressionOperator.Sign, NumberFunction.Name.SIGN,
            ExpressionOperator.Sqrt, NumberFunction.Name.SQRT);
    private static final Map<Integer, TextFunction.Name> TEXTS = Map.of(
            ExpressionOperator.Concat, TextFunction.Name.CONCAT,
            ExpressionOperator.ConcatPipes, TextFunction.Name.CONCAT,
            ExpressionOperator.ToUpperCase, TextFunction.Name.UPPER,
            ExpressionOperator.ToLowerCase, TextFunction.Name.LOWER,
            ExpressionOperator.Length, TextFunction.Name.LENGTH,
            ExpressionOperator.Trim, TextFunction.Name.TRIM,
            ExpressionOperator.LeftTrim, TextFunction.Name.LTRIM,
            ExpressionOperator.RightTrim, TextFunction.Name.RTRIM);

    private final GroupPlaces places;
    private final DatabaseValues values;
    private final WrittenValues written;

    /**
     * @param places where the keys and the aggregates are
     * @param values how the database calculates
     * @param binds whether EclipseLink binds values to the query's statement, or writes all of them in figures
     * @param parameters the values of parameters, as the database receives them
     */
    ScalarReader(
            GroupPlaces places,
            DatabaseValues values,
            boolean binds,
            Function<ParameterExpression, @Nullable Object> parameters) {
        this.places = places;
        this.values = values;
        this.written = new WrittenValues(values, binds, parameters, this::read);
    }

    /** @throws NotGatherable if something in it is not known */
    Scalar read(Expression expression) {
        Integer key = places.key(expression).orElse(null);
        if (key != null) {
            return new Column(key, NumericTypes.of(expression));
        }
        if (expression instanceof CollectionExpression) {
            throw unknown();
        }
        if (expression instanceof ConstantExpression || expression instanceof ParameterExpression) {
            return written.read(expression);
        }
        if (expression instanceof CompoundExpression compound) {
            return compound(compound);
        }
        if (expression instanceof FunctionExpression function && function.getOperator() != null) {
            return Aggregates.isAggregate(function) ? aggregate(function) : function(function);
        }
        throw unknown();
    }

    private Scalar aggregate(FunctionExpression aggregate) {
        return new Column(places.aggregate(aggregate), typeOf(aggregate));
    }

    private @Nullable NumericType typeOf(FunctionExpression aggregate) {
        int selector = aggregate.getOperator().getSelector();
        NumericType argument = NumericTypes.of(Aggregates.argument(aggregate));
        if (selector == ExpressionOperator.Count) {
            return values.countType();
        }
        if (argument == null) {
            return null;
        }
        return switch (selector) {
            case ExpressionOperator.Sum -> values.sumType(argument);
            case ExpressionOperator.Average -> values.averageType(argument);
            default -> argument;
        };
    }

    private Scalar compound(CompoundExpression compound) {
        Expression left = compound.getFirstChild();
        Expression right = compound.getSecondChild();
        return switch (compound.getOperator().getSelector()) {
            case ExpressionOperator.And -> Junction.and(read(left), read(right));
            case ExpressionOperator.Or -> Junction.or(read(left), read(right));
            case ExpressionOperator.In -> written.list(read(left), right);
            case ExpressionOperator.NotIn -> new Not(written.list(read(left), right));
            default -> comparison(COMPARISONS.get(compound.getOperator().getSelector()), left, right);
        };
    }

    private Scalar comparison(Comparison.@Nullable Operator operator, Expression left, Expression right) {
        if (operator == null) {
            throw unknown();
        }
        if (isNullLiteral(right)) {
            return nullTest(operator, left);
        }
        return new Comparison(
                operator,
                written.beside(left, written.inFigures(right)),
                written.beside(right, written.inFigures(left)));
    }

    // EclipseLink writes a literal null on the right as IS NULL.
    private Scalar nullTest(Comparison.Operator operator, Expression left) {
        return switch (operator) {
            case EQUAL -> new NullTest(read(left));
            case NOT_EQUAL -> new Not(new NullTest(read(left)));
            default -> throw unknown();
        };
    }

    private static boolean isNullLiteral(Expression expression) {
        return expression instanceof ConstantExpression constant && constant.getValue() == null;
    }

    private Scalar function(FunctionExpression function) {
        Integer computed = places.ofKeys(function).orElse(null);
        if (computed != null) {
            return new Column(computed, NumericTypes.of(function));
        }
        int selector = function.getOperator().getSelector();
        List<Expression> arguments = function.getChildren();
        Arithmetic.Operator operator = ARITHMETIC.get(selector);
        if (operator != null && arguments.size() == 2) {
            return new Arithmetic(operator, written.inFigures(arguments.get(0)), written.inFigures(arguments.get(1)));
        }
        TextFunction.Name text = TEXTS.get(selector);
        if (text != null) {
            return new TextFunction(text, all(arguments));
        }
        NumberFunction.Name number = NUMBERS.get(selector);
        if (number != null) {
            return new NumberFunction(number, read(arguments.get(0)));
        }
        return switch (selector) {
            case ExpressionOperator.Substring, ExpressionOperator.SubstringSingleArg -> part(arguments);
            case ExpressionOperator.Left ->
                new TextPart(
                        read(arguments.get(0)), new Constant(1), read(arguments.get(1)), longest(arguments.get(0)));
            case ExpressionOperator.Locate -> new TextPosition(read(arguments.get(1)), read(arguments.get(0)));
            case ExpressionOperator.Like -> new Like(read(arguments.get(0)), read(arguments.get(1)));
            case ExpressionOperator.NotLike -> new Not(new Like(read(arguments.get(0)), read(arguments.get(1))));
            case ExpressionOperator.Round -> new Rounding(read(arguments.get(0)), read(arguments.get(1)));
            case ExpressionOperator.Not -> new Not(read(arguments.get(0)));
            case ExpressionOperator.Negate -> new Negation(read(arguments.get(0)));
            case ExpressionOperator.Abs -> new Absolute(read(arguments.get(0)));
            case ExpressionOperator.IsNull -> new NullTest(read(arguments.get(0)));
            case ExpressionOperator.NotNull -> new Not(new NullTest(read(arguments.get(0))));
            case ExpressionOperator.Coalesce -> written.coalesce(arguments);
            case ExpressionOperator.NullIf -> {
                Scalar value = read(arguments.get(0));
                yield new NullIf(value, written.beside(arguments.get(1), value));
            }
            case ExpressionOperator.Between -> between(arguments);
            case ExpressionOperator.NotBetween -> new Not(between(arguments));
            case ExpressionOperator.CaseCondition -> cases(arguments, null);
            case ExpressionOperator.Case ->
                cases(
                        arguments.subList(1, arguments.size()),
                        arguments.get(0).isExpressionBuilder() ? null : read(arguments.get(0)));
            default -> throw unknown();
        };
    }

    private Scalar part(List<Expression> arguments) {
        return new TextPart(
                read(arguments.get(0)),
                read(arguments.get(1)),
                arguments.size() > 2 ? read(arguments.get(2)) : null,
                longest(arguments.get(0)));
    }

    private static int longest(Expression text) {
        boolean isExtreme = Aggregates.isAggregate(text)
                && Aggregates.argument((FunctionExpression) text) instanceof DataExpression;
        if (!isExtreme) {
            return 0;
        }
        DatabaseField column = ((DataExpression) Aggregates.argument((FunctionExpression) text)).getField();
        return column == null ? 0 : column.getLength();
    }

    private Scalar between(List<Expression> arguments) {
        Scalar value = read(arguments.get(0));
        return Comparison.between(
                written.beside(arguments.get(0), read(arguments.get(1))),
                written.beside(arguments.get(1), value),
                written.beside(arguments.get(2), value));
    }

    // Conditions, or values that the operand is compared with, and results by turns, then what is taken otherwise.
    private Scalar cases(List<Expression> arguments, @Nullable Scalar operand) {
        if (arguments.size() % 2 == 0) {
            throw unknown();
        }
        List<Case.When> branches = new ArrayList<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            Scalar tested = read(arguments.get(i));
            Scalar condition = operand == null ? tested : new Comparison(Comparison.Operator.EQUAL, operand, tested);
            branches.add(new Case.When(condition, written.inFigures(arguments.get(i + 1))));
        }
        return new Case(branches, written.inFigures(arguments.get(arguments.size() - 1)));
    }

    private List<Scalar> all(List<Expression> expressions) {
        return expressions.stream().map(this::read).toList();
    }

    private static NotGatherable unknown() {
        return new NotGatherable("something is computed from the groups of all shards that is not supported");
    }
}
