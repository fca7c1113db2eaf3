package dev.meridian.sharding.internal.plan;

import dev.meridian.sharding.internal.gather.NumericType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionOperator;
import org.eclipse.persistence.internal.expressions.ConstantExpression;
import org.eclipse.persistence.internal.expressions.DataExpression;
import org.eclipse.persistence.internal.expressions.FunctionExpression;
import org.eclipse.persistence.internal.expressions.LiteralExpression;
import org.eclipse.persistence.internal.expressions.ParameterExpression;
import org.eclipse.persistence.internal.expressions.QueryKeyExpression;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.foundation.AbstractColumnMapping;
import org.jspecify.annotations.Nullable;

/** Tells the database's type of a number that an expression stands for, as far as the mapping tells it. */
final class NumericTypes {

    private static final Map<Class<?>, NumericType> BY_CLASS = Map.of(
            Byte.class, NumericType.SMALLINT,
            Short.class, NumericType.SMALLINT,
            Integer.class, NumericType.INTEGER,
            Long.class, NumericType.BIGINT,
            Float.class, NumericType.REAL,
            Double.class, NumericType.DOUBLE,
            BigDecimal.class, NumericType.ANY_DECIMAL);

    private static final Set<String> WHOLE_PARTS = Set.of("YEAR", "MONTH", "DAY", "HOUR", "MINUTE");

    private NumericTypes() {}

    /** Null if it is no number, or not known. */
    static @Nullable NumericType of(Expression expression) {
        if (expression instanceof ConstantExpression constant) {
            return constant.getValue() == null
                    ? null
                    : BY_CLASS.get(constant.getValue().getClass());
        }
        if (expression instanceof FunctionExpression function) {
            return ofFunction(function);
        }
        return expression instanceof DataExpression column ? ofColumn(column) : null;
    }

    private static @Nullable NumericType ofFunction(FunctionExpression function) {
        List<Expression> arguments = function.getChildren();
        int selector =
                function.getOperator() == null ? 0 : function.getOperator().getSelector();
        return switch (selector) {
            case ExpressionOperator.Length, ExpressionOperator.Locate, ExpressionOperator.Locate2 ->
                NumericType.INTEGER;
            case ExpressionOperator.Abs, ExpressionOperator.Negate, ExpressionOperator.NullIf -> of(arguments.get(0));
            case ExpressionOperator.Add,
                    ExpressionOperator.Subtract,
                    ExpressionOperator.Multiply,
                    ExpressionOperator.Divide -> calculated(arguments, function);
            case ExpressionOperator.Mod -> common(arguments);
            case ExpressionOperator.Coalesce -> coalesced(arguments);
            case ExpressionOperator.Case -> calculated(results(arguments, 2), function);
            case ExpressionOperator.CaseCondition -> calculated(results(arguments, 1), function);
            case ExpressionOperator.Extract -> ofTimePart(arguments.get(0), arguments.get(1));
            default -> null;
        };
    }

    // Of the parts that are whole numbers in each database. SECOND is not.
    private static @Nullable NumericType ofTimePart(Expression time, Expression part) {
        boolean isWhole = part instanceof LiteralExpression name && WHOLE_PARTS.contains(name.getValue());
        AbstractSession session = time.getBuilder().getSession();
        if (!isWhole || session == null) {
            return null;
        }
        if (session.getPlatform().isPostgreSQL()) {
            return NumericType.ANY_DECIMAL;
        }
        return session.getPlatform().isDerby() ? NumericType.INTEGER : null;
    }

    // Of condition, result, condition, result, otherwise: the results.
    private static List<Expression> results(List<Expression> arguments, int first) {
        List<Expression> results = new ArrayList<>();
        for (int i = first; i < arguments.size(); i += 2) {
            results.add(arguments.get(i));
        }
        results.add(arguments.get(arguments.size() - 1));
        return results;
    }

    // Derby is given a fraction in figures, which are a decimal; PostgreSQL is given it bound, a double as one.
    private static @Nullable NumericType calculated(List<Expression> expressions, FunctionExpression function) {
        List<Expression> fractions =
                expressions.stream().filter(NumericTypes::isFraction).toList();
        List<Expression> others =
                expressions.stream().filter(each -> !isFraction(each)).toList();
        NumericType type = chosen(others);
        if (fractions.isEmpty() || type == null || isApproximate(type)) {
            return chosen(expressions);
        }
        AbstractSession session = function.getBuilder().getSession();
        boolean isDouble = session != null
                && session.getPlatform().isPostgreSQL()
                && fractions.stream().anyMatch(each -> ((ConstantExpression) each).getValue() instanceof Double);
        return isDouble ? NumericType.DOUBLE : NumericType.ANY_DECIMAL;
    }

