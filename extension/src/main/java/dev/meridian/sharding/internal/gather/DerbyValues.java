package dev.meridian.sharding.internal.gather;

import dev.meridian.sharding.internal.gather.Arithmetic.Operator;
import dev.meridian.sharding.internal.gather.NumericType.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Apache Derby. NULL is greater than all; blanks at the end of a text do not count; whole numbers and decimals are cut, never
 * rounded; a result outside its type's range is an error there and a refusal here.
 */
public final class DerbyValues extends SqlValues {
    private static final int DIGITS = 31;
    private static final int LEAST_SCALE_OF_AVERAGE = 4;
    private static final byte PAD = ' ';

    private final TextCase textCase;

    /** With Derby's own order of texts, UCS_BASIC: by UTF-16 code units, padded with blanks. */
    public DerbyValues() {
        this(TextCase.UNKNOWN);
    }

    /** The same, and how it changes the case of letters. */
    public DerbyValues(TextCase textCase) {
        super(new TextOrder.Known(PaddedTexts::compare));
        this.textCase = textCase;
    }

    /** @param textOrder ranked for a database with a TERRITORY_BASED collation, whose equality is not known then */
    public DerbyValues(TextOrder textOrder) {
        super(textOrder);
        this.textCase = TextCase.UNKNOWN;
    }

    @Override
    public String inCase(boolean upper, String text) {
        return textCase.of(upper, text);
    }

    @Override
    public boolean nullsHigh() {
        return true;
    }

    @Override
    Object textKey(String text) {
        if (textOrder() instanceof TextOrder.Ranked) {
            throw new UnknownResult("it asks which texts are equal in a database with a collation of its own");
        }
        return PaddedTexts.strip(text);
    }

    @Override
    int compareBytes(byte[] left, byte[] right) {
        return PaddedTexts.compare(left, right, PAD);
    }

    @Override
    Object bytesKey(byte[] bytes) {
        return PaddedTexts.strip(bytes, PAD);
    }

    // A REAL beside an exact number is compared in single precision.
    @Override
    int compareNumbers(Number left, Number right) {
        boolean single = (left instanceof Float && !(right instanceof Double))
                || (right instanceof Float && !(left instanceof Double));
        return single
                ? Float.compare(left.floatValue() + 0.0f, right.floatValue() + 0.0f)
                : Numbers.compare(left, right);
    }

    @Override
    public Object count(long rows) {
        return Numbers.inRange(rows, NumericType.INTEGER);
    }

    @Override
    public Object sum(Total total, NumericType argument) {
        if (total.isApproximate()) {
            return rounded(total.approximate(), total.isSingle());
        }
        return argument.kind().isInteger() ? Numbers.inRange(total.exact(), argument) : total.exact();
    }

    @Override
    public Object average(Total total, long count, NumericType argument) {
        if (total.isApproximate()) {
            return rounded(total.approximate() / count, total.isSingle());
        }
        if (argument.kind() == Kind.DECIMAL && total.isWhole()) {
            throw new UnknownResult("an average of decimals is one of whole numbers");
        }
        BigDecimal sum = total.exact();
        if (argument.kind().isInteger()) {
            return Numbers.inRange(sum.divide(BigDecimal.valueOf(count), 0, RoundingMode.DOWN), argument);
        }
        int scale = Math.max(LEAST_SCALE_OF_AVERAGE, sum.scale());
        return sum.divide(BigDecimal.valueOf(count), scale, RoundingMode.DOWN);
    }

    @Override
    public NumericType sumType(NumericType argument) {
        return (argument.kind() == Kind.DECIMAL && argument.isKnown())
                ? capped(2 * (argument.precision() - argument.scale()) + argument.scale(), argument.scale())
                : argument;
    }

    @Override
    public NumericType averageType(NumericType argument) {
        if (argument.kind() != Kind.DECIMAL || !argument.isKnown()) {
            return argument;
        }
        int scale = Math.max(LEAST_SCALE_OF_AVERAGE, argument.scale());
        return capped(argument.precision() - argument.scale() + 1 + scale, scale);
    }

