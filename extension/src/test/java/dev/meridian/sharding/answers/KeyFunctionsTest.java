package dev.meridian.sharding.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.testkit.DatabaseKind;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions of the keys of groups that several shards have rows of, beside one database. */
class KeyFunctionsTest {

    private static final List<String> QUERIES = List.of(
            "SELECT p.name, SUBSTRING(p.name, 1, 2), TRIM(p.name), LOCATE('a', p.name) FROM Place p GROUP BY p.name",
            "SELECT SUBSTRING(UPPER(p.name), 2), COUNT(p) FROM Place p WHERE p.grade > 0 GROUP BY p.name",
            "SELECT LEFT(p.name, 2), COUNT(p) FROM Place p GROUP BY p.name",
            "SELECT RIGHT(p.name, 2), COUNT(p) FROM Place p WHERE p.name LIKE 'S%' GROUP BY p.name",
            "SELECT LOCATE('a', p.name, 2), COUNT(p) FROM Place p GROUP BY p.name",
            "SELECT TRIM(LEADING 'S' FROM p.name), COUNT(p) FROM Place p GROUP BY p.name",
            "SELECT UPPER(SUBSTRING(p.name, 1, 2)), COUNT(DISTINCT p.grade) FROM Place p GROUP BY p.name"
                    + " ORDER BY UPPER(SUBSTRING(p.name, 1, 2)), COUNT(DISTINCT p.grade)",
            "SELECT COUNT(p) FROM Place p GROUP BY p.name HAVING LOCATE('a', p.name) > 1"
                    + " ORDER BY LOCATE('a', p.name), COUNT(p)",
            "SELECT CONCAT(SUBSTRING(p.name, 1, 2), MAX(p.code)) FROM Place p GROUP BY p.name",
            "SELECT SUBSTRING(l.name, 1, 2), COUNT(p) FROM Place p LEFT JOIN p.land l GROUP BY l ORDER BY l.code",
            "SELECT SUBSTRING(p.name, p.grade, 1), SUM(p.grade) FROM Place p WHERE p.grade > 0 GROUP BY p.name, p.grade",
            "SELECT COALESCE(TRIM(p.name), '?'), COUNT(p) FROM Place p GROUP BY p.name HAVING SUBSTRING(p.name, 1, 1) <> 'S'",
            "SELECT DISTINCT SUBSTRING(p.name, 1, 1), COUNT(p) FROM Place p GROUP BY p.name",
            "SELECT POWER(p.rating, 2), EXP(p.grade), LN(p.rating), COUNT(p) FROM Place p WHERE p.rating > 0 GROUP BY p.rating, p.grade",
            "SELECT CAST(p.grade AS CHAR(10)), COUNT(p) FROM Place p GROUP BY p.grade",
            "SELECT EXTRACT(MONTH FROM v.arrived) + 1, COUNT(v) FROM Visit v GROUP BY v.arrived"
                    + " HAVING EXTRACT(YEAR FROM v.arrived) > 1999");

    @ParameterizedTest
    @EnumSource(
            value = DatabaseKind.class,
            names = {"DERBY", "POSTGRESQL", "POSTGRESQL_ICU"})
    void function_ofKeys_isAnsweredAsByOneDatabase(DatabaseKind kind) {
        SoftAssertions softly = new SoftAssertions();
        try (Units units = new Units(kind)) {
            for (String query : QUERIES) {
                units.sharded.log().clear();
                softly.assertThat(Units.answer(units.sharded, query))
                        .as(query)
                        .isEqualTo(Units.answer(units.single, query));
                softly.assertThat(units.sharded.log().counts()).as(query).hasSize(4);
            }
        }
        softly.assertAll();
    }

    /** The logarithm of a grade below zero is an error, which one database never comes to. */
    @Test
    void function_thatFailsForGroupsLeftOut_isRefused() {
        try (Units units = new Units(DatabaseKind.DERBY)) {
            for (String query : List.of(
                    "SELECT LN(p.grade), COUNT(p) FROM Place p GROUP BY p.grade HAVING p.grade > 0",
                    "SELECT CASE WHEN p.grade > 0 THEN LN(p.grade) ELSE 0 END, COUNT(p) FROM Place p GROUP BY p.grade")) {
                assertThat(Units.answer(units.single, query)).isNotEmpty();
                assertThatThrownBy(() -> Units.answer(units.sharded, query))
                        .isInstanceOf(ShardingException.class)
                        .hasMessageStartingWith("MERIDIAN-020");
            }
        }
    }
}
