package dev.meridian.sharding.internal.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.meridian.sharding.internal.gather.Arithmetic.Operator;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Answers that the databases gave once, without asking them again. */
class KnownValuesTest {
    private static final NumericType MONEY = NumericType.decimal(7, 2);
    private static final NumericType FINE = NumericType.decimal(12, 6);

    private final DerbyValues derby = new DerbyValues();
    private final PostgresValues postgres = new PostgresValues(PostgresValues.CODE_POINTS);
    private final OtherValues other = new OtherValues();

    @Test
    void derbyAverages_typesOfArguments_cutToTheirScale() {
        assertThat(derby.average(total(7, -9), 3, NumericType.INTEGER)).isEqualTo(0);
        assertThat(derby.average(total(11L), 3, NumericType.BIGINT)).isEqualTo(3L);
        assertThat(derby.average(total(decimal("5.61")), 3, MONEY)).isEqualTo(decimal("1.8700"));
        assertThat(derby.average(total(decimal("11")), 3, MONEY)).isEqualTo(decimal("3.6666"));
        assertThat(derby.average(total(decimal("8.833333")), 3, FINE)).isEqualTo(decimal("2.944444"));
        assertThat(derby.average(total(11.6f), 4, NumericType.REAL)).isEqualTo(2.9f);
        assertThat(derby.average(total(11.6), 4, NumericType.DOUBLE)).isEqualTo(2.9);
    }

    @Test
    void derbySums_beyondTheTypesRange_refused() {
        assertThat(derby.sum(total(Integer.MAX_VALUE), NumericType.INTEGER)).isEqualTo(Integer.MAX_VALUE);
        assertRefused(() -> derby.sum(total(Integer.MAX_VALUE, 1L), NumericType.INTEGER));
        assertRefused(() -> derby.sum(total(Long.MAX_VALUE, 1L), NumericType.BIGINT));
        assertRefused(() -> derby.sum(total(40_000), NumericType.SMALLINT));
        assertThat(derby.sum(total(decimal("1.5"), decimal("2.25")), MONEY)).isEqualTo(decimal("3.75"));
        assertThat(derby.sum(total(1.5f, 2f), NumericType.REAL)).isEqualTo(3.5f);
        assertThat(derby.sum(total(1.5f, 2.0), NumericType.REAL)).isEqualTo(3.5);
        assertRefused(() -> derby.sum(total(3e38f, 3e38f), NumericType.REAL));
        assertRefused(() -> derby.sum(total(1e308, 1e308), NumericType.DOUBLE));
        assertThat(derby.count(3)).isEqualTo(3);
        assertRefused(() -> derby.count(3_000_000_000L));
    }

    @Test
    void derbyTypes_aggregatesAndArithmetic_asTheMetadataSay() {
        assertThat(derby.sumType(MONEY)).isEqualTo(NumericType.decimal(12, 2));
        assertThat(derby.sumType(NumericType.decimal(31, 2))).isEqualTo(NumericType.decimal(31, 2));
        assertThat(derby.sumType(NumericType.INTEGER)).isEqualTo(NumericType.INTEGER);
        assertThat(derby.sumType(NumericType.ANY_DECIMAL)).isEqualTo(NumericType.ANY_DECIMAL);
        assertThat(derby.averageType(MONEY)).isEqualTo(NumericType.decimal(10, 4));
        assertThat(derby.averageType(FINE)).isEqualTo(NumericType.decimal(13, 6));
        assertThat(derby.averageType(NumericType.DOUBLE)).isEqualTo(NumericType.DOUBLE);
        assertThat(derby.averageType(NumericType.ANY_DECIMAL)).isEqualTo(NumericType.ANY_DECIMAL);
        assertThat(derby.countType()).isEqualTo(NumericType.INTEGER);
        assertThat(derby.type(Operator.MULTIPLY, MONEY, FINE)).isEqualTo(NumericType.decimal(19, 8));
        assertThat(derby.type(Operator.ADD, NumericType.decimal(12, 2), NumericType.decimal(18, 6)))
                .isEqualTo(NumericType.decimal(19, 6));
        assertThat(derby.type(Operator.DIVIDE, MONEY, FINE)).isEqualTo(NumericType.decimal(31, 20));
        assertThat(derby.type(Operator.DIVIDE, NumericType.decimal(31, 2), FINE))
                .isEqualTo(NumericType.decimal(31, 0));
        assertThat(derby.type(Operator.SUBTRACT, NumericType.BIGINT, MONEY)).isEqualTo(NumericType.decimal(22, 2));
        assertThat(derby.type(Operator.ADD, MONEY, NumericType.ANY_DECIMAL)).isEqualTo(NumericType.ANY_DECIMAL);
        assertThat(derby.type(Operator.ADD, NumericType.ANY_DECIMAL, MONEY)).isEqualTo(NumericType.ANY_DECIMAL);
        assertThat(derby.type(Operator.ADD, MONEY, NumericType.REAL)).isEqualTo(NumericType.REAL);
        assertThat(derby.type(Operator.ADD, NumericType.DOUBLE, NumericType.REAL))
                .isEqualTo(NumericType.DOUBLE);
        assertThat(derby.type(Operator.ADD, NumericType.INTEGER, NumericType.BIGINT))
                .isEqualTo(new NumericType(NumericType.Kind.BIGINT, 10, 0));
    }

