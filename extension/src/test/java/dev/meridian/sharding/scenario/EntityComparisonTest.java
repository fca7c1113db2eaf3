package dev.meridian.sharding.scenario;

import static dev.meridian.sharding.scenario.RepeatingIds.reading;
import static dev.meridian.sharding.scenario.RepeatingIds.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.DatabaseKind;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.persistence.jpa.JpaQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A comparison with an entity means that one entity, although other shards have rows with its id. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntityComparisonTest {

    private static final Map<String, Integer> EVERYWHERE =
            Map.of("north_america", 1, "asia", 1, "europe", 1, "south_america", 1);

    private RepeatingIds rows;

    @BeforeAll
    void open() throws SQLException {
        rows = new RepeatingIds(DatabaseKind.DERBY);
    }

    @AfterAll
    void close() {
        rows.close();
    }

    private static Map<String, Object> parametersOf(String jpql) {
        Map<String, Object> all = Map.of(
                "asian", report("asia", 2),
                "european", report("europe", 3),
                "reading", reading("asia", 4),
                "several", List.of(report("asia", 1), report("europe", 2), report("europe", 4)));
        Map<String, Object> used = new HashMap<>(all);
        used.keySet().removeIf(name -> !jpql.contains(":" + name));
        return used;
    }

    private void assertSameAnswer(RepeatingIds of, String jpql) {
        Map<String, Object> parameters = parametersOf(jpql);
        assertThat(sorted(of.answer(jpql, parameters))).as(jpql).isEqualTo(sorted(of.truth(jpql, parameters)));
    }

    private static List<String> sorted(List<?> rows) {
        return rows.stream()
                .map(row -> row instanceof Object[] columns ? Arrays.toString(columns) : String.valueOf(row))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT r.pressure FROM Reading r WHERE r.report = :asian OR r.pressure > 200",
                "SELECT r.pressure FROM Reading r WHERE r.report <> :asian",
                "SELECT r.pressure FROM Reading r WHERE :asian <> r.report",
                "SELECT r.pressure FROM Reading r WHERE NOT r.report = :asian",
                "SELECT r.pressure FROM Reading r WHERE NOT (r.report = :asian AND r.pressure > 0)",
                "SELECT r.pressure FROM Reading r WHERE r.report = :asian OR r.report = :european OR r.report IS NULL",
                "SELECT r.pressure FROM Reading r WHERE r.report NOT IN (:asian, :european)",
                "SELECT r.pressure FROM Reading r WHERE r.report NOT IN :several",
                "SELECT r.pressure FROM Reading r WHERE r.report IN :several OR r <> :reading",
                "SELECT r.pressure FROM Reading r WHERE r <> :reading",
                "SELECT r.pressure FROM Reading r LEFT JOIN r.report p WHERE p <> :asian",
                "SELECT r.pressure FROM Reading r LEFT JOIN r.report p ON p <> :asian WHERE p IS NULL",
                "SELECT r.pressure FROM Reading r WHERE CASE WHEN r.report = :asian THEN 1 ELSE 2 END = 2",
                "SELECT r.pressure, CASE WHEN r.report = :asian THEN 'a' WHEN r.report = :european THEN 'e' ELSE '-' END"
                        + " FROM Reading r",
                "SELECT r.pressure FROM Reading r WHERE NOT EXISTS"
                        + " (SELECT p FROM Report p WHERE r.report = p AND p = :asian)",
                "SELECT r.temperature FROM Report r WHERE EXISTS"
                        + " (SELECT q FROM Reading q WHERE q.report = r AND q <> :reading)",
                "SELECT DISTINCT l.id FROM WeatherLocation l JOIN l.reports r WHERE r <> :asian",
                "SELECT l.id FROM WeatherLocation l WHERE :asian NOT MEMBER OF l.reports",
                "SELECT l.id FROM WeatherLocation l WHERE :asian MEMBER OF l.reports OR l.population = 1",
                "SELECT COUNT(r), SUM(r.pressure) FROM Reading r WHERE r.report <> :asian",
                "SELECT r.report.location.continent, COUNT(r) FROM Reading r WHERE r.report <> :european"
                        + " GROUP BY r.report.location.continent",
                "SELECT DISTINCT CASE WHEN r.report = :asian THEN 1 ELSE 0 END FROM Reading r"
            })
    void comparison_inAllShards_answersAsOneDatabase(String jpql) {
        assertSameAnswer(rows, jpql);

        assertThat(rows.unit().log().counts()).as(jpql).isEqualTo(EVERYWHERE);
    }

    @Test
    void list_ofEntitiesOfTwoShards_asksThese() {
        assertSameAnswer(rows, "SELECT r.pressure FROM Reading r WHERE r.report IN :several");
        assertThat(rows.unit().log().counts()).isEqualTo(Map.of("asia", 1, "europe", 1));

        assertSameAnswer(rows, "SELECT r.pressure FROM Reading r WHERE r.report IN (:asian, :european)");
        assertThat(rows.unit().log().counts()).isEqualTo(Map.of("asia", 1, "europe", 1));
    }

    @Test
    void entityOfAnotherShard_thanTheOneThatIsAsked_equalsNothingThere() {
        String jpql = "SELECT r.temperature FROM Report r WHERE r.location.continent = 'Europe' AND r <> :asian";

        assertSameAnswer(rows, jpql);
        assertThat(rows.unit().log().counts()).isEqualTo(Map.of("europe", 1));
    }

    @Test
    void orderAndWindow_areThoseOfOneDatabase() {
        String jpql = "SELECT r.pressure FROM Reading r WHERE r.report <> :european"
                + " ORDER BY CASE WHEN r.report = :asian THEN 0 ELSE 1 END, r.pressure DESC";
        Map<String, Object> parameters = parametersOf(jpql);
        List<?> truth = rows.truth(jpql, parameters);

        assertThat(rows.answer(jpql, parameters)).isEqualTo(truth);
        try (EntityManager em = rows.unit().emf().createEntityManager()) {
            assertThat((List<?>) rows.query(em, jpql, parameters, true)
                            .setFirstResult(1)
                            .setMaxResults(5)
                            .getResultList())
                    .isEqualTo(truth.subList(1, 6));
        }
        assertThat(rows.unit().log().counts()).isEqualTo(EVERYWHERE);
    }

    @Test
    void entities_bearTheirShards_andSubqueriesThatRunFirstAreBoundToo() {
        String jpql = "SELECT r FROM Reading r WHERE r <> :reading AND r.pressure >"
                + " (SELECT MIN(q.pressure) + 2 FROM Reading q WHERE q.report <> :asian) ORDER BY r.pressure";
        List<Integer> truth = rows.truth(jpql, parametersOf(jpql)).stream()
                .map(each -> ((Reading) each).getPressure())
                .toList();

        try (EntityManager em = rows.unit().emf().createEntityManager()) {
            List<?> found = rows.query(em, jpql, parametersOf(jpql), true).getResultList();
            assertThat(found.stream().map(each -> ((Reading) each).getPressure()))
                    .isEqualTo(truth);
            assertThat(found.stream().map(each -> Sharding.of(em).shardOf(each)).distinct())
                    .containsExactly("north_america", "asia", "europe", "south_america");
        }
    }

    @Test
    void branchesOfASetOperation_areBoundEach() {
        assertSameAnswer(
                rows,
                "SELECT r.pressure FROM Reading r WHERE r.report <> :asian UNION ALL"
                        + " SELECT q.pressure FROM Reading q WHERE q.report = :european OR q.pressure < 3");
    }

    @Test
    void bulkStatement_changesTheRowsOfOneDatabase() throws SQLException {
        String update = "UPDATE Reading r SET r.pressure = r.pressure + 10000 WHERE r.report <> :asian";
        String delete = "DELETE FROM Reading r WHERE r.report = :european OR r = :reading OR r.pressure = 209";
        for (String jpql : List.of(update, delete)) {
            assertThat(rows.change(jpql, parametersOf(jpql), true))
                    .isEqualTo(rows.change(jpql, parametersOf(jpql), false))
                    .isPositive();
            assertThat(rows.unit().log().counts()).isEqualTo(EVERYWHERE);
            assertSameAnswer(rows, "SELECT r.pressure FROM Reading r");
        }
        rows.fill();
    }

    @Test
    void entityElsewhereThanInAComparison_isRefused() {
        assertThatThrownBy(() -> rows.answer(
                        "SELECT r.pressure FROM Reading r WHERE COALESCE(r.report, :asian) = :european",
                        parametersOf(":asian :european")))
                .hasStackTraceContaining("MERIDIAN-020");
    }

    @Test
    void explain_saysThatEntitiesAreBound() {
        try (EntityManager em = rows.unit().emf().createEntityManager()) {
            JpaQuery<?> query = rows.query(
                            em, "SELECT r FROM Reading r WHERE r.report <> :asian", parametersOf(":asian"), true)
                    .unwrap(JpaQuery.class);

            assertThat(Sharding.of(em).explain(query))
                    .hasToString(
                            "all: no condition on the shard key; rows are united, entities are bound in their own shards");
        }
    }

    /** Conditions at random, nested; each means in four shards what it means in one database. */
    @ParameterizedTest
    @EnumSource(names = {"DERBY", "POSTGRESQL"})
    void randomConditions_answerAsOneDatabase(DatabaseKind kind) throws SQLException {
        Random random = new Random(11);
        Map<Integer, Integer> shards = new TreeMap<>();
        try (RepeatingIds own = new RepeatingIds(kind)) {
            for (int i = 0; i < 150; i++) {
                String jpql = "SELECT r.pressure FROM Reading r WHERE " + condition(random, 3);
                assertSameAnswer(own, jpql);
                shards.merge(own.unit().log().counts().size(), 1, Integer::sum);
            }
        }
        assertThat(shards).containsKeys(1, 4);
    }

    private static String condition(Random random, int depth) {
        if (depth > 0 && random.nextInt(5) > 0) {
            String left = condition(random, depth - 1);
            return switch (random.nextInt(3)) {
                case 0 -> "(" + left + " AND " + condition(random, depth - 1) + ")";
                case 1 -> "(" + left + " OR " + condition(random, depth - 1) + ")";
                default -> "NOT (" + left + ")";
            };
        }
        return List.of(
                        "r.report = :asian",
                        "r.report <> :european",
                        ":european = r.report",
                        "r.report IN (:asian, :european)",
                        "r.report NOT IN (:asian)",
                        "r.report IN :several",
                        "r.report IS NULL",
                        "r = :reading",
                        "r <> :reading",
                        "r.pressure > 104",
                        "CASE WHEN r.report = :asian THEN 1 WHEN r.report = :european THEN 2 ELSE 3 END > 1",
                        "EXISTS (SELECT p FROM Report p WHERE p = r.report AND p <> :asian)")
                .get(random.nextInt(12));
    }
}
