package dev.meridian.sharding.answers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions of numbers that are calculated of the aggregates of all shards, beside one database. */
class NumberFunctionsTest {

    private static final List<String> QUERIES = List.of(
            "SELECT CEILING(AVG(p.rating)), FLOOR(AVG(p.rating)), SIGN(AVG(p.rating)) FROM Place p",
            "SELECT CEILING(SUM(p.area)), FLOOR(SUM(p.area)), SIGN(SUM(p.area)) FROM Place p",
            "SELECT CEILING(SUM(p.grade)), FLOOR(SUM(p.grade)), SIGN(SUM(p.grade)) FROM Place p",
            "SELECT CEILING(AVG(p.grade)), FLOOR(AVG(p.area)), SIGN(AVG(p.grade)) FROM Place p",
            "SELECT p.grade, CEILING(AVG(p.rating)), FLOOR(MIN(p.rating)) FROM Place p GROUP BY p.grade ORDER BY p.grade",
            "SELECT p.grade, ROUND(AVG(p.rating), 2), ROUND(SUM(p.area), 1), ROUND(AVG(p.area), 0) FROM Place p"
                    + " GROUP BY p.grade ORDER BY p.grade",
            "SELECT p.grade, ROUND(MIN(p.area), 1) FROM Place p GROUP BY p.grade ORDER BY ROUND(MIN(p.area), 1), p.grade",
            "SELECT ROUND(AVG(p.grade), 1), ROUND(AVG(p.rating), 2) FROM Place p WHERE p.grade = 99",
            "SELECT SQRT(MAX(p.rating)), SQRT(COUNT(p)) FROM Place p",
            "SELECT FLOOR(AVG(p.rating)) + 1, SIGN(SUM(p.grade)) * 2, ROUND(AVG(p.rating), 1) / 3 FROM Place p",
            "SELECT FLOOR(SUM(p.area)) / 7, CEILING(SUM(p.grade)) / 7, SIGN(SUM(p.area)) / 2 FROM Place p",
            "SELECT p.grade FROM Place p GROUP BY p.grade HAVING FLOOR(AVG(p.rating)) > 1 ORDER BY p.grade",
            "SELECT p.grade FROM Place p GROUP BY p.grade HAVING ROUND(AVG(p.rating), 1) > 1.5 ORDER BY p.grade",
            "SELECT FLOOR(MIN(v.cost)), CEILING(MIN(v.cost)), ROUND(MIN(v.cost), 2), SIGN(MIN(v.degrees)) FROM Visit v",
            "SELECT v.guests, ROUND(AVG(v.degrees), 2), ROUND(SUM(v.cost), 2) FROM Visit v GROUP BY v.guests ORDER BY v.guests",
            // Derby takes a fraction for a decimal, PostgreSQL for a double; these are the same in whatever order they
            // are summed.
            "SELECT AVG(p.grade * 1.5), SUM(p.grade * 2.5), SUM(p.grade + 0.5) FROM Place p",
            "SELECT p.grade, SUM(p.mass * 0.5), MAX(p.grade * 0.25), MIN(p.area * 0.5) FROM Place p GROUP BY p.grade ORDER BY p.grade",
            "SELECT SUM(v.cost * 1.5), AVG(COALESCE(v.cost, 0.5)), AVG(DISTINCT COALESCE(v.cost, 0.5)) FROM Visit v",
            "SELECT SUM(CASE WHEN p.grade > 1 THEN 1.5 ELSE 0 END), AVG(CASE WHEN p.grade > 1 THEN p.grade ELSE 0.5 END) FROM Place p",
            "SELECT SUM(v.cost * 1.5) + 1, SUM(v.cost * 0.5) * 2 FROM Visit v",
            "SELECT AVG(p.grade * 1.5), SUM(p.area + 0.5) FROM Place p WHERE p.grade = 99",
            // What is bound beside a whole number is cut, beside a decimal it is not.
            "SELECT p.grade FROM Place p GROUP BY p.grade HAVING COUNT(p) IN (3.5, 4, 8.0) ORDER BY p.grade",
            "SELECT p.grade FROM Place p GROUP BY p.grade HAVING COUNT(p) NOT IN (3.5, 4, 8.0) ORDER BY p.grade",
            "SELECT p.grade FROM Place p GROUP BY p.grade HAVING COUNT(p) BETWEEN 3.5 AND 8.5 ORDER BY p.grade",
            "SELECT p.grade FROM Place p GROUP BY p.grade HAVING 4.5 BETWEEN COUNT(p) AND 8 ORDER BY p.grade",
            "SELECT p.grade FROM Place p GROUP BY p.grade HAVING SUM(p.area) IN (13.505, 99) ORDER BY p.grade",
            "SELECT p.grade FROM Place p GROUP BY p.grade HAVING SUM(p.area) BETWEEN 13.505 AND 14 ORDER BY p.grade",
            "SELECT p.grade FROM Place p GROUP BY p.grade HAVING SUM(p.area) >= 13.505 ORDER BY p.grade",
            "SELECT NULLIF(SUM(p.area), 13.505), NULLIF(COUNT(p), 4.5) FROM Place p WHERE p.grade = 1",
            // A literal takes the type of the attribute beside it.
            "SELECT p.grade FROM Place p GROUP BY p.grade HAVING p.grade >= 1.5 ORDER BY p.grade",
            "SELECT p.grade FROM Place p GROUP BY p.grade HAVING p.grade IN (1.5, 3) ORDER BY p.grade",
            "SELECT SUM(v.cost * :half), AVG(v.cost + :half) FROM Visit v",
            "SELECT v.guests, SUM(v.degrees * :half), AVG(v.cost - :half) FROM Visit v GROUP BY v.guests ORDER BY v.guests",
            // What is computed of groups reads fractions as the database does, bound or in figures.
            "SELECT p.area, p.area * 1.5, p.area + 1.5, COUNT(p) FROM Place p GROUP BY p.area ORDER BY p.area",
            "SELECT p.area, NULLIF(p.area, 0.5), COALESCE(p.area, 0.5), COUNT(p) FROM Place p GROUP BY p.area ORDER BY p.area",
            "SELECT p.area, CASE WHEN p.area > 1 THEN 1.5 ELSE 0 END, CASE WHEN p.area > 1 THEN p.area ELSE 0.5 END, COUNT(p)"
                    + " FROM Place p GROUP BY p.area ORDER BY p.area",
            "SELECT COALESCE(SUM(p.area), 0.5), COALESCE(MAX(p.area), 0.125), COALESCE(SUM(p.grade), 0.5) FROM Place p"
                    + " WHERE p.grade = 99",
            "SELECT COALESCE(SUM(p.grade), 0.5), SUM(p.grade) * 2 FROM Place p WHERE p.grade = 99",
            "SELECT SUM(p.area) * 1.5, MAX(p.area) + 1.5, SUM(p.grade) * 1.5, COUNT(p) / 2.0, COUNT(p) * 0.1 FROM Place p",
            "SELECT NULLIF(SUM(p.area), 0.5), NULLIF(COUNT(p), 1.5), NULLIF(MAX(p.grade), 5) FROM Place p",
            "SELECT p.grade, COUNT(p) FROM Place p GROUP BY p.grade HAVING MAX(p.grade) >= 1.5 ORDER BY p.grade",
            "SELECT p.grade, COUNT(p) FROM Place p GROUP BY p.grade HAVING MAX(p.grade) * 1 >= 1.5 ORDER BY p.grade",
            "SELECT p.grade, COUNT(p) FROM Place p GROUP BY p.grade HAVING AVG(p.grade) - 1 > :half ORDER BY p.grade",
            "SELECT p.grade, COUNT(p) FROM Place p GROUP BY p.grade HAVING AVG(p.area) > :half ORDER BY p.grade",
            "SELECT p.grade, SUM(p.area) * :half, MAX(p.grade) + :half FROM Place p GROUP BY p.grade ORDER BY p.grade",
            "SELECT COALESCE(SUM(p.grade), :half), COALESCE(SUM(p.area), :half) FROM Place p WHERE p.grade = 99");

