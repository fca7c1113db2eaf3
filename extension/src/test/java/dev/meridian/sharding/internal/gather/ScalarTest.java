package dev.meridian.sharding.internal.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.meridian.sharding.internal.gather.Arithmetic.Operator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScalarTest {
    @Test
    void substring_parts_areCountedAsTheDatabaseDoes() {
        assertThat(part("abc", 2, 1, 0).value(GatherRow.of(null), derby)).isEqualTo("b");
        assertThat(part("abc", 2, null, 0).value(GatherRow.of(null), derby)).isEqualTo("bc");
        assertThat(part("abc", 5, 3, 0).value(GatherRow.of(null), postgres)).isEqualTo("");
        assertThat(part("a\ud83d\ude00b", 2, 1, 0).value(GatherRow.of(null), postgres))
                .isEqualTo("\ud83d\ude00");
        assertThat(part("abc", 3, 5, 10).value(GatherRow.of(null), derby)).isEqualTo("c");
        assertThat(new TextPart(NULL, constant(1), constant(1), 0).value(GatherRow.of(null), derby))
                .isNull();
    }

    @Test
    void substring_outsideOfTheText_refusedWhereTheDatabaseDoes() {
        assertRefused(() -> part("abc", 0, 1, 0).value(GatherRow.of(null), postgres));
        assertRefused(() -> part("abc", 1, -1, 0).value(GatherRow.of(null), postgres));
        assertRefused(() -> part("abc", 3, 2, 0).value(GatherRow.of(null), derby));
        assertRefused(() -> part("abc", 5, null, 4).value(GatherRow.of(null), derby));
        assertRefused(() -> new TextPart(constant("abc"), constant(1L), null, 0).value(GatherRow.of(null), derby));
    }

    @Test
    void locate_aText_countsCharactersFromOne() {
        TextPosition position = new TextPosition(constant("b"), constant("\ud83d\ude00b"));
        assertThat(position.value(GatherRow.of(null), postgres)).isEqualTo(2);
        assertThat(position.value(GatherRow.of(null), derby)).isEqualTo(3);
        assertThat(value(new TextPosition(constant("x"), constant("abc")))).isEqualTo(0);
        assertThat(value(new TextPosition(NULL, constant("abc")))).isNull();
        assertRefused(() -> value(new TextPosition(constant(""), constant("abc"))));
    }

    @Test
    void like_patterns_takeNoBlankForNothing() {
        assertThat(like("Aba", "A%")).isEqualTo(true);
        assertThat(like("Aba", "_b_")).isEqualTo(true);
        assertThat(like("Aba ", "Aba")).isEqualTo(false);
        assertThat(like("", "%%")).isEqualTo(true);
        assertThat(like("", "_")).isEqualTo(false);
        assertThat(like("abcabc", "%b%c")).isEqualTo(true);
        assertThat(like("a\\b", "a\\b")).isEqualTo(true);
        assertThat(like(null, "%")).isNull();
        assertThat(like("a", null)).isNull();
        assertRefused(() -> new Like(constant("a"), constant("\\a")).value(GatherRow.of(null), postgres));
    }

    @Test
    void trim_blanks_butNoOtherSpace() {
        assertThat(value(text(TextFunction.Name.TRIM, constant("  a\t ")))).isEqualTo("a\t");
        assertThat(value(text(TextFunction.Name.LTRIM, constant("  a ")))).isEqualTo("a ");
        assertThat(value(text(TextFunction.Name.RTRIM, constant("  a ")))).isEqualTo("  a");
        assertThat(value(text(TextFunction.Name.TRIM, constant("  ")))).isEqualTo("");
    }

    @Test
    void bound_constants_takeTheTypeBesideThemInDerby() {
        Column whole = new Column(0, NumericType.INTEGER);
        Column decimal = new Column(0, NumericType.decimal(12, 2));
        assertThat(value(Bound.chosen(constant(1.5), whole))).isEqualTo(1);
        assertThat(value(Bound.chosen(constant(-1.5), whole))).isEqualTo(-1);
        assertThat(value(Bound.chosen(constant(new BigDecimal("2.257")), decimal)))
                .isEqualTo(new BigDecimal("2.25"));
        assertThat(value(Bound.compared(constant(1.5), whole))).isEqualTo(1);
        assertThat(value(Bound.compared(constant(2.257), decimal))).isEqualTo(new BigDecimal("2.257"));
        assertThat(postgres(Bound.compared(constant(2.257), decimal))).isEqualTo(2.257);
        assertThat(value(Bound.chosen(constant(2), decimal))).isEqualTo(new BigDecimal("2.00"));
        assertThat(value(Bound.chosen(constant(2), new Column(0, NumericType.DOUBLE))))
                .isEqualTo(2.0);
        assertThat(value(Bound.chosen(constant("x"), whole))).isEqualTo("x");
        assertThat(value(Bound.chosen(NULL, whole))).isNull();
        assertThat(postgres(Bound.chosen(constant(1.5), whole))).isEqualTo(1.5);
        assertThat(Bound.chosen(constant(1.5), whole).type(new DerbyValues())).isEqualTo(NumericType.INTEGER);
        assertRefused(() -> value(Bound.chosen(constant(1.5), new Column(0))));
        assertRefused(() -> value(Bound.chosen(constant(1.5), new Column(0, NumericType.ANY_DECIMAL))));
    }

    @Test
    void fractions_inFigures_areDecimalsInDerby() {
        assertThat(new DerbyValues().inFigures(0.1)).isEqualTo(new BigDecimal("0.1"));
        assertThat(new DerbyValues().inFigures(1e10)).isEqualTo(1e10);
        assertThat(new PostgresValues(PostgresValues.CODE_POINTS).inFigures(0.1))
                .isEqualTo(0.1);
    }

    private @Nullable Object like(@Nullable String text, @Nullable String pattern) {
        return value(new Like(constant(text), constant(pattern)));
    }

    private static TextPart part(String text, int start, @Nullable Integer length, int longest) {
        return new TextPart(constant(text), constant(start), length == null ? null : constant(length), longest);
    }

    private static final Constant NULL = new Constant(null);
    private static final Constant TRUE = new Constant(true);
    private static final Constant FALSE = new Constant(false);

    private final Semantics derby = new Semantics(new DerbyValues());
    private final Semantics postgres = new Semantics(new PostgresValues(PostgresValues.CODE_POINTS));

    @Test
    void comparison_values_byTheDatabasesOrder() {
        assertThat(compared("a", "a ")).containsExactly(true, false, false, true, false, true);
        assertThat(compared(1, 2L)).containsExactly(false, true, true, true, false, false);
        assertThat(compared(2.5, new BigDecimal("2.4"))).containsExactly(false, true, false, false, true, true);
        assertThat(compared(null, 1)).containsOnlyNulls();
        assertThat(compared(1, null)).containsOnlyNulls();
    }

    @Test
    void comparison_valuesOfOtherKinds_refused() {
        assertRefused(() -> compared("1", 1));
        assertRefused(() -> compared(new Object(), new Object()));
    }

    @Test
    void between_bounds_belong() {
        assertThat(value(Comparison.between(new Column(0), constant(1), constant(3)), 1))
                .isEqualTo(true);
        assertThat(value(Comparison.between(new Column(0), constant(1), constant(3)), 3))
                .isEqualTo(true);
        assertThat(value(Comparison.between(new Column(0), constant(1), constant(3)), 4))
                .isEqualTo(false);
        assertThat(value(Comparison.between(new Column(0), constant(1), NULL), 0))
                .isEqualTo(false);
        assertThat(value(Comparison.between(new Column(0), constant(1), NULL), 2))
                .isNull();
    }

    @Test
    void junctions_threeTruths_inThreeValuedLogic() {
        assertThat(value(Junction.and(TRUE, TRUE))).isEqualTo(true);
        assertThat(value(Junction.and(NULL, FALSE))).isEqualTo(false);
        assertThat(value(Junction.and(TRUE, NULL))).isNull();
        assertThat(value(Junction.or(FALSE, FALSE))).isEqualTo(false);
        assertThat(value(Junction.or(NULL, TRUE))).isEqualTo(true);
        assertThat(value(Junction.or(FALSE, NULL))).isNull();
        assertThat(value(new Not(TRUE))).isEqualTo(false);
        assertThat(value(new Not(FALSE))).isEqualTo(true);
        assertThat(value(new Not(NULL))).isNull();
    }

    @Test
    void in_values_unknownOnlyIfNullCouldDecide() {
        assertThat(value(new InList(constant("a "), List.of(NULL, constant("a")))))
                .isEqualTo(true);
        assertThat(value(new InList(constant("b"), List.of(NULL, constant("a")))))
                .isNull();
        assertThat(value(new InList(constant("b"), List.of(constant("a"))))).isEqualTo(false);
        assertThat(value(new InList(NULL, List.of(constant("a"))))).isNull();
    }

    @Test
    void nullTest_valueAndNull_neverUnknown() {
        assertThat(value(new NullTest(NULL))).isEqualTo(true);
        assertThat(value(new NullTest(constant(1)))).isEqualTo(false);
    }

    @Test
    void coalesceAndCase_numbers_haveTheCommonType() {
        Column money = new Column(0, NumericType.decimal(12, 2));

        assertThat(value(new Coalesce(List.of(money, constant(0))), (Object) null))
                .isEqualTo(new BigDecimal("0.00"));
        assertThat(value(new Coalesce(List.of(money, constant(new BigDecimal("0.0000")))), new BigDecimal("5.61")))
                .isEqualTo(new BigDecimal("5.6100"));
        assertThat(value(new Coalesce(List.of(NULL, constant(1), constant(2L)))))
                .isEqualTo(1L);
        assertThat(value(new Coalesce(List.of(constant(1), constant(2.5))))).isEqualTo(1.0);
        assertThat(value(new Coalesce(List.of(NULL, constant("x"))))).isEqualTo("x");
        assertThat(value(new Coalesce(List.of(NULL, NULL)))).isNull();
        assertThat(postgres(new Coalesce(List.of(money, constant(0))), (Object) null))
                .isEqualTo(BigDecimal.ZERO);
        Scalar chosen = new Case(
                List.of(new Case.When(NULL, constant(7)), new Case.When(new NullTest(money), constant(1))), money);
        assertThat(value(chosen, (Object) null)).isEqualTo(new BigDecimal("1.00"));
        assertThat(value(chosen, new BigDecimal("2.50"))).isEqualTo(new BigDecimal("2.50"));
        assertThat(value(new Case(List.of(), NULL))).isNull();
    }

    @Test
    void coalesce_numbersWithoutACommonType_refused() {
        assertRefused(() -> value(new Coalesce(List.of(new Column(0), constant(0))), 1));
        assertRefused(() -> value(new Coalesce(List.of(constant(1.5f), constant(0)))));
        assertRefused(() ->
                value(new Coalesce(List.of(new Column(0, NumericType.ANY_DECIMAL), constant(0))), (Object) null));
    }

    @Test
    void coalesce_types_wideEnoughForAll() {
        DerbyValues values = new DerbyValues();
        assertThat(new Coalesce(List.of(
                                new Column(0, NumericType.decimal(12, 2)), new Column(1, NumericType.decimal(5, 4))))
                        .type(values))
                .isEqualTo(NumericType.decimal(14, 4));
        assertThat(new Coalesce(List.of(constant(1), new Column(1, NumericType.ANY_DECIMAL))).type(values))
                .isEqualTo(NumericType.ANY_DECIMAL);
        assertThat(new Coalesce(List.of(constant(1.5f), constant(1.5))).type(values))
                .isEqualTo(NumericType.DOUBLE);
        assertThat(new Coalesce(List.of(constant(1.5f), constant(2.5f))).type(values))
                .isEqualTo(NumericType.REAL);
        assertThat(new Coalesce(List.of(constant(1), constant("x"))).type(values))
                .isNull();
    }

    @Test
    void nullIf_equalValues_null() {
        assertThat(value(new NullIf(constant("a "), constant("a")))).isNull();
        assertThat(value(new NullIf(constant(1), constant(2)))).isEqualTo(1);
        assertThat(value(new NullIf(constant(1), NULL))).isEqualTo(1);
        assertThat(value(new NullIf(NULL, constant(1)))).isNull();
        assertThat(new NullIf(constant(1), constant(2)).type(new DerbyValues())).isEqualTo(NumericType.INTEGER);
    }

    @Test
    void signs_numbers_keepTheirClassAndScale() {
        assertThat(value(new Negation(constant(5)))).isEqualTo(-5);
        assertThat(value(new Negation(constant(5L)))).isEqualTo(-5L);
        assertThat(value(new Negation(constant(new BigDecimal("1.50"))))).isEqualTo(new BigDecimal("-1.50"));
        assertThat(value(new Negation(constant(1.5)))).isEqualTo(-1.5);
        assertThat(value(new Negation(constant(0.0)))).isEqualTo(0.0);
        assertThat(value(new Negation(constant(1.5f)))).isEqualTo(-1.5f);
        assertThat(value(new Negation(NULL))).isNull();
        assertThat(value(new Absolute(constant(-5)))).isEqualTo(5);
        assertThat(value(new Absolute(constant(5)))).isEqualTo(5);
        assertThat(value(new Absolute(constant(0)))).isEqualTo(0);
        assertThat(value(new Absolute(constant(-1.5)))).isEqualTo(1.5);
        assertThat(value(new Absolute(constant(2.5)))).isEqualTo(2.5);
        assertThat(value(new Absolute(NULL))).isNull();
        assertRefused(() -> value(new Negation(constant(Integer.MIN_VALUE))));
        assertRefused(() -> value(new Absolute(constant(Long.MIN_VALUE))));
        assertThat(new Negation(constant(5)).type(new DerbyValues())).isEqualTo(NumericType.INTEGER);
        assertThat(new Absolute(constant(5L)).type(new DerbyValues())).isEqualTo(NumericType.BIGINT);
    }

    @Test
    void texts_functions_knownForAscii() {
        assertThat(value(text(TextFunction.Name.CONCAT, constant("a"), constant("b "))))
                .isEqualTo("ab ");
        assertThat(value(text(TextFunction.Name.CONCAT, constant("a"), NULL))).isNull();
        assertThat(value(text(TextFunction.Name.UPPER, constant("aB")))).isEqualTo("AB");
        assertThat(value(text(TextFunction.Name.LOWER, constant("aB")))).isEqualTo("ab");
        assertThat(value(text(TextFunction.Name.UPPER, constant("\u007f")))).isEqualTo("\u007f");
        assertThat(value(text(TextFunction.Name.LENGTH, constant("\ud83d\ude00 "))))
                .isEqualTo(3);
        assertThat(postgres(text(TextFunction.Name.LENGTH, constant("\ud83d\ude00 "))))
                .isEqualTo(2);
        assertRefused(() -> value(text(TextFunction.Name.UPPER, constant("\u0080"))));
        assertRefused(() -> value(text(TextFunction.Name.CONCAT, constant(1))));
        assertThat(text(TextFunction.Name.LENGTH, NULL).type(new DerbyValues())).isEqualTo(NumericType.INTEGER);
        assertThat(text(TextFunction.Name.UPPER, NULL).type(new DerbyValues())).isNull();
    }

    @Test
    void cast_numbers_derbyCutsAndPostgresRounds() {
        assertThat(value(new Cast(constant(-7.9), NumericType.INTEGER))).isEqualTo(-7);
        assertThat(value(new Cast(constant(new BigDecimal("7.5")), NumericType.BIGINT)))
                .isEqualTo(7L);
        assertThat(value(new Cast(constant(7), NumericType.DOUBLE))).isEqualTo(7.0);
        assertThat(value(new Cast(NULL, NumericType.DOUBLE))).isNull();
        assertThat(postgres(new Cast(constant(2.5), NumericType.INTEGER))).isEqualTo(2);
        assertThat(postgres(new Cast(constant(new BigDecimal("2.5")), NumericType.INTEGER)))
                .isEqualTo(3);
        assertThat(postgres(new Cast(constant(2), NumericType.DOUBLE))).isEqualTo(2.0);
        assertRefused(() -> value(new Cast(constant(3e9), NumericType.INTEGER)));
        assertRefused(() -> value(new Cast(constant(1), NumericType.decimal(5, 2))));
        assertRefused(() -> postgres(new Cast(constant(1), NumericType.REAL)));
        assertThat(new Cast(NULL, NumericType.DOUBLE).type(new DerbyValues())).isEqualTo(NumericType.DOUBLE);
    }

    @Test
    void arithmetic_nullOnOneSide_null() {
        assertThat(value(new Arithmetic(Operator.ADD, NULL, constant(1)))).isNull();
        assertThat(value(new Arithmetic(Operator.ADD, constant(1), NULL))).isNull();
        assertThat(new Arithmetic(Operator.ADD, constant(1), new Column(0)).type(new DerbyValues()))
                .isNull();
        assertThat(new Arithmetic(Operator.ADD, new Column(0), constant(1)).type(new DerbyValues()))
                .isNull();
    }

    @Test
    void constant_numbers_haveTheTypesOfTheirClasses() {
        assertThat(
                        Arrays.asList(1, (short) 1, 1L, 1f, 1.0, new BigDecimal("0.001"), new BigDecimal("12.5"), "x")
                                .stream()
                                .map(value -> constant(value).numericType()))
                .containsExactly(
                        NumericType.INTEGER,
                        NumericType.INTEGER,
                        NumericType.BIGINT,
                        NumericType.REAL,
                        NumericType.DOUBLE,
                        NumericType.decimal(3, 3),
                        NumericType.decimal(3, 1),
                        null);
        assertThat(constant(new BigInteger("123")).numericType()).isEqualTo(NumericType.decimal(3, 0));
        assertThat(constant(new BigDecimal("1E+3")).numericType().scale()).isZero();
    }

    @Test
    void parts_ofEveryScalar_areAllItIsComputedFrom() {
        Constant one = constant(1);
        Constant two = constant(2);
        assertThat(new Arithmetic(Operator.ADD, one, two).parts()).containsExactly(one, two);
        assertThat(new Comparison(Comparison.Operator.LESS, one, two).parts()).containsExactly(one, two);
        assertThat(new NullIf(one, two).parts()).containsExactly(one, two);
        assertThat(new InList(one, List.of(two)).parts()).containsExactly(one, two);
        assertThat(new Case(List.of(new Case.When(TRUE, one)), two).parts()).containsExactly(TRUE, one, two);
        for (Scalar scalar : List.of(
                new Negation(one),
                new Absolute(one),
                new Not(one),
                new NullTest(one),
                new Cast(one, NumericType.BIGINT))) {
            assertThat(scalar.parts()).containsExactly(one);
        }
        assertThat(text(TextFunction.Name.CONCAT, one).parts()).containsExactly(one);
        assertThat(one.parts()).isEmpty();
    }

    private List<@Nullable Object> compared(@Nullable Object left, @Nullable Object right) {
        return Arrays.stream(Comparison.Operator.values())
                .map(operator -> value(new Comparison(operator, constant(left), constant(right))))
                .toList();
    }

    private @Nullable Object value(Scalar scalar, @Nullable Object... row) {
        return scalar.value(GatherRow.of(null, row == null ? new Object[] {null} : row), derby);
    }

    private @Nullable Object postgres(Scalar scalar, @Nullable Object... row) {
        return scalar.value(GatherRow.of(null, row == null ? new Object[] {null} : row), postgres);
    }

    private static TextFunction text(TextFunction.Name name, Scalar... arguments) {
        return new TextFunction(name, List.of(arguments));
    }

    private static Constant constant(@Nullable Object value) {
        return new Constant(value);
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(UnknownResult.class).isThrownBy(call);
    }
}
