package dev.meridian.sharding.internal.gather;

import dev.meridian.sharding.internal.gather.Arithmetic.Operator;
import org.jspecify.annotations.Nullable;

/**
 * A database of which little is known: numbers, times, and truth values compare, and sums and counts add up; equality and
 * order of texts and bytes, the place of NULLs, averages of exact numbers, and arithmetic are refused.
 */
public final class OtherValues extends SqlValues {

    public OtherValues() {
        super(new TextOrder.Known(OtherValues::unknown));
    }

    private static int unknown(String left, String right) {
        if (left.equals(right)) {
            return 0;
        }
        throw incomparable();
    }

    @Override
    public boolean nullsHigh() {
        throw new UnknownResult(
                "it sorts NULLs without NULLS FIRST or NULLS LAST in a database whose default is not known");
    }

    @Override
    Object textKey(String text) {
        throw incomparable();
    }

    @Override
    int compareBytes(byte[] left, byte[] right) {
        throw incomparable();
    }

    @Override
    Object bytesKey(byte[] bytes) {
        throw incomparable();
    }

    @Override
    public Object count(long rows) {
        return rows;
    }

    @Override
    public Object sum(Total total, NumericType argument) {
        if (total.isApproximate()) {
            return rounded(total.approximate(), false);
        }
        return argument.kind().isInteger() ? Numbers.inRange(total.exact(), NumericType.BIGINT) : total.exact();
    }

    @Override
    public Object average(Total total, long count, NumericType argument) {
        if (total.isApproximate()) {
            return rounded(total.approximate() / count, false);
        }
        throw new UnknownResult("it takes an average of exact numbers in a database whose division is not known");
    }

    @Override
    public NumericType sumType(NumericType argument) {
        return argument.kind().isApproximate() ? NumericType.DOUBLE : NumericType.ANY_DECIMAL;
    }

    @Override
    public NumericType averageType(NumericType argument) {
        return sumType(argument);
    }

    @Override
    public NumericType countType() {
        return NumericType.BIGINT;
    }

    @Override
    public @Nullable NumericType type(Operator operator, NumericType left, NumericType right) {
        return null;
    }

    @Override
    public Object calculate(
            Operator operator,
            Object left,
            Object right,
            @Nullable NumericType leftType,
            @Nullable NumericType rightType) {
        throw new UnknownResult("it calculates with results of all shards in a database whose arithmetic is not known");
    }

    @Override
    public Object common(Object value, NumericType type) {
        return widened(value, type);
    }

    @Override
    public Object cast(Object value, NumericType target) {
        throw new UnknownResult("it casts a result of all shards in a database whose rounding is not known");
    }

    @Override
    public int length(String text) {
        throw new UnknownResult("it takes the length of a text in a database whose characters are not known");
    }
}
