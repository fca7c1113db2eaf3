package dev.meridian.sharding.internal.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.gather.Arithmetic.Operator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random values: whatever a real Derby says of them, these values say too. */
class DerbyValuesTest {
    private static final List<Type> EXACT = List.of(
            new Type("SMALLINT", NumericType.SMALLINT),
            new Type("INTEGER", NumericType.INTEGER),
            new Type("BIGINT", NumericType.BIGINT),
            new Type("DECIMAL(7,2)", NumericType.decimal(7, 2)),
            new Type("DECIMAL(9,0)", NumericType.decimal(9, 0)),
            new Type("DECIMAL(12,11)", NumericType.decimal(12, 11)),
            new Type("DECIMAL(31,6)", NumericType.decimal(31, 6)));
    private static final List<Operator> OPERATORS =
            List.of(Operator.ADD, Operator.SUBTRACT, Operator.MULTIPLY, Operator.DIVIDE);
    private static final List<Type> TYPES = Stream.concat(
                    EXACT.stream(),
                    Stream.of(new Type("REAL", NumericType.REAL), new Type("DOUBLE", NumericType.DOUBLE)))
            .toList();
    private static OneDatabase derby;

    private final DerbyValues values = new DerbyValues();
    private final Semantics semantics = new Semantics(values);
    private final Random random = new Random(20261);

    /** A type of Derby with random values of it. */
    record Type(String sql, NumericType type) {

        @Override
        public String toString() {
            return sql.replaceAll("\\W", "_");
        }

        Object any(Random random) {
            boolean small = random.nextInt(4) > 0;
            return switch (type.kind()) {
                case SMALLINT -> small ? random.nextInt(21) - 10 : (int) (short) random.nextInt();
                case INTEGER -> small ? random.nextInt(21) - 10 : random.nextInt();
                case BIGINT -> small ? random.nextInt(21) - 10L : random.nextLong();
                case REAL -> small ? (random.nextInt(81) - 40) / 8f : random.nextFloat() * 1e6f;
                case DOUBLE -> small ? (random.nextInt(81) - 40) / 8d : random.nextGaussian() * 1e9;
                case DECIMAL -> decimal(random, small);
            };
        }

        private BigDecimal decimal(Random random, boolean small) {
            BigInteger limit = BigInteger.TEN.pow(small ? Math.min(3, type.precision()) : type.precision());
            BigInteger digits = new BigInteger(limit.bitLength() + 8, random).mod(limit);
            return new BigDecimal(random.nextBoolean() ? digits : digits.negate(), type.scale());
        }
    }

    static List<Type> types() {
        return TYPES;
    }

    @BeforeAll
    static void startDerby() throws SQLException {
        derby = OneDatabase.derby("gathervalues");
        derby.execute("CREATE TABLE T (ID INTEGER, V VARCHAR(20), C CHAR(4), B VARCHAR(8) FOR BIT DATA)");
    }

    @AfterAll
    static void stopDerby() throws SQLException {
        derby.close();
    }

    @Test
    void compare_randomTexts_asDerbyDoes() throws SQLException {
        List<String> texts = new ArrayList<>(List.of("", " ", "a", "a ", "a  ", "a\t", "a\t ", "a !"));
        while (texts.size() < 70) {
            texts.add(anyText());
        }
        fill(texts.size(), (id, row) -> row[1] = texts.get(id));

        for (List<@Nullable Object> row : comparedPairs("V")) {
            String one = texts.get((Integer) Objects.requireNonNull(row.get(0)));
            String other = texts.get((Integer) Objects.requireNonNull(row.get(1)));
            assertThat(Integer.signum(semantics.compare(one, other)))
                    .as("%s and %s", escaped(one), escaped(other))
                    .isEqualTo(row.get(2));
            assertThat(values.key(one).equals(values.key(other)))
                    .as("%s and %s", escaped(one), escaped(other))
                    .isEqualTo(row.get(2).equals(0));
        }
        Set<Object> keys = new HashSet<>();
        texts.forEach(text -> keys.add(values.key(text)));
        assertThat(derby.value("SELECT COUNT(DISTINCT V) FROM T")).isEqualTo(keys.size());
        assertThat(derby.rows("SELECT V FROM T GROUP BY V")).hasSize(keys.size());
    }