    @Test
    void derbyArithmetic_knownResults_asOnceAnswered() {
        assertThat(derby(Operator.DIVIDE, 11L, 4)).isEqualTo(2L);
        assertThat(derby(Operator.MOD, -2, 3)).isEqualTo(-2);
        assertThat(derby(Operator.ADD, 7, 3L)).isEqualTo(10L);
        assertThat(derby(Operator.SUBTRACT, 7, 3)).isEqualTo(4);
        assertThat(derby(Operator.MULTIPLY, -2, decimal("1.5"))).isEqualTo(decimal("-3.0"));
        assertThat(derby.calculate(Operator.DIVIDE, decimal("7.00"), decimal("7.500000"), MONEY, FINE))
                .isEqualTo(decimal("0.93333333333333333333"));
        assertThat(derby.calculate(
                        Operator.DIVIDE, decimal("7.25"), decimal("7.500000"), NumericType.decimal(31, 2), FINE))
                .isEqualTo(decimal("0"));
        assertThat(derby.calculate(Operator.ADD, 32767, 1, NumericType.SMALLINT, NumericType.INTEGER))
                .isEqualTo(32768);
        assertRefused(() -> derby.calculate(Operator.ADD, 32767, 1, NumericType.SMALLINT, NumericType.SMALLINT));
        assertThat(derby(Operator.MULTIPLY, 11.6f, 2)).isEqualTo(23.2f);
        assertThat(derby(Operator.ADD, 7.5f, 7.5)).isEqualTo(15.0);
        assertThat(derby(Operator.MULTIPLY, -0.0, 3.0)).isEqualTo(0.0);
        assertThat(derby(Operator.SUBTRACT, 1.5, 1.5)).isEqualTo(0.0);
        assertThat(derby(Operator.MULTIPLY, 0.0, 3.0)).isEqualTo(0.0);
        assertThat(derby(Operator.MULTIPLY, 3.0, 0.0)).isEqualTo(0.0);
        assertThat(derby(Operator.DIVIDE, 3.0, 2.0)).isEqualTo(1.5);
    }

    @Test
    void derbyArithmetic_errorsAndUnknownTypes_refused() {
        assertRefused(() -> derby(Operator.DIVIDE, 1, 0));
        assertRefused(() -> derby(Operator.MOD, 1, 0));
        assertRefused(() -> derby(Operator.DIVIDE, 1.5, 0.0));
        assertRefused(() -> derby(Operator.DIVIDE, decimal("1.5"), decimal("0.00")));
        assertRefused(() -> derby(Operator.DIVIDE, decimal("1.5"), 2));
        assertRefused(() -> derby.calculate(Operator.DIVIDE, decimal("1.5"), 2, NumericType.ANY_DECIMAL, null));
        assertRefused(() -> derby(Operator.MOD, decimal("1.5"), 2));
        assertRefused(() -> derby(Operator.MOD, 1.5, 2));
        assertRefused(() -> derby(Operator.MULTIPLY, Integer.MAX_VALUE, 2));
        assertRefused(() -> derby(Operator.MULTIPLY, 1e-300, 1e-300));
        assertRefused(() -> derby(Operator.DIVIDE, 1e-300, 1e300));
        assertRefused(() -> derby(Operator.MULTIPLY, 3e38f, 10));
        assertRefused(() -> derby(Operator.MULTIPLY, decimal("9".repeat(20)), decimal("9".repeat(20))));
        assertRefused(() -> derby(Operator.ADD, "1", 1));
        assertRefused(() -> derby(Operator.ADD, 1, "1"));
        assertThat(derby(Operator.MULTIPLY, decimal("1." + "1".repeat(16)), decimal("0." + "1".repeat(16))))
                .isEqualTo(decimal("0.1234567901234567765432098765432")); // 32 digits behind the point are cut to 31
    }

