package dev.meridian.sharding.internal.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.gather.Arithmetic.Operator;
import dev.meridian.sharding.testkit.DatabaseKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Random values: whatever a real PostgreSQL says of them, these values say too. */
class PostgresValuesTest {
    private static final List<Type> TYPES = List.of(
            new Type("smallint", NumericType.SMALLINT, 0),
            new Type("integer", NumericType.INTEGER, 0),
            new Type("bigint", NumericType.BIGINT, 0),
            new Type("numeric(7,2)", NumericType.ANY_DECIMAL, 2),
            new Type("numeric(30,12)", NumericType.ANY_DECIMAL, 12),
            new Type("numeric", NumericType.ANY_DECIMAL, 25),
            new Type("real", NumericType.REAL, 0),
            new Type("double precision", NumericType.DOUBLE, 0));

    private record Type(String sql, NumericType type, int scale) {

        Object any(Random random) {
            boolean small = random.nextInt(4) > 0;
            return switch (type.kind()) {
                case SMALLINT -> small ? random.nextInt(21) - 10 : (int) (short) random.nextInt();
                case INTEGER -> small ? random.nextInt(21) - 10 : random.nextInt();
                case BIGINT -> small ? random.nextInt(21) - 10L : random.nextLong();
                case REAL -> small ? (random.nextInt(81) - 40) / 8f : random.nextFloat() * 1e6f;
                case DOUBLE -> small ? (random.nextInt(81) - 40) / 8d : random.nextGaussian() * 1e9;
                case DECIMAL -> new BigDecimal(new BigInteger(small ? 8 : 22, random).subtract(BigInteger.TEN), scale);
            };
        }
    }

    private final PostgresValues values = new PostgresValues(PostgresValues.CODE_POINTS);
    private final Semantics semantics = new Semantics(values);
    private final Random random = new Random(20262);
    private @Nullable DatabaseKind kind;
    private String url = "";
    private @Nullable OneDatabase opened;

    @AfterEach
    void giveBack() throws SQLException {
        if (opened != null) {
            opened.close();
        }
        if (kind != null) {
            kind.release(url);
        }
    }

    @Test
    void compare_textsUnderC_asPostgresDoes() throws SQLException {
        OneDatabase postgres = open(DatabaseKind.POSTGRESQL);
        for (int i = 0; i < 300; i++) {
            String one = anyText();
            String other = anyText();
            assertThat(Integer.signum(semantics.compare(one, other)))
                    .as("%s and %s", one, other)
                    .isEqualTo(postgres.value(compared("text"), one, other));
            assertThat(values.length(one)).isEqualTo(postgres.value("SELECT length(CAST(? AS text))", one));
        }
    }

    @Test
    void compare_ids_asPostgresDoes() throws SQLException {
        OneDatabase postgres = open(DatabaseKind.POSTGRESQL);
        for (int i = 0; i < 50; i++) {
            UUID one = new UUID(random.nextLong(), random.nextLong());
            UUID other = new UUID(i % 2 == 0 ? one.getMostSignificantBits() : random.nextLong(), random.nextLong());
            assertThat(Integer.signum(semantics.compare(one, other)))
                    .isEqualTo(postgres.value(compared("uuid"), one, other));
        }
    }

    @Test
    void sort_textsOfALanguage_asPostgresRanksThem() throws SQLException {
        OneDatabase postgres = open(DatabaseKind.POSTGRESQL_ICU);
        List<String> texts = new ArrayList<>(
                List.of("co-op", "coop", "co op", "Coop", "résumé", "resume", "Resume", "", " a", "a ", "a"));
        for (int i = 0; i < 40; i++) {
            texts.add(anyText());
        }
        postgres.execute("CREATE TABLE t (v text)");
        for (String text : texts) {
            postgres.execute("INSERT INTO t VALUES (?)", text);
        }
        Gatherer gatherer = new ShardGatherer(new PostgresValues(new TextOrder.Ranked(asked -> rank(postgres, asked))));
        List<Object> expected = new ArrayList<>();
        postgres.rows("SELECT v FROM t ORDER BY v DESC").forEach(row -> expected.add(row.get(0)));

        List<Object> sorted = new ArrayList<>();
        gatherer.gather(
                        GatherPlan.of("q").sorted(List.of(SortKey.descending(0))),
                        List.of(new ShardRows(
                                "a",
                                texts.stream()
                                        .map(text -> GatherRow.of("a", text))
                                        .iterator())))
                .forEachRemaining(row -> sorted.add(row.get(0)));

        assertThat(sorted).isEqualTo(expected);
    }

    @Test
    void calculate_randomNumbers_asPostgresDoes() throws SQLException {
        OneDatabase postgres = open(DatabaseKind.POSTGRESQL);
        for (Type left : TYPES) {
            for (Type right : TYPES) {
                boolean approximate = left.type().kind().isApproximate()
                        || right.type().kind().isApproximate();
                for (Operator operator : Operator.values()) {
                    if (operator == Operator.MOD && approximate) {
                        continue;
                    }
                    String sql = "SELECT CAST(? AS " + left.sql() + ") " + sign(operator) + " CAST(? AS " + right.sql()
                            + ")";
                    for (int i = 0; i < 12; i++) {
                        Object one = left.any(random);
                        Object other = right.any(random);
                        assertSame(
                                postgres.value(sql, one, other),
                                () -> values.calculate(operator, one, other, left.type(), right.type()),
                                left + " " + one + " " + operator + " " + right + " " + other);
                    }
                }
            }
        }
    }