    @Test
    void sort_randomTextsAndNulls_inDerbysOrder() throws SQLException {
        List<@Nullable String> texts = new ArrayList<>(Arrays.asList(null, null));
        while (texts.size() < 60) {
            texts.add(anyText());
        }
        fill(texts.size(), (id, row) -> row[1] = texts.get(id));

        for (boolean descending : List.of(false, true)) {
            SortKey key = new SortKey(new Column(0), descending, SortKey.Nulls.DEFAULT);
            List<Object> derbys = new ArrayList<>();
            derby.rows("SELECT V FROM T ORDER BY V " + (descending ? "DESC" : "ASC"))
                    .forEach(row -> derbys.add(keyOf(row.get(0))));
            RowOrder order = new RowOrder(List.of(key), semantics);
            List<Object> sorted = texts.stream()
                    .map(text -> order.sortable(GatherRow.of(null, text)))
                    .sorted(order)
                    .map(row -> keyOf(row.row().get(0)))
                    .toList();
            assertThat(sorted).isEqualTo(derbys);
        }
    }

    @Test
    void compare_randomBytes_asDerbyDoes() throws SQLException {
        List<byte[]> all = new ArrayList<>(List.of(new byte[0], new byte[] {' '}, new byte[] {'A', 0}));
        while (all.size() < 60) {
            byte[] bytes = new byte[random.nextInt(4)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = new byte[] {0, ' ', 'A', (byte) 0xF0}[random.nextInt(4)];
            }
            all.add(bytes);
        }
        fill(all.size(), (id, row) -> row[3] = all.get(id));

        for (List<@Nullable Object> row : comparedPairs("B")) {
            byte[] one = all.get((Integer) Objects.requireNonNull(row.get(0)));
            byte[] other = all.get((Integer) Objects.requireNonNull(row.get(1)));
            Integer order = orderOf(one, other);
            assertThat(order == null ? row.get(2) : order)
                    .as("%s and %s", Arrays.toString(one), Arrays.toString(other))
                    .isEqualTo(row.get(2));
            assertThat(order == null)
                    .isEqualTo(one.length != other.length
                            && (endsWithBlank(one) || endsWithBlank(other))
                            && !row.get(2).equals(0));
            assertThat(values.key(one).equals(values.key(other)))
                    .isEqualTo(row.get(2).equals(0));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void compare_numbersOfTwoTypes_asDerbyDoes(Type left) throws SQLException {
        for (Type right : TYPES) {
            String sql = "SELECT CASE WHEN L < R THEN -1 WHEN L = R THEN 0 ELSE 1 END FROM (VALUES (CAST(? AS "
                    + left.sql + "), CAST(? AS " + right.sql + "))) AS X(L, R)";
            for (int i = 0; i < 40; i++) {
                Object one = left.any(random);
                Object other = i % 3 == 0 ? converted(one, right) : right.any(random);
                Object said = derby.value(sql, one, other);
                if (said != OneDatabase.ERROR) {
                    assertThat(Integer.signum(semantics.compare(one, other)))
                            .as("%s %s and %s %s", left, one, right, other)
                            .isEqualTo(said);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void calculate_randomNumbers_asDerbyDoes(Type left) throws SQLException {
        for (Type right : TYPES) {
            for (Operator operator : Operator.values()) {
                boolean whole =
                        left.type.kind().isInteger() && right.type.kind().isInteger();
                if (operator == Operator.MOD && !whole) {
                    continue;
                }
                String sql = "VALUES " + sql(operator, "CAST(? AS " + left.sql + ")", "CAST(? AS " + right.sql + ")");
                for (int i = 0; i < 25; i++) {
                    Object one = left.any(random);
                    Object other = right.any(random);
                    assertSame(
                            derby.value(sql, one, other),
                            () -> values.calculate(operator, one, other, left.type, right.type),
                            left + " " + one + " " + operator + " " + right + " " + other);
                }
            }
        }
    }

    // The scale of a quotient depends on the type that a result before it has.
    @Test
    void calculate_nestedExpressions_asDerbyDoes() throws SQLException {
        for (int i = 0; i < 400; i++) {
            Type[] types = {anyExact(), anyExact(), anyExact()};
            Operator inner = OPERATORS.get(random.nextInt(OPERATORS.size()));
            Operator outer = OPERATORS.get(random.nextInt(OPERATORS.size()));
            Object[] numbers = {types[0].any(random), types[1].any(random), types[2].any(random)};
            Scalar expression = new Arithmetic(
                    outer,
                    new Arithmetic(inner, new Column(0, types[0].type), new Column(1, types[1].type)),
                    new Column(2, types[2].type));
            String sql = "VALUES "
                    + sql(
                            outer,
                            "(" + sql(inner, "CAST(? AS " + types[0].sql + ")", "CAST(? AS " + types[1].sql + ")")
                                    + ")",
                            "CAST(? AS " + types[2].sql + ")");
            assertSame(
                    derby.value(sql, numbers),
                    () -> Objects.requireNonNull(expression.value(GatherRow.of(null, numbers), semantics)),
                    sql + " " + Arrays.toString(numbers));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void aggregates_partialResultsOfRandomNumbers_asDerbyOverAllOfThem(Type type) throws SQLException {
        derby.execute("CREATE TABLE A_" + type + " (SHARD INTEGER, V " + type.sql + ")");
        for (int round = 0; round < 12; round++) {
            derby.execute("DELETE FROM A_" + type);
            int rows = random.nextInt(10);
            for (int i = 0; i < rows; i++) {
                Object value = random.nextInt(5) == 0 ? null : type.any(random);
                derby.execute(
                        "INSERT INTO A_" + type + " VALUES (?, CAST(? AS " + type.sql + "))", random.nextInt(3), value);
            }
            assertAggregates(type, "V");
        }
    }

    private void assertAggregates(Type type, String column) throws SQLException {
        String wide = type.type.kind().isInteger() ? "CAST(V AS DECIMAL(31,0))" : "V";
        List<GatherRow> partial = new ArrayList<>();
        derby.rows("SELECT SHARD, V, COUNT(" + column + "), SUM(" + wide + ") FROM A_" + type + " GROUP BY SHARD, V")
                .forEach(row -> partial.add(
                        GatherRow.of("s" + row.get(0), row.subList(1, 4).toArray())));
        String[] said = {
            "COUNT(V)",
            "SUM(V)",
            "AVG(V)",
            "MIN(V)",
            "MAX(V)",
            "COUNT(DISTINCT V)",
            "SUM(DISTINCT V)",
            "AVG(DISTINCT V)"
        };
        List<Aggregate> aggregates = List.of(
                new Aggregate.Count(1),
                new Aggregate.Sum(2, type.type),
                new Aggregate.Average(2, 1, type.type),
                new Aggregate.Min(0),
                new Aggregate.Max(0),
                new Aggregate.CountDistinct(0),
                new Aggregate.SumDistinct(0, type.type),
                new Aggregate.AverageDistinct(0, type.type));
        for (int i = 0; i < said.length; i++) {
            Grouping grouping = Grouping.ofAll(List.of(aggregates.get(i)));
            String what = said[i] + " of " + type + " over " + derby.rows("SELECT V FROM A_" + type);
            Object derbys = derby.value("SELECT " + said[i] + " FROM A_" + type);
            if (derbys == OneDatabase.ERROR && said[i].startsWith("SUM")) {
                continue; // a sum on the way to the total was too great, which depends on the order of the rows
            }
            assertSame(
                    derbys,
                    () -> {
                        Groups groups = new Groups(grouping, semantics);
                        groups.addAll(partial.iterator());
                        return groups.rows().get(0).get(0);
                    },
                    what);
        }
    }

    // An error of Derby is a refusal; approximate numbers may differ in their last digits, as their order decides them.
    private static void assertSame(@Nullable Object said, Supplier<@Nullable Object> computed, String what) {
        Object result;
        try {
            result = computed.get();
        } catch (UnknownResult e) {
            result = OneDatabase.ERROR;
        }
        if (said instanceof Number one && result instanceof Number other && Numbers.isApproximate(said)) {
            double error = Math.max(1e-300, Math.abs(one.doubleValue())) * (said instanceof Float ? 1e-5 : 1e-12);
            assertThat(other).as(what).isInstanceOf(said.getClass());
            assertThat(Math.abs(other.doubleValue() - one.doubleValue()))
                    .as(what + ": " + said + " " + result)
                    .isLessThanOrEqualTo(Math.max(error, 1e-3 * (said instanceof Float ? 1 : 0)));
        } else {
            assertThat(result).as(what).isEqualTo(said);
        }
    }

    private @Nullable Integer orderOf(byte[] one, byte[] other) {
        try {
            return Integer.signum(semantics.compare(one, other));
        } catch (UnknownResult e) {
            return null;
        }
    }

    private static boolean endsWithBlank(byte[] bytes) {
        return bytes.length > 0 && bytes[bytes.length - 1] == ' ';
    }

    private Type anyExact() {
        return EXACT.get(random.nextInt(EXACT.size()));
    }

    private static Object converted(Object value, Type type) {
        double number = ((Number) value).doubleValue();
        return switch (type.type.kind()) {
            case SMALLINT, INTEGER -> (int) number;
            case BIGINT -> (long) number;
            case REAL -> (float) number;
            case DOUBLE -> number;
            case DECIMAL -> new BigDecimal(number).setScale(type.type.scale(), RoundingMode.DOWN);
        };
    }

    private static String sql(Operator operator, String left, String right) {
        return switch (operator) {
            case ADD -> left + " + " + right;
            case SUBTRACT -> left + " - " + right;
            case MULTIPLY -> left + " * " + right;
            case DIVIDE -> left + " / " + right;
            case MOD -> "MOD(" + left + ", " + right + ")";
        };
    }

    private interface Filling {
        void fill(int id, @Nullable Object[] row);
    }

    private static void fill(int rows, Filling filling) throws SQLException {
        derby.execute("DELETE FROM T");
        for (int id = 0; id < rows; id++) {
            @Nullable Object[] row = {id, null, null, null};
            filling.fill(id, row);
            derby.execute(
                    "INSERT INTO T VALUES (?, CAST(? AS VARCHAR(20)), CAST(? AS CHAR(4)), CAST(? AS VARCHAR(8) FOR BIT DATA))",
                    row);
        }
    }

    private static List<List<@Nullable Object>> comparedPairs(String column) throws SQLException {
        return derby.rows("SELECT L.ID, R.ID, CASE WHEN L." + column + " < R." + column + " THEN -1 WHEN L." + column
                + " = R." + column + " THEN 0 ELSE 1 END FROM T L, T R");
    }

    private @Nullable Object keyOf(@Nullable Object value) {
        return value == null ? null : values.key(value);
    }

    private String anyText() {
        String[] letters = {"\t", " ", " ", "!", "a", "b", "A", "\u00e9", "\ud83d\ude00", "\uff21", "\u0001"};
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(4); length >= 0; length--) {
            text.append(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }

    private static String escaped(String text) {
        return Arrays.toString(text.chars().toArray());
    }
}