    @Test
    void derbyComparison_singlePrecisionBesideExact_inSinglePrecision() {
        assertThat(compare(derby, 0.1f, decimal("0.1"))).isZero();
        assertThat(compare(derby, decimal("0.1"), 0.1f)).isZero();
        assertThat(compare(derby, 0.1f, 0.1)).isPositive();
        assertThat(compare(derby, 0.1, 0.1f)).isNegative();
        assertThat(compare(derby, 16_777_217, 16_777_216f)).isZero();
        assertThat(compare(derby, 0.0f, -0.0f)).isZero();
    }

    @Test
    void derbyTexts_blanksAtTheEnd_doNotCount() {
        assertThat(compare(derby, "a", "a  ")).isZero();
        assertThat(compare(derby, "a", "a\t")).isPositive();
        assertThat(compare(derby, "a \t", "a")).isNegative();
        assertThat(compare(derby, "a", "a!")).isNegative();
        assertThat(compare(derby, "b", "ab")).isPositive();
        assertThat(compare(derby, 'a', "a")).isZero();
        assertThat(derby.key("a  ")).isEqualTo(derby.key("a")).isEqualTo(derby.key('a'));
        assertThat(derby.key(" a")).isNotEqualTo(derby.key("a"));
        assertThat(derby.key(" ")).isEqualTo(derby.key(""));
        DerbyValues byTerritory = new DerbyValues(new TextOrder.Ranked(texts -> java.util.Map.of()));
        assertRefused(() -> byTerritory.key("a"));
    }

    @Test
    void derbyBytes_blanksAtTheEnd_equalButNotOrdered() {
        byte[] a = {'A'};
        byte[] padded = {'A', ' '};
        assertThat(compare(derby, a, padded)).isZero();
        assertThat(derby.key(a)).isEqualTo(derby.key(padded));
        assertThat(compare(derby, a, new byte[] {'A', 0})).isNegative();
        assertThat(compare(derby, new byte[] {(byte) 0xF0}, a)).isPositive();
        assertThat(compare(derby, new byte[] {' '}, new byte[] {'A'})).isNegative();
        assertRefused(() -> compare(derby, padded, new byte[] {'A', ' ', 0}));
        assertRefused(() -> compare(derby, new byte[] {'B'}, padded));
    }

    @Test
    void postgresAverages_numerics_sixteenDigits() {
        assertThat(postgres.average(total(7L), 3, NumericType.INTEGER)).isEqualTo(decimal("2.3333333333333333"));
        assertThat(postgres.average(total(decimal("0.02")), 3, MONEY)).isEqualTo(decimal("0.00666666666666666667"));
        assertThat(postgres.average(total(0L), 3, NumericType.INTEGER)).isEqualTo(decimal("0.00000000000000000000"));
        assertThat(postgres.average(total(20000L), 3, NumericType.INTEGER)).isEqualTo(decimal("6666.6666666666666667"));
        assertThat(postgres.average(total(3.0f), 2, NumericType.REAL)).isEqualTo(1.5);
    }

    @Test
    void postgresSumsAndTypes_widened() {
        assertThat(postgres.sum(total(1, 2), NumericType.INTEGER)).isEqualTo(3L);
        assertThat(postgres.sum(total(Long.MAX_VALUE, 1L), NumericType.BIGINT))
                .isEqualTo(decimal("9223372036854775808"));
        assertThat(postgres.sum(total(1.5f, 2f), NumericType.REAL)).isEqualTo(3.5f);
        assertThat(postgres.sum(total(decimal("1.50")), MONEY)).isEqualTo(decimal("1.50"));
        assertThat(postgres.count(3)).isEqualTo(3L);
        assertThat(postgres.countType()).isEqualTo(NumericType.BIGINT);
        assertThat(postgres.sumType(NumericType.SMALLINT)).isEqualTo(NumericType.BIGINT);
        assertThat(postgres.sumType(NumericType.BIGINT)).isEqualTo(NumericType.ANY_DECIMAL);
        assertThat(postgres.sumType(NumericType.REAL)).isEqualTo(NumericType.REAL);
        assertThat(postgres.sumType(NumericType.DOUBLE)).isEqualTo(NumericType.DOUBLE);
        assertThat(postgres.averageType(NumericType.REAL)).isEqualTo(NumericType.DOUBLE);
        assertThat(postgres.averageType(NumericType.INTEGER)).isEqualTo(NumericType.ANY_DECIMAL);
        assertThat(postgres.type(Operator.ADD, NumericType.SMALLINT, NumericType.BIGINT))
                .isEqualTo(NumericType.BIGINT);
        assertThat(postgres.type(Operator.ADD, NumericType.BIGINT, NumericType.SMALLINT))
                .isEqualTo(NumericType.BIGINT);
        assertThat(postgres.type(Operator.ADD, MONEY, NumericType.BIGINT)).isEqualTo(NumericType.ANY_DECIMAL);
        assertThat(postgres.type(Operator.ADD, NumericType.REAL, NumericType.REAL))
                .isEqualTo(NumericType.REAL);
        assertThat(postgres.type(Operator.ADD, NumericType.REAL, NumericType.INTEGER))
                .isEqualTo(NumericType.DOUBLE);
        assertThat(postgres.type(Operator.ADD, NumericType.INTEGER, NumericType.REAL))
                .isEqualTo(NumericType.DOUBLE);
    }