    @ParameterizedTest
    @EnumSource(
            value = DatabaseKind.class,
            names = {"DERBY", "POSTGRESQL"})
    void function_ofAggregates_isAnsweredAsByOneDatabase(DatabaseKind kind) {
        SoftAssertions softly = new SoftAssertions();
        try (Units units = new Units(kind)) {
            for (String query : QUERIES) {
                units.sharded.log().clear();
                softly.assertThat(answer(units.sharded, query)).as(query).isEqualTo(answer(units.single, query));
                softly.assertThat(units.sharded.log().counts())
                        .as(query)
                        .isEqualTo(Map.of("asia", 1, "europe", 1, "north_america", 1, "south_america", 1));
            }
        }
        softly.assertAll();
    }

    private static List<String> answer(ShardedUnit unit, String query) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            TypedQuery<Object> typed = em.createQuery(query, Object.class);
            if (query.contains(":half")) {
                typed.setParameter("half", 0.5);
            }
            return typed.getResultList().stream()
                    .map(row -> row instanceof Object[] values ? Arrays.toString(values) : String.valueOf(row))
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DatabaseKind.class,
            names = {"DERBY", "POSTGRESQL"})
    void listParameter_besideAnAggregate_isAnsweredAsByOneDatabase(DatabaseKind kind) {
        try (Units units = new Units(kind)) {
            assertThat(gradesOf(units.sharded, List.of(3L, 4L, 8L)))
                    .isNotEmpty()
                    .isEqualTo(gradesOf(units.single, List.of(3L, 4L, 8L)));
        }
    }

    private static List<?> gradesOf(ShardedUnit unit, List<Long> counts) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            return em.createQuery(
                            "SELECT p.grade FROM Place p GROUP BY p.grade HAVING COUNT(p) IN :counts ORDER BY p.grade")
                    .setParameter("counts", counts)
                    .getResultList();
        }
    }
}