    // Without an exponent, by which it would be approximate.
    private static boolean isFraction(Expression expression) {
        return expression instanceof ConstantExpression constant
                && (constant.getValue() instanceof BigDecimal
                        || constant.getValue() instanceof Double
                        || constant.getValue() instanceof Float)
                && constant.getValue().toString().indexOf('E') < 0;
    }

    // A parameter beside decimals and doubles is written as a fraction is.
    private static @Nullable NumericType chosen(List<Expression> expressions) {
        List<Expression> columns = expressions.stream()
                .filter(each -> !(each instanceof ParameterExpression) && !isFraction(each))
                .toList();
        NumericType type = columns.isEmpty() || columns.size() == expressions.size() ? null : common(columns);
        if (type != null && type.kind() == NumericType.Kind.DECIMAL) {
            return NumericType.ANY_DECIMAL;
        }
        return type != null && type.kind() == NumericType.Kind.DOUBLE ? type : common(expressions);
    }

    // A fraction that is bound takes the type of the decimals beside it in Derby, which must have room for it.
    private static @Nullable NumericType coalesced(List<Expression> expressions) {
        List<Expression> columns =
                expressions.stream().filter(each -> !isFraction(each)).toList();
        NumericType type = columns.isEmpty() || columns.size() == expressions.size() ? null : common(columns);
        boolean hasRoom = type != null
                && type.kind() == NumericType.Kind.DECIMAL
                && type.isKnown()
                && expressions.stream()
                        .filter(NumericTypes::isFraction)
                        .allMatch(each -> scaleOf(each) <= type.scale());
        return hasRoom ? type : common(expressions);
    }

    private static int scaleOf(Expression fraction) {
        Object value = ((ConstantExpression) fraction).getValue();
        return new BigDecimal(String.valueOf(value)).scale();
    }

    // A literal that is bound takes the type of the columns beside it, if it is not wider than that.
    private static @Nullable NumericType common(List<Expression> expressions) {
        NumericType columns =
                widest(expressions.stream().filter(each -> !isLiteral(each)).toList());
        NumericType literals =
                widest(expressions.stream().filter(NumericTypes::isLiteral).toList());
        if (columns == null || literals == null) {
            return expressions.stream().allMatch(NumericTypes::isLiteral)
                    ? literals
                    : onlyColumns(expressions, columns);
        }
        boolean fits = isApproximate(columns) || literals.kind().compareTo(columns.kind()) <= 0;
        return fits ? columns : null;
    }

    private static @Nullable NumericType onlyColumns(List<Expression> expressions, @Nullable NumericType columns) {
        return expressions.stream().noneMatch(NumericTypes::isLiteral) ? columns : null;
    }

    private static boolean isLiteral(Expression expression) {
        return expression instanceof ConstantExpression;
    }

    private static @Nullable NumericType widest(List<Expression> expressions) {
        NumericType widest = null;
        for (Expression expression : expressions) {
            NumericType type = of(expression);
            if (type == null) {
                return null;
            }
            widest = widest == null ? type : wider(widest, type);
        }
        return widest;
    }

    private static boolean isApproximate(NumericType type) {
        return type.kind() == NumericType.Kind.REAL || type.kind() == NumericType.Kind.DOUBLE;
    }

    private static NumericType wider(NumericType one, NumericType other) {
        NumericType wide = one.kind().compareTo(other.kind()) >= 0 ? one : other;
        return wide.kind() == NumericType.Kind.DECIMAL ? NumericType.ANY_DECIMAL : wide;
    }

    private static @Nullable NumericType ofColumn(DataExpression column) {
        DatabaseField field = column.getField();
        Class<?> type = field == null ? null : field.getType();
        if (type == null && column instanceof QueryKeyExpression attribute) {
            DatabaseMapping mapping = attribute.getMapping();
            type = mapping instanceof AbstractColumnMapping basic
                    ? basic.getFieldClassification(basic.getField())
                    : null;
        }
        if (type == null) {
            return null;
        }
        if (type == BigDecimal.class || type == BigInteger.class) {
            boolean declared = field != null && field.getPrecision() > 0;
            return declared ? NumericType.decimal(field.getPrecision(), field.getScale()) : NumericType.ANY_DECIMAL;
        }
        return BY_CLASS.get(boxed(type));
    }

    private static Class<?> boxed(Class<?> type) {
        return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
    }
}
