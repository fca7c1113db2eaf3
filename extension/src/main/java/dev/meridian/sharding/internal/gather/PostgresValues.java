package dev.meridian.sharding.internal.gather;

import dev.meridian.sharding.internal.gather.Arithmetic.Operator;
import dev.meridian.sharding.internal.gather.NumericType.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL, with deterministic collations: texts are equal if they are the same. NULL is greater than all; an average of
 * whole numbers is a numeric; a result outside its type's range is an error there and a refusal here.
 */
public final class PostgresValues extends SqlValues {

    /** The collations C, POSIX, and C.UTF-8: by code points. */
    public static final TextOrder CODE_POINTS = new TextOrder.Known(CodePoints::compare);

    private final Function<String, TextOrder> collations;
    private final TextCase textCase;

    /** @param textOrder that of the database; columns have no other */
    public PostgresValues(TextOrder textOrder) {
        this(textOrder, collation -> textOrder, TextCase.UNKNOWN);
    }

    /**
     * @param textOrder that of the database
     * @param collations those of columns with a collation of their own, by the collation's name
     * @param textCase upper and lower case
     */
    public PostgresValues(TextOrder textOrder, Function<String, TextOrder> collations, TextCase textCase) {
        super(textOrder);
        this.collations = collations;
        this.textCase = textCase;
    }

    @Override
    public String inCase(boolean upper, String text) {
        return textCase.of(upper, text);
    }

    @Override
    public TextOrder textOrder(String collation) {
        return collations.apply(collation);
    }

    @Override
    public boolean nullsHigh() {
        return true;
    }

    @Override
    Object textKey(String text) {
        return text;
    }

    @Override
    int compareBytes(byte[] left, byte[] right) {
        return Arrays.compareUnsigned(left, right);
    }

    @Override
    Object bytesKey(byte[] bytes) {
        return ByteBuffer.wrap(bytes.clone());
    }

    @Override
    public Object count(long rows) {
        return rows;
    }

    @Override
    public Object sum(Total total, NumericType argument) {
        if (total.isApproximate()) {
            return rounded(total.approximate(), total.isSingle());
        }
        NumericType type = sumType(argument);
        return type.kind() == Kind.BIGINT ? Numbers.inRange(total.exact(), type) : total.exact();
    }

    @Override
    public Object average(Total total, long count, NumericType argument) {
        return total.isApproximate()
                ? rounded(total.approximate() / count, false)
                : NumericDivision.quotient(total.exact(), BigDecimal.valueOf(count));
    }

    @Override
    public NumericType sumType(NumericType argument) {
        return switch (argument.kind()) {
            case SMALLINT, INTEGER -> NumericType.BIGINT;
            case BIGINT, DECIMAL -> NumericType.ANY_DECIMAL;
            case REAL -> NumericType.REAL;
            case DOUBLE -> NumericType.DOUBLE;
        };
    }

    @Override
    public NumericType averageType(NumericType argument) {
        return argument.kind().isApproximate() ? NumericType.DOUBLE : NumericType.ANY_DECIMAL;
    }

    @Override
    public NumericType countType() {
        return NumericType.BIGINT;
    }

    @Override
    public NumericType type(Operator operator, NumericType left, NumericType right) {
        boolean single = left.kind() == Kind.REAL && right.kind() == Kind.REAL;
        if (left.kind().isApproximate() || right.kind().isApproximate()) {
            return single ? NumericType.REAL : NumericType.DOUBLE;
        }
        NumericType wider = left.kind().compareTo(right.kind()) > 0 ? left : right;
        return wider.kind() == Kind.DECIMAL ? NumericType.ANY_DECIMAL : wider;
    }

    @Override
    public Object calculate(
            Operator operator,
            Object left,
            Object right,
            @Nullable NumericType leftType,
            @Nullable NumericType rightType) {
        NumericType type = type(operator, typeOf(left, leftType), typeOf(right, rightType));
        if (operator == Operator.DIVIDE || operator == Operator.MOD) {
            refuseZero(right);
        }
        if (type.kind().isApproximate()) {
            double result = calculate(operator, Numbers.approximate(left), Numbers.approximate(right));
            return rounded(result, type.kind() == Kind.REAL);
        }
        if (type.kind().isInteger()) {
            return Numbers.inRange(integers(operator, left, right), type);
        }
        BigDecimal one = Numbers.exact(left);
        BigDecimal other = Numbers.exact(right);
        return switch (operator) {
            case DIVIDE -> NumericDivision.quotient(one, other);
            case MOD -> one.remainder(other).setScale(Math.max(one.scale(), other.scale()), RoundingMode.UNNECESSARY);
            default -> calculate(operator, one, other);
        };
    }

    // The class says the type of all but a smallint.
    private static NumericType typeOf(Object value, @Nullable NumericType known) {
        NumericType type = known == null ? Numbers.typeOf(value) : known;
        if (type == null) {
            throw new UnknownResult("a value is no number");
        }
        return type;
    }

    // It has no comparison of these with each other, so that it converts the value.
    @Override
    public NumericType nullIfType(NumericType value, NumericType other) {
        if (!value.kind().isApproximate() && other.kind().isApproximate()) {
            return NumericType.DOUBLE;
        }
        return value.kind().isInteger() && other.kind() == Kind.DECIMAL ? NumericType.ANY_DECIMAL : value;
    }

    @Override
    public Object common(Object value, NumericType type) {
        return type.kind() == Kind.DECIMAL ? Numbers.exact(value) : SqlValues.widened(value, type);
    }

    // A numeric is rounded half up, an approximate number half even.
    @Override
    public Object cast(Object value, NumericType target) {
        if (target.kind() == Kind.DOUBLE) {
            return Numbers.approximate(value);
        }
        if (!target.kind().isInteger()) {
            throw new UnknownResult("a cast to " + target.kind() + " is not supported");
        }
        BigDecimal whole = Numbers.isApproximate(value)
                ? new BigDecimal(Math.rint(Numbers.approximate(value)))
                : Numbers.exact(value).setScale(0, RoundingMode.HALF_UP);
        return Numbers.inRange(whole, target);
    }

    // Whole numbers become double precision.
    @Override
    public Object function(NumberFunction.Name name, Object value) {
        if (Numbers.isApproximate(value) || Numbers.isInteger(value)) {
            return DoublePrecision.of(name, value);
        }
        BigDecimal number = Numbers.exact(value);
        return switch (name) {
            case FLOOR -> number.setScale(0, RoundingMode.FLOOR);
            case CEILING -> number.setScale(0, RoundingMode.CEILING);
            case SIGN -> BigDecimal.valueOf(number.signum());
            case SQRT -> throw new UnknownResult("it takes a root of a decimal");
        };
    }

    @Override
    public NumericType functionType(NumberFunction.Name name, NumericType argument) {
        return argument.kind() == Kind.DECIMAL ? NumericType.ANY_DECIMAL : NumericType.DOUBLE;
    }

    @Override
    public Object round(Object value, int places) {
        return DoublePrecision.round(value, places);
    }

    @Override
    public int[] characters(String text) {
        return text.codePoints().toArray();
    }

    // Its LIKE escapes by a backslash unless told otherwise.
    @Override
    public void requirePattern(String pattern) {
        if (pattern.indexOf('\\') >= 0) {
            throw new UnknownResult("a pattern of LIKE has a backslash");
        }
    }

    @Override
    public int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
