package dev.meridian.sharding.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void wholeNumber_isBroughtToTheTypeOfTheColumn() {
        assertThat(Numbers.exactly(5L, Integer.class)).isEqualTo(5);
        assertThat(Numbers.exactly(5, Long.class)).isEqualTo(5L);
        assertThat(Numbers.exactly((byte) 5, Short.class)).isEqualTo((short) 5);
        assertThat(Numbers.exactly((short) 5, BigInteger.class)).isEqualTo(BigInteger.valueOf(5));
        assertThat(Numbers.exactly(BigInteger.TEN, BigDecimal.class)).isEqualTo(BigDecimal.TEN);
    }

    @Test
    void valueOfTheType_isItself() {
        Object value = "Asia";

        assertThat(Numbers.exactly(value, String.class)).isSameAs(value);
        assertThat(Numbers.exactly(1.5, Double.class)).isEqualTo(1.5);
    }

    @Test
    void valueThatIsNotExactlyTheSame_isUndecided() {
        assertThat(Numbers.exactly(1L << 40, Integer.class)).isSameAs(Operand.UNDECIDED);
        assertThat(Numbers.exactly(70_000, Short.class)).isSameAs(Operand.UNDECIDED);
        assertThat(Numbers.exactly(1.0, Integer.class)).isSameAs(Operand.UNDECIDED);
        assertThat(Numbers.exactly("5", Integer.class)).isSameAs(Operand.UNDECIDED);
        assertThat(Numbers.exactly(5, String.class)).isSameAs(Operand.UNDECIDED);
    }
}
