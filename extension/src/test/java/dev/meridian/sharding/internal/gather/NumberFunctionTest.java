package dev.meridian.sharding.internal.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.meridian.sharding.internal.gather.NumberFunction.Name;
import java.math.BigDecimal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NumberFunctionTest {

    private final DatabaseValues derby = new DerbyValues();
    private final DatabaseValues postgres = new PostgresValues(PostgresValues.CODE_POINTS);
    private final DatabaseValues other = new OtherValues();

    @Test
    void derby_calculatesInDoublePrecision() {
        assertThat(of(derby, Name.FLOOR, -1.5)).isEqualTo(-2.0);
        assertThat(of(derby, Name.CEILING, -1.5)).isEqualTo(-1.0);
        assertThat(of(derby, Name.CEILING, -0.5)).isEqualTo(0.0);
        assertThat(of(derby, Name.FLOOR, 7)).isEqualTo(7.0);
        assertThat(of(derby, Name.FLOOR, decimal("7.50"))).isEqualTo(decimal("7.0"));
        assertThat(of(derby, Name.SQRT, 9L)).isEqualTo(3.0);
        assertThat(of(derby, Name.SIGN, decimal("-0.1"))).isEqualTo(-1);
        assertThat(of(derby, Name.SIGN, 0.0)).isEqualTo(0);
        assertThat(derby.functionType(Name.SIGN, NumericType.DOUBLE)).isEqualTo(NumericType.INTEGER);
        assertThat(derby.functionType(Name.FLOOR, NumericType.BIGINT)).isEqualTo(NumericType.DOUBLE);
    }

    @Test
    void postgres_keepsDecimals() {
        assertThat(of(postgres, Name.FLOOR, decimal("-7.50"))).isEqualTo(decimal("-8"));
        assertThat(of(postgres, Name.CEILING, decimal("-7.50"))).isEqualTo(decimal("-7"));
        assertThat(of(postgres, Name.SIGN, decimal("-7.50"))).isEqualTo(decimal("-1"));
        assertThat(of(postgres, Name.SIGN, -7L)).isEqualTo(-1.0);
        assertThat(of(postgres, Name.SQRT, 2.25)).isEqualTo(1.5);
        assertRefused(() -> of(postgres, Name.SQRT, decimal("2.25")));
        assertThat(postgres.functionType(Name.FLOOR, NumericType.decimal(5, 2))).isEqualTo(NumericType.ANY_DECIMAL);
        assertThat(postgres.functionType(Name.FLOOR, NumericType.INTEGER)).isEqualTo(NumericType.DOUBLE);
    }

    @Test
    void rounding_isHalfUpInDoublePrecision() {
        assertThat(rounded(derby, 2.345, 2)).isEqualTo(2.35);
        assertThat(rounded(derby, -2.5, 0)).isEqualTo(-2.0);
        assertThat(rounded(derby, -0.3, 0)).isEqualTo(0.0);
        assertThat(rounded(derby, decimal("2.25"), 1)).isEqualTo(decimal("2.3"));
        assertThat(rounded(derby, decimal("2.04"), 0)).isEqualTo(decimal("2.0"));
        assertThat(rounded(postgres, decimal("2.25"), 1)).isEqualTo(2.3);
        assertThat(rounded(postgres, 2.25, 22)).isEqualTo(2.25);
        assertThat(new Rounding(new Constant(1), new Constant(1)).type(derby)).isEqualTo(NumericType.DOUBLE);
    }

    @Test
    void rounding_ofPlacesThatAreNotSupported_refused() {
        assertRefused(() -> rounded(derby, 2.5, -1));
        assertRefused(() -> rounded(derby, 2.5, 23));
        assertRefused(() -> new Rounding(new Constant(2.5), new Constant(2L)).value(row(), new Semantics(derby)));
    }

    @Test
    void result_thatIsNoNumberOrNotExact_refused() {
        assertRefused(() -> of(derby, Name.SQRT, -1.0));
        assertRefused(() -> rounded(derby, 1e300, 22));
        assertRefused(() -> of(derby, Name.FLOOR, 1L << 53));
        assertThat(of(derby, Name.FLOOR, (1L << 53) - 1)).isEqualTo(0x1p53 - 1);
        assertThat(of(derby, Name.FLOOR, 0x1p60)).isEqualTo(0x1p60);
    }

    @Test
    void otherDatabases_areRefused() {
        assertRefused(() -> of(other, Name.FLOOR, 1.5));
        assertRefused(() -> rounded(other, 1.5, 0));
        assertThat(other.functionType(Name.FLOOR, NumericType.DOUBLE)).isNull();
    }

    @Test
    void function_ofNull_isNull() {
        assertThat(of(derby, Name.FLOOR, null)).isNull();
        assertThat(rounded(derby, null, 1)).isNull();
        assertThat(new NumberFunction(Name.FLOOR, new Column(0)).type(derby)).isNull();
        assertThat(new NumberFunction(Name.FLOOR, new Constant(1)).type(derby)).isEqualTo(NumericType.DOUBLE);
    }

    @Test
    void parts_areTheArguments() {
        Constant one = new Constant(1);
        Constant two = new Constant(2);
        assertThat(new NumberFunction(Name.SIGN, one).parts()).containsExactly(one);
        assertThat(new Rounding(one, two).parts()).containsExactly(one, two);
    }

    private static @Nullable Object of(DatabaseValues values, Name name, @Nullable Object argument) {
        return new NumberFunction(name, new Constant(argument)).value(row(), new Semantics(values));
    }

    private static @Nullable Object rounded(DatabaseValues values, @Nullable Object argument, int places) {
        return new Rounding(new Constant(argument), new Constant(places)).value(row(), new Semantics(values));
    }

    private static GatherRow row() {
        return GatherRow.of(null, new Object[0]);
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(UnknownResult.class).isThrownBy(call);
    }
}