    @Test
    void postgresArithmetic_knownResults_asOnceAnswered() {
        assertThat(postgres(Operator.DIVIDE, 7, 2L)).isEqualTo(3L);
        assertThat(postgres(Operator.DIVIDE, decimal("1.5"), 2)).isEqualTo(decimal("0.75000000000000000000"));
        assertThat(postgres(Operator.MOD, decimal("-5.50"), 2)).isEqualTo(decimal("-1.50"));
        assertThat(postgres(Operator.MULTIPLY, decimal("1.5"), decimal("1.50"))).isEqualTo(decimal("2.250"));
        assertThat(postgres(Operator.ADD, 1.5f, 1f)).isEqualTo(2.5f);
        assertThat(postgres(Operator.ADD, 1.5f, 1)).isEqualTo(2.5);
        assertRefused(() -> postgres(Operator.ADD, Integer.MAX_VALUE, 1));
        assertRefused(() -> postgres(Operator.DIVIDE, 1, 0));
        assertRefused(() -> postgres(Operator.MOD, 1, 0));
        assertRefused(() -> postgres(Operator.ADD, "1", 1));
    }

    @Test
    void postgresTextsAndBytes_exactByCodePoints() {
        assertThat(compare(postgres, "a", "a ")).isNegative();
        assertThat(compare(postgres, "\ud83d\ude00", "\uff21")).isPositive();
        assertThat(compare(postgres, "\uff21", "\ud83d\ude00")).isNegative();
        assertThat(compare(postgres, "b", "ab")).isPositive();
        assertThat(postgres.key("a")).isNotEqualTo(postgres.key("a "));
        byte[] bytes = {1, 2};
        Object key = postgres.key(bytes);
        bytes[0] = 9;
        assertThat(key).isEqualTo(postgres.key(new byte[] {1, 2})).isNotEqualTo(postgres.key(bytes));
        assertThat(compare(postgres, new byte[] {(byte) 0xF0}, new byte[] {'A', ' '}))
                .isPositive();
    }

