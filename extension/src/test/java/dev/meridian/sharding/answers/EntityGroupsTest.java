package dev.meridian.sharding.answers;

import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Groups and set operations of entities of which rows are in several shards, beside one database: those with the same rows in
 * each shard, and those that an outer join can leave out, whose ids repeat between shards.
 */
class EntityGroupsTest {

    private static final List<String> QUERIES = List.of(
            "SELECT l, COUNT(p) FROM Place p JOIN p.land l GROUP BY l",
            "SELECT l, COUNT(p) FROM Place p LEFT JOIN p.land l GROUP BY l",
            "SELECT COUNT(p), l, MAX(p.name) FROM Place p LEFT JOIN p.land l GROUP BY l ORDER BY l.code",
            "SELECT v.place.land, COUNT(v) FROM Visit v GROUP BY v.place.land",
            "SELECT p.land, SUM(v.cost) FROM Visit v JOIN v.place p GROUP BY p.land HAVING COUNT(v) > 10",
            "SELECT l.code, l.wealth, COUNT(p) FROM Place p JOIN p.land l GROUP BY l",
            "SELECT l, p.grade, COUNT(p) FROM Place p JOIN p.land l GROUP BY l, p.grade ORDER BY l.code, p.grade",
            "SELECT l FROM Place p JOIN p.land l GROUP BY l HAVING COUNT(p) > 9 ORDER BY COUNT(p), l.code",
            "SELECT l, COUNT(DISTINCT p.name) FROM Place p JOIN p.land l GROUP BY l",
            "SELECT COUNT(p) FROM Place p JOIN p.land l GROUP BY l",
            "SELECT l, COUNT(p) FROM Place p JOIN Land l ON p.land = l GROUP BY l",
            "SELECT l, p.continent, COUNT(p) FROM Place p JOIN p.land l GROUP BY l, p.continent",
            "SELECT DISTINCT l, COUNT(p) FROM Place p JOIN p.land l GROUP BY l",
            "SELECT DISTINCT l, COUNT(p) FROM Place p JOIN p.land l GROUP BY l ORDER BY l.code",
            "SELECT v, COUNT(p) FROM Place p LEFT JOIN p.visits v GROUP BY v",
            "SELECT v, COUNT(r), COUNT(DISTINCT r) FROM Place p LEFT JOIN p.visits v LEFT JOIN v.remarks r GROUP BY v",
            "SELECT r, v, COUNT(p) FROM Place p LEFT JOIN p.visits v LEFT JOIN v.remarks r GROUP BY r, v",
            "SELECT r.code, COUNT(p) FROM Place p LEFT JOIN p.visits v LEFT JOIN v.remarks r GROUP BY r ORDER BY r.code",
            "SELECT v, COUNT(p) FROM Place p LEFT JOIN Visit v ON v.place = p AND v.guests > 2 GROUP BY v ORDER BY v.code",
            "SELECT v, l, COUNT(p) FROM Place p LEFT JOIN p.visits v LEFT JOIN p.land l GROUP BY v, l ORDER BY v.code, l.code",
            "SELECT COUNT(p), v FROM Place p LEFT JOIN p.visits v GROUP BY v HAVING COUNT(p) > 1",
            "SELECT v, COUNT(DISTINCT p.name) FROM Place p LEFT JOIN p.visits v GROUP BY v",
            "SELECT r.visit FROM Remark r UNION SELECT v FROM Place p LEFT JOIN p.visits v",
            "SELECT v FROM Place p LEFT JOIN p.visits v INTERSECT SELECT v FROM Visit v WHERE v.guests > 2",
            "SELECT v FROM Place p LEFT JOIN p.visits v EXCEPT SELECT r.visit FROM Remark r",
            "SELECT p.land, v FROM Place p LEFT JOIN p.visits v UNION SELECT l, x FROM Visit x LEFT JOIN x.place p LEFT JOIN p.land l",
            "SELECT v.guests, v FROM Place p LEFT JOIN p.visits v EXCEPT SELECT v.guests, v FROM Remark r JOIN r.visit v",
            "SELECT v, r FROM Visit v LEFT JOIN v.remarks r INTERSECT SELECT v, r FROM Place p LEFT JOIN p.visits v LEFT JOIN v.remarks r");

