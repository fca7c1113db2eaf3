package dev.meridian.sharding.answers;

import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions of texts, and LIKE, that are calculated of the aggregates of all shards, beside one database. */
class TextFunctionsTest {

    private static final List<String> QUERIES = List.of(
            "SELECT SUBSTRING(MAX(p.name), 1, 3), SUBSTRING(MIN(p.code), 2), SUBSTRING(MAX(p.name), 30, 5) FROM Place p",
            "SELECT p.grade, SUBSTRING(MAX(p.name), 1, 3), SUBSTRING(MIN(p.name), 2) FROM Place p GROUP BY p.grade ORDER BY p.grade",
            "SELECT LEFT(MAX(p.name), 2), LEFT(MIN(p.code), 10), LEFT(MAX(p.name), 0) FROM Place p",
            "SELECT p.grade, TRIM(MAX(p.name)), TRIM(LEADING FROM MIN(p.name)), TRIM(TRAILING FROM MIN(p.name)),"
                    + " LENGTH(TRIM(MAX(p.name))) FROM Place p GROUP BY p.grade ORDER BY p.grade",
            "SELECT p.grade, LOCATE('a', MAX(p.name)), LOCATE('m', MAX(p.name)) + 1 FROM Place p GROUP BY p.grade ORDER BY p.grade",
            "SELECT SUBSTRING(MAX(p.name), MAX(p.grade), 2), LOCATE('a', MAX(p.name)) FROM Place p WHERE p.grade = 99",
            "SELECT SUBSTRING(MAX(p.name), MAX(p.grade), MIN(p.grade)) FROM Place p WHERE p.grade = 2",
            "SELECT COUNT(p) FROM Place p GROUP BY p.name HAVING p.name LIKE 'S%' ORDER BY COUNT(p)",
            "SELECT COUNT(p) FROM Place p GROUP BY p.name HAVING p.name NOT LIKE '%ri_g%' ORDER BY COUNT(p)",
            "SELECT COUNT(p) FROM Place p GROUP BY p.name HAVING p.name LIKE :pattern OR COUNT(p) > 4 ORDER BY COUNT(p)",
            "SELECT COUNT(p) FROM Place p GROUP BY p.name HAVING NOT (p.name LIKE '_lm') ORDER BY COUNT(p)",
            "SELECT COUNT(p) FROM Place p GROUP BY p.name HAVING p.name LIKE '%' AND p.name LIKE '%%' ORDER BY COUNT(p)",
            "SELECT p.grade FROM Place p GROUP BY p.grade HAVING MAX(p.name) LIKE '%e%' OR MIN(p.name) LIKE '' ORDER BY p.grade");

    @ParameterizedTest
    @EnumSource(
            value = DatabaseKind.class,
            names = {"DERBY", "POSTGRESQL", "POSTGRESQL_ICU"})
    void function_ofAggregatesOfTexts_isAnsweredAsByOneDatabase(DatabaseKind kind) {
        SoftAssertions softly = new SoftAssertions();
        try (Units units = new Units(kind)) {
            for (String query : QUERIES) {
                softly.assertThat(answer(units.sharded, query)).as(query).isEqualTo(answer(units.single, query));
            }
        }
        softly.assertAll();
    }

    private static List<String> answer(ShardedUnit unit, String jpql) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            Query query = em.createQuery(jpql);
            if (jpql.contains(":pattern")) {
                query.setParameter("pattern", "%pr%d");
            }
            return ((List<?>) query.getResultList())
                    .stream()
                            .map(row -> row instanceof Object[] values ? Arrays.toString(values) : String.valueOf(row))
                            .toList();
        }
    }
}