    @Test
    void aggregates_partialResultsOfRandomNumbers_asPostgresOverAllOfThem() throws SQLException {
        OneDatabase postgres = open(DatabaseKind.POSTGRESQL);
        for (Type type : TYPES) {
            String table = "a" + TYPES.indexOf(type);
            postgres.execute("CREATE TABLE " + table + " (shard integer, v " + type.sql() + ")");
            for (int round = 0; round < 8; round++) {
                postgres.execute("DELETE FROM " + table);
                for (int i = random.nextInt(10); i > 0; i--) {
                    postgres.execute("INSERT INTO " + table + " VALUES (?, ?)", random.nextInt(3), anyOrNull(type));
                }
                assertAggregates(postgres, table, type);
            }
        }
    }

    private void assertAggregates(OneDatabase postgres, String table, Type type) throws SQLException {
        List<GatherRow> partial = new ArrayList<>();
        postgres.rows("SELECT v, count(v), sum(v) FROM " + table + " GROUP BY shard, v")
                .forEach(row -> partial.add(GatherRow.of("s", row.toArray())));
        Map<String, Aggregate> aggregates = Map.of(
                "count(v)", new Aggregate.Count(1),
                "sum(v)", new Aggregate.Sum(2, type.type()),
                "avg(v)", new Aggregate.Average(2, 1, type.type()),
                "min(v)", new Aggregate.Min(0),
                "max(v)", new Aggregate.Max(0),
                "count(DISTINCT v)", new Aggregate.CountDistinct(0),
                "sum(DISTINCT v)", new Aggregate.SumDistinct(0, type.type()),
                "avg(DISTINCT v)", new Aggregate.AverageDistinct(0, type.type()));
        for (Map.Entry<String, Aggregate> aggregate : aggregates.entrySet()) {
            Groups groups = new Groups(Grouping.ofAll(List.of(aggregate.getValue())), semantics);
            groups.addAll(partial.iterator());
            assertSame(
                    postgres.value("SELECT " + aggregate.getKey() + " FROM " + table),
                    () -> groups.rows().get(0).get(0),
                    aggregate.getKey() + " over " + postgres.rows("SELECT v FROM " + table));
        }
    }

    private @Nullable Object anyOrNull(Type type) {
        return random.nextInt(5) == 0 ? null : type.any(random);
    }

    private OneDatabase open(DatabaseKind wanted) throws SQLException {
        url = wanted.acquire();
        kind = wanted;
        opened = OneDatabase.at(url);
        return opened;
    }

    private static Map<String, Integer> rank(OneDatabase postgres, Set<String> texts) {
        Map<String, Integer> ranks = new HashMap<>();
        try {
            String list = String.join(
                    ", ", texts.stream().map(text -> "(CAST(? AS text))").toList());
            postgres.rows("SELECT x.v FROM (VALUES " + list + ") AS x(v) ORDER BY x.v", texts.toArray())
                    .forEach(row -> ranks.put((String) Objects.requireNonNull(row.get(0)), ranks.size()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return ranks;
    }

    private static void assertSame(@Nullable Object said, Supplier<@Nullable Object> computed, String what) {
        Object result;
        try {
            result = computed.get();
        } catch (UnknownResult e) {
            result = OneDatabase.ERROR;
        }
        if (said instanceof Number one && result instanceof Number other && Numbers.isApproximate(said)) {
            double precision = said instanceof Float ? 1e-5 : 1e-12;
            double error = Math.max(1e-3 * precision, Math.abs(one.doubleValue()) * precision);
            assertThat(other).as(what).isInstanceOf(said.getClass());
            assertThat(Math.abs(other.doubleValue() - one.doubleValue()))
                    .as(what + ": " + said + " " + result)
                    .isLessThanOrEqualTo(error);
        } else {
            assertThat(result).as(what).isEqualTo(said);
        }
    }

    private static String compared(String type) {
        return "SELECT CASE WHEN l < r THEN -1 WHEN l = r THEN 0 ELSE 1 END FROM (VALUES (CAST(? AS " + type
                + "), CAST(? AS " + type + "))) AS x(l, r)";
    }

    private static String sign(Operator operator) {
        return switch (operator) {
            case ADD -> "+";
            case SUBTRACT -> "-";
            case MULTIPLY -> "*";
            case DIVIDE -> "/";
            case MOD -> "%";
        };
    }

    private String anyText() {
        String[] letters = {"\t", " ", "-", "a", "b", "A", "é", "\ud83d\ude00", "\uff21", "\ue000"};
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(4); length >= 0; length--) {
            text.append(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }
}