    @Test
    void compare_valuesOfOneClass_byTheirOrder() {
        List<List<Object>> ascending = List.of(
                List.of(false, true),
                List.of(Date.valueOf("2026-01-01"), Date.valueOf("2026-01-02")),
                List.of(Timestamp.valueOf("2026-01-01 00:00:00.000000001"), Timestamp.valueOf("2026-01-01 00:00:00.1")),
                List.of(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 2)),
                List.of(LocalTime.of(1, 0), LocalTime.of(2, 0)),
                List.of(LocalDateTime.of(2026, 1, 1, 1, 0), LocalDateTime.of(2026, 1, 1, 2, 0)),
                List.of(Instant.EPOCH, Instant.EPOCH.plusNanos(1)),
                List.of(OffsetDateTime.parse("2026-01-01T02:00+02:00"), OffsetDateTime.parse("2026-01-01T01:00Z")),
                List.of(new UUID(1, 0), new UUID(-1, 0)),
                List.of(new UUID(1, 1), new UUID(1, -1)));
        for (List<Object> pair : ascending) {
            assertThat(compare(derby, pair.get(0), pair.get(1))).as("%s", pair).isNegative();
            assertThat(compare(derby, pair.get(1), pair.get(0))).as("%s", pair).isPositive();
            assertThat(derby.key(pair.get(0))).isEqualTo(derby.key(pair.get(0))).isNotEqualTo(derby.key(pair.get(1)));
        }
        assertThat(derby.key(OffsetDateTime.parse("2026-01-01T02:00+02:00")))
                .isEqualTo(derby.key(OffsetDateTime.parse("2026-01-01T00:00Z")));
        assertRefused(() -> compare(derby, LocalDate.EPOCH, LocalTime.NOON));
        assertRefused(() -> compare(derby, new UUID(1, 1), "x"));
        assertRefused(() -> derby.key(new Object()));
    }

    @Test
    void keys_numbers_equalByValue() {
        assertThat(derby.key(1)).isEqualTo(derby.key(1L)).isEqualTo(derby.key(decimal("1.00")));
        assertThat(derby.key(0.0)).isEqualTo(derby.key(-0.0)).isEqualTo(derby.key(-0.0f));
        assertThat(derby.key(decimal("0.00"))).isEqualTo(derby.key(0));
        assertThat(compare(derby, 1, decimal("1.00"))).isZero();
        assertThat(compare(derby, Long.MAX_VALUE, Long.MAX_VALUE - 1)).isPositive();
        assertThat(compare(postgres, Double.NaN, Double.POSITIVE_INFINITY)).isPositive();
        assertThat(compare(postgres, 2.5, 2)).isPositive();
        assertThat(compare(postgres, 2, 2.5f)).isNegative();
    }

    @Test
    void otherDatabases_whatIsNotKnown_refused() {
        assertThat(compare(other, 1, 2)).isNegative();
        assertThat(compare(other, "a", "a")).isZero();
        assertThat(other.count(3)).isEqualTo(3L);
        assertThat(other.sum(total(1, 2), NumericType.INTEGER)).isEqualTo(3L);
        assertThat(other.sum(total(decimal("1.5")), MONEY)).isEqualTo(decimal("1.5"));
        assertThat(other.sum(total(1.5f), NumericType.REAL)).isEqualTo(1.5);
        assertThat(other.average(total(3.0), 2, NumericType.DOUBLE)).isEqualTo(1.5);
        assertThat(other.sumType(NumericType.REAL)).isEqualTo(NumericType.DOUBLE);
        assertThat(other.averageType(NumericType.INTEGER)).isEqualTo(NumericType.ANY_DECIMAL);
        assertThat(other.countType()).isEqualTo(NumericType.BIGINT);
        assertThat(other.type(Operator.ADD, NumericType.INTEGER, NumericType.INTEGER))
                .isNull();
        assertThat(other.common(1, NumericType.BIGINT)).isEqualTo(1L);
        assertThat(other.common(1, NumericType.REAL)).isEqualTo(1f);
        assertThat(other.common(1, NumericType.DOUBLE)).isEqualTo(1.0);
        assertThat(other.common(1, NumericType.INTEGER)).isEqualTo(1);
        assertThat(other.common(1, MONEY)).isEqualTo(decimal("1"));
        List<ThrowingCallable> unknown = List.of(
                other::nullsHigh,
                () -> compare(other, "a", "b"),
                () -> other.key("a"),
                () -> other.key(new byte[0]),
                () -> compare(other, new byte[0], new byte[0]),
                () -> other.average(total(3), 2, NumericType.INTEGER),
                () -> other.calculate(Operator.ADD, 1, 1, null, null),
                () -> other.cast(1, NumericType.DOUBLE),
                () -> other.length("a"));
        unknown.forEach(KnownValuesTest::assertRefused);
    }

    @Test
    void total_integersBeyondALong_addedExactly() {
        assertThat(total(Long.MAX_VALUE, Long.MAX_VALUE, 1L).exact()).isEqualTo(decimal("18446744073709551615"));
        assertThat(total(Long.MIN_VALUE, Long.MIN_VALUE).exact()).isEqualTo(decimal("-18446744073709551616"));
        assertThat(total(Long.MAX_VALUE, Long.MIN_VALUE).exact()).isEqualTo(decimal("-1"));
        assertThat(total(1, decimal("0.10"), 2L).exact()).isEqualTo(decimal("3.10"));
        assertThat(total(1, 0.5).approximate()).isEqualTo(1.5);
        assertThat(total(1, 2).approximate()).isEqualTo(3.0);
        assertThat(total().isEmpty()).isTrue();
        assertThat(total(1).isEmpty()).isFalse();
        assertThat(total(1).isSingle()).isFalse();
        assertThat(total(1f).isSingle()).isTrue();
        assertThat(total(1f, 1.0).isSingle()).isFalse();
        assertRefused(() -> total("1"));
    }

    private Object derby(Operator operator, Object left, Object right) {
        return derby.calculate(operator, left, right, null, null);
    }

    private Object postgres(Operator operator, Object left, Object right) {
        return postgres.calculate(operator, left, right, null, null);
    }

    private static int compare(DatabaseValues values, Object left, Object right) {
        return new Semantics(values).compare(left, right);
    }

    private static Total total(@Nullable Object... numbers) {
        Total total = new Total();
        Arrays.stream(numbers).forEach(total::add);
        return total;
    }

    private static BigDecimal decimal(String digits) {
        return new BigDecimal(digits);
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(UnknownResult.class).isThrownBy(call);
    }
}