    @Override
    public NumericType countType() {
        return NumericType.INTEGER;
    }

    // A whole number has the precision of the left operand, whatever its type: so a quotient of it finds its scale.
    @Override
    public NumericType type(Operator operator, NumericType left, NumericType right) {
        Kind kind = wider(left.kind(), right.kind());
        return switch (kind) {
            case SMALLINT, INTEGER, BIGINT -> new NumericType(kind, left.precision(), 0);
            case REAL -> NumericType.REAL;
            case DOUBLE -> NumericType.DOUBLE;
            case DECIMAL -> decimalType(operator, left, right);
        };
    }

    private static NumericType decimalType(Operator operator, NumericType left, NumericType right) {
        if (!left.isKnown() || !right.isKnown()) {
            return NumericType.ANY_DECIMAL;
        }
        if (operator == Operator.DIVIDE) {
            return NumericType.decimal(DIGITS, quotientScale(left.precision(), left.scale(), right.scale()));
        }
        if (operator == Operator.MULTIPLY) {
            return capped(left.precision() + right.precision(), left.scale() + right.scale());
        }
        int scale = Math.max(left.scale(), right.scale());
        int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
        return capped(whole + 1 + scale, scale);
    }

    private static int quotientScale(int precision, int scale, int divisorScale) {
        return Math.min(DIGITS, Math.max(0, DIGITS - precision + scale - divisorScale));
    }

    private static NumericType capped(int precision, int scale) {
        return NumericType.decimal(Math.min(DIGITS, precision), Math.min(DIGITS, scale));
    }

    @Override
    public Object calculate(
            Operator operator,
            Object left,
            Object right,
            @Nullable NumericType leftType,
            @Nullable NumericType rightType) {
        NumericType one = leftType == null ? typeOf(left) : leftType;
        NumericType other = rightType == null ? typeOf(right) : rightType;
        Kind kind = wider(one.kind(), other.kind());
        if (operator == Operator.DIVIDE || operator == Operator.MOD) {
            refuseZero(right);
        }
        if (kind.isApproximate()) {
            return approximate(operator, Numbers.approximate(left), Numbers.approximate(right), kind == Kind.REAL);
        }
        if (kind.isInteger()) {
            return Numbers.inRange(integers(operator, left, right), type(operator, one, other));
        }
        return decimals(operator, Numbers.exact(left), Numbers.exact(right), leftType);
    }

    private static Object decimals(
            Operator operator, BigDecimal left, BigDecimal right, @Nullable NumericType leftType) {
        if (operator == Operator.MOD) {
            throw new UnknownResult("MOD takes whole numbers");
        }
        if (operator != Operator.DIVIDE) {
            return fitting(calculate(operator, left, right));
        }
        if (leftType == null || !leftType.isKnown()) {
            throw new UnknownResult("it divides a decimal whose declared precision is not known");
        }
        int scale = quotientScale(leftType.precision(), left.scale(), right.scale());
        return fitting(left.divide(right, scale, RoundingMode.DOWN));
    }

    private static Object approximate(Operator operator, double left, double right, boolean single) {
        double result = single
                ? (float) calculate(operator, (double) (float) left, (double) (float) right)
                : calculate(operator, left, right);
        boolean vanished = result == 0
                && left != 0
                && right != 0
                && (operator == Operator.MULTIPLY || operator == Operator.DIVIDE);
        if (vanished) {
            throw new UnknownResult("a number is outside the range of its type");
        }
        return rounded(result + 0.0, single);
    }

    private static BigDecimal fitting(BigDecimal value) {
        BigDecimal cut = value.scale() > DIGITS ? value.setScale(DIGITS, RoundingMode.DOWN) : value;
        if (cut.precision() > DIGITS) {
            throw new UnknownResult("a number is outside the range of the type DECIMAL");
        }
        return cut;
    }

    private static NumericType typeOf(Object value) {
        NumericType type = Numbers.typeOf(value);
        if (type == null) {
            throw new UnknownResult("a value is no number");
        }
        return type;
    }