    @ParameterizedTest
    @EnumSource(
            value = DatabaseKind.class,
            names = {"DERBY", "POSTGRESQL"})
    void group_byAnEntity_isAnsweredAsByOneDatabase(DatabaseKind kind) {
        SoftAssertions softly = new SoftAssertions();
        try (Units units = new Units(kind)) {
            for (String query : QUERIES) {
                units.sharded.log().clear();
                softly.assertThat(answer(units.sharded, query, 0)).as(query).isEqualTo(answer(units.single, query, 0));
                softly.assertThat(units.sharded.log().counts()).as(query).hasSize(4);
            }
            String ordered = QUERIES.get(2);
            softly.assertThat(answer(units.sharded, ordered, 1)).isEqualTo(answer(units.single, ordered, 1));
        }
        softly.assertAll();
    }

    /** Derby takes one DISTINCT in a query only. */
    @Test
    void countDistinct_ofEntitiesBesideOtherDistinctValues_isAnsweredAsByOneDatabase() {
        SoftAssertions softly = new SoftAssertions();
        try (Units units = new Units(DatabaseKind.POSTGRESQL)) {
            for (String query : List.of(
                    "SELECT COUNT(DISTINCT v), COUNT(DISTINCT p.name) FROM Place p LEFT JOIN p.visits v",
                    "SELECT COUNT(DISTINCT v), COUNT(DISTINCT r.words), COUNT(p) FROM Place p LEFT JOIN p.visits v"
                            + " LEFT JOIN v.remarks r WHERE p.grade = 99",
                    "SELECT p.grade, COUNT(DISTINCT v), SUM(DISTINCT v.guests), COUNT(v) FROM Visit v JOIN v.place p GROUP BY p.grade",
                    "SELECT p.land, COUNT(DISTINCT v), AVG(DISTINCT v.cost), COUNT(DISTINCT p), SUM(v.guests),"
                            + " COUNT(DISTINCT p.land) FROM Visit v JOIN v.place p GROUP BY p.land",
                    "SELECT p.name, COUNT(DISTINCT v), COUNT(DISTINCT r) FROM Place p LEFT JOIN p.visits v"
                            + " LEFT JOIN v.remarks r GROUP BY p.name HAVING COUNT(DISTINCT v.guests) > 1")) {
                softly.assertThat(answer(units.sharded, query, 0)).as(query).isEqualTo(answer(units.single, query, 0));
            }
        }
        softly.assertAll();
    }

    /** @param first the first of two results; 0 for all */
    private static List<String> answer(ShardedUnit unit, String jpql, int first) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            Query query = em.createQuery(jpql);
            if (first > 0) {
                query.setFirstResult(first).setMaxResults(2);
            }
            List<?> rows = query.getResultList();
            Stream<String> told = rows.stream()
                    .map(row -> row instanceof Object[] values
                            ? Arrays.stream(values)
                                    .map(EntityGroupsTest::text)
                                    .toList()
                                    .toString()
                            : text(row));
            return (jpql.contains("ORDER BY") ? told : told.sorted()).toList();
        }
    }

    // What an entity points to is found by its shard.
    private static String text(@Nullable Object value) {
        if (value instanceof Visit visit) {
            return visit.code + (visit.place == null ? "" : " of " + visit.place.code);
        }
        if (value instanceof Remark remark) {
            return remark.code + (remark.visit == null ? "" : " of " + remark.visit.code);
        }
        return value instanceof Land land ? land.code + " " + land.name + " " + land.wealth : String.valueOf(value);
    }
}
