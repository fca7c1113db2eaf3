package dev.meridian.sharding.internal.gather;

import java.math.BigDecimal;

/** Functions that databases calculate in double precision, as Java does (IEEE 754). */
final class DoublePrecision {

    /** Up to this the powers of ten are exact. */
    private static final int MOST_PLACES = 22;

    private static final double EXACT_WHOLE_NUMBERS = 0x1p53;

    private DoublePrecision() {}

    /** A function in double precision. */
    static double of(NumberFunction.Name name, Object argument) {
        double value = Numbers.approximate(argument);
        return certain(
                argument,
                switch (name) {
                    case FLOOR -> Math.floor(value);
                    case CEILING -> Math.ceil(value);
                    case SIGN -> Math.signum(value);
                    case SQRT -> Math.sqrt(value);
                });
    }

    /** In double precision, to places of which the power of ten is exact. */
    static double round(Object argument, int places) {
        if (places < 0 || places > MOST_PLACES) {
            throw new UnknownResult("it rounds to a number of places that is not supported");
        }
        double power = BigDecimal.ONE.scaleByPowerOfTen(places).doubleValue();
        return certain(argument, Math.floor(Numbers.approximate(argument) * power + 0.5) / power);
    }

    // As an exact number a greater one is what the driver makes of its text.
    private static double certain(Object argument, double result) {
        boolean isExact = Numbers.isApproximate(argument) || Math.abs(result) < EXACT_WHOLE_NUMBERS;
        if (!isExact || Double.isNaN(result) || Double.isInfinite(result)) {
            throw new UnknownResult("a number is outside the range of its type");
        }
        return result + 0.0;
    }
}