    private static Kind wider(Kind left, Kind right) {
        return left.compareTo(right) > 0 ? left : right;
    }

    // EclipseLink writes them as Java does, where an exponent makes them doubles.
    @Override
    public Object inFigures(Object literal) {
        boolean isFraction =
                Numbers.isApproximate(literal) && literal.toString().indexOf('E') < 0;
        return isFraction ? new BigDecimal(literal.toString()) : literal;
    }

    @Override
    public Object bound(Object value, @Nullable NumericType beside) {
        if (!(value instanceof Number) || (beside == null && Numbers.isInteger(value))) {
            return value;
        }
        if (beside == null || (beside.kind() == Kind.DECIMAL && !beside.isKnown() && !Numbers.isInteger(value))) {
            throw new UnknownResult("a number is bound beside something of a type that is not known");
        }
        return switch (beside.kind()) {
            case SMALLINT, INTEGER, BIGINT -> Numbers.inRange(decimal(value).setScale(0, RoundingMode.DOWN), beside);
            case REAL -> (float) Numbers.approximate(value);
            case DOUBLE -> Numbers.approximate(value);
            case DECIMAL ->
                beside.isKnown()
                        ? fitting(decimal(value).setScale(beside.scale(), RoundingMode.DOWN))
                        : Numbers.exact(value);
        };
    }

    private static BigDecimal decimal(Object number) {
        return Numbers.isApproximate(number) ? new BigDecimal(number.toString()) : Numbers.exact(number);
    }

    @Override
    public @Nullable NumericType boundType(NumericType own, @Nullable NumericType beside) {
        return beside;
    }

    @Override
    public Object common(Object value, NumericType type) {
        if (type.kind() != Kind.DECIMAL) {
            return SqlValues.widened(value, type);
        }
        if (!type.isKnown()) {
            throw new UnknownResult("it chooses among decimals whose declared scale is not known");
        }
        return fitting(Numbers.exact(value).setScale(type.scale(), RoundingMode.DOWN));
    }

    // CASE leaves a decimal its own scale.
    @Override
    public Object chosen(Object value, NumericType type) {
        return value instanceof BigDecimal && type.kind() == Kind.DECIMAL ? value : common(value, type);
    }

    @Override
    public Object cast(Object value, NumericType target) {
        if (target.kind() == Kind.DOUBLE) {
            return Numbers.approximate(value);
        }
        if (!target.kind().isInteger()) {
            throw new UnknownResult("a cast to " + target.kind() + " is not supported");
        }
        BigDecimal number =
                Numbers.isApproximate(value) ? new BigDecimal(Numbers.approximate(value)) : Numbers.exact(value);
        return Numbers.inRange(number.setScale(0, RoundingMode.DOWN), target);
    }

    @Override
    public Object function(NumberFunction.Name name, Object value) {
        return name == NumberFunction.Name.SIGN
                ? (Object) Numbers.sign(value)
                : delivered(DoublePrecision.of(name, value), value);
    }

    // JPQL's type is that of the argument: what is asked as a decimal of a DOUBLE has the digits of its text, 2.0.
    private static Object delivered(double result, Object argument) {
        return argument instanceof BigDecimal ? BigDecimal.valueOf(result) : (Object) result;
    }

    @Override
    public NumericType functionType(NumberFunction.Name name, NumericType argument) {
        return name == NumberFunction.Name.SIGN ? NumericType.INTEGER : NumericType.DOUBLE;
    }

    @Override
    public Object round(Object value, int places) {
        return delivered(DoublePrecision.round(value, places), value);
    }

    @Override
    public int length(String text) {
        return text.length();
    }

    @Override
    public int[] characters(String text) {
        return text.chars().toArray();
    }

    @Override
    public void requirePart(int start, int length, int longest) {
        if (start > longest || length > longest - start + 1) {
            throw new UnknownResult("SUBSTRING goes behind the end of the longest text");
        }
    }

    @Override
    public void requirePattern(String pattern) {
        if (textOrder() instanceof TextOrder.Ranked) {
            throw new UnknownResult("it asks for LIKE in a database with a collation of its own");
        }
    }
}
