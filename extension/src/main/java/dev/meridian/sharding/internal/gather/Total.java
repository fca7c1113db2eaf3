package dev.meridian.sharding.internal.gather;

import java.math.BigDecimal;

/**
 * A sum that grows: exact numbers add up exactly, with the greatest scale; approximate ones as doubles.
 *
 * <p>Single precision sums stay in double precision until the end. A sum of approximate numbers depends on the order in
 * which a database adds them, so their last digits are no one's to know.
 */
public final class Total {
    private long integers;
    private BigDecimal decimals = BigDecimal.ZERO;
    private double approximate;
    private boolean isApproximate;
    private boolean isSingle = true;
    private boolean isEmpty = true;
    private boolean isWhole = true;

    /** Adds a number. */
    void add(Object number) {
        isEmpty = false;
        isWhole &= Numbers.isInteger(number);
        if (Numbers.isApproximate(number)) {
            isApproximate = true;
            isSingle &= number instanceof Float;
            approximate += Numbers.approximate(number);
        } else if (Numbers.isInteger(number)) {
            addInteger(((Number) number).longValue());
        } else {
            decimals = decimals.add(Numbers.exact(number));
        }
    }

    private void addInteger(long number) {
        long sum = integers + number;
        if (((integers ^ sum) & (number ^ sum)) < 0) {
            decimals = decimals.add(BigDecimal.valueOf(integers));
            sum = number;
        }
        integers = sum;
    }

    /** Whether nothing was added. */
    public boolean isEmpty() {
        return isEmpty;
    }

    /** Whether all numbers are of whole types. */
    public boolean isWhole() {
        return isWhole;
    }

    /** Whether the numbers are approximate ones. */
    public boolean isApproximate() {
        return isApproximate;
    }

    /** Whether all numbers have single precision. */
    public boolean isSingle() {
        return isApproximate && isSingle;
    }

    /** The sum of exact numbers. */
    public BigDecimal exact() {
        return decimals.add(BigDecimal.valueOf(integers));
    }

    /** The sum as a double. */
    public double approximate() {
        return isApproximate ? approximate + exact().doubleValue() : exact().doubleValue();
    }
}
