package dev.meridian.sharding.internal.gather;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** PostgreSQL's division of numerics: at least sixteen significant digits, counted in groups of four, rounded half up. */
final class NumericDivision {
    private static final int SIGNIFICANT_DIGITS = 16;
    private static final int GROUP = 4;
    private static final int MOST_SCALE = 1000;

    private NumericDivision() {}

    static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
        return dividend.divide(divisor, scale(dividend, divisor), RoundingMode.HALF_UP);
    }

    private static int scale(BigDecimal dividend, BigDecimal divisor) {
        int weight = weight(dividend) - weight(divisor);
        if (firstGroup(dividend) <= firstGroup(divisor)) {
            weight--;
        }
        int scale = SIGNIFICANT_DIGITS - weight * GROUP;
        scale = Math.max(scale, Math.max(dividend.scale(), divisor.scale()));
        return Math.min(Math.max(scale, 0), MOST_SCALE);
    }

    // The place of the first group of four digits that is not zero, counted from the point.
    private static int weight(BigDecimal number) {
        if (number.signum() == 0) {
            return 0;
        }
        int firstDigit = number.precision() - number.scale() - 1;
        return Math.floorDiv(firstDigit, GROUP);
    }

    private static int firstGroup(BigDecimal number) {
        if (number.signum() == 0) {
            return 0;
        }
        BigInteger group = number.abs()
                .movePointLeft(weight(number) * GROUP)
                .setScale(0, RoundingMode.DOWN)
                .unscaledValue();
        return group.intValueExact();
    }
}
