package dev.meridian.sharding.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.testkit.DatabaseKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries that random ones were once answered wrongly, or refused for, and what is too rare among these. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FoundQueriesTest {

    private Units derby;

    @BeforeAll
    void open() {
        derby = new Units(DatabaseKind.DERBY);
    }

    @AfterAll
    void close() {
        derby.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // The path joins the land, and leaves out the places without one, though its value does not count.
                "SELECT p.code FROM Place p WHERE p.code <> '?' OR p.land.founders <> (SELECT AVG(x.guests) FROM Visit x WHERE x.guests > 99)",
                "SELECT p.code FROM Place p WHERE p.code <> '?' OR p.land.founders IN (SELECT x.guests FROM Visit x WHERE x.guests > 99)",
                "SELECT p.code FROM Place p WHERE p.code <> '?' AND p.land.founders NOT IN (SELECT x.guests FROM Visit x WHERE x.guests > 99)",
                "SELECT p.code FROM Place p WHERE p.code <> '?' AND p.land.founders > ALL (SELECT x.guests FROM Visit x WHERE x.guests > 99)",
                "SELECT p.code FROM Place p WHERE p.code <> '?' OR p.land.founders > ANY (SELECT x.guests FROM Visit x WHERE x.guests > 99)",
                // What a subquery has answered is not cut beside a whole number, as a literal is by Derby.
                "SELECT p.grade FROM Place p GROUP BY p.grade HAVING COUNT(p) >= (SELECT MIN(x.rating) + 2.75 FROM Place x WHERE x.rating BETWEEN 0 AND 3)",
                "SELECT p.grade FROM Place p GROUP BY p.grade HAVING COUNT(p) = (SELECT MIN(x.rating) + 2.75 FROM Place x WHERE x.rating BETWEEN 0 AND 3)",
                // JPQL's -x is 0 - x, with a 0 of nowhere.
                "SELECT -p.rating, COUNT(p) FROM Place p GROUP BY -p.rating",
                "SELECT -v.place.rating, AVG(v.degrees) FROM Visit v GROUP BY -v.place.rating ORDER BY -v.place.rating",
                "SELECT -v.place.grade, COUNT(v) FROM Visit v GROUP BY -v.place.grade HAVING -v.place.grade < 0",
                "SELECT p.name, MIN(-p.area), SUM(-p.grade), AVG(-p.rating) FROM Place p GROUP BY p.name ORDER BY MIN(-p.area), p.name",
                "SELECT r.code FROM Visit v JOIN v.remarks r JOIN v.place p ORDER BY -p.population, -r.tip, r.code",
                "SELECT COUNT(v) FROM Visit v WHERE -v.guests IN (-1, -3)",
                "SELECT p.code FROM Place p WHERE p.grade > (SELECT MIN(-x.guests) FROM Visit x WHERE x.place = p)",
                // Words of SQL as arguments of functions that are known.
                "SELECT EXTRACT(YEAR FROM p.founded) FROM Place p",
                "SELECT CAST(p.grade AS CHAR(10)) FROM Place p ORDER BY CAST(p.grade AS CHAR(10)), EXTRACT(DAY FROM p.founded)",
                // The case of other letters than ASCII's.
                "SELECT p.grade, UPPER(MIN(p.name)), LOWER(MAX(p.name)) FROM Place p GROUP BY p.grade",
                "SELECT UPPER(MAX(p.name)) FROM Place p WHERE p.name LIKE '\u00c4%'",
                "SELECT LOWER(MAX(p.name)) FROM Place p WHERE p.name LIKE '\u00c4%'",
                "SELECT AVG(LOCATE('a', r.words)), SUM(LOCATE('a', r.words)) FROM Remark r",
                "SELECT SUM(EXTRACT(YEAR FROM v.logged)), AVG(EXTRACT(DAY FROM v.arrived)) FROM Visit v",
                "SELECT v.guests, AVG(DISTINCT EXTRACT(MONTH FROM v.arrived)) FROM Visit v GROUP BY v.guests",
                "SELECT v.guests, SUM(EXTRACT(HOUR FROM v.logged)) / 2 FROM Visit v GROUP BY v.guests"
                        + " HAVING AVG(EXTRACT(MINUTE FROM v.logged)) > 20",
                // Derby groups by these, but does not see that they are what it groups by where they are selected.
                "SELECT COUNT(v), MAX(v.cost) FROM Visit v GROUP BY COALESCE(v.cost, 0.5) ORDER BY COUNT(v), MAX(v.cost)",
                "SELECT COUNT(p) FROM Place p GROUP BY COALESCE(p.name, '?')",
                "SELECT COUNT(p) FROM Place p GROUP BY NULLIF(p.population, 3), p.grade HAVING COUNT(p) > 1",
                "SELECT COUNT(p), p.grade FROM Place p GROUP BY p.grade, CASE WHEN p.grade > 3 THEN p.name ELSE '-' END",
                "SELECT SUM(DISTINCT COALESCE(r.stars, 0)), MIN(r.tip) FROM Remark r",
                "SELECT SUM(DISTINCT NULLIF(p.grade, 3)), MAX(p.grade) FROM Place p",
                "SELECT p.grade, COUNT(DISTINCT COALESCE(p.name, 'A')) FROM Place p GROUP BY p.grade",
                "SELECT COUNT(v), MIN(v.arrived) FROM Visit v GROUP BY COALESCE(v.arrived, v.place.founded)",
                // EclipseLink selects what distinct groups are sorted by too, so that these are told apart by it.
                "SELECT DISTINCT p.grade, MAX(p.name) AS most FROM Place p GROUP BY p.grade ORDER BY most, p.grade",
                "SELECT DISTINCT COUNT(p) FROM Place p GROUP BY p.grade, p.name ORDER BY COUNT(p)",
                "SELECT DISTINCT COUNT(p) FROM Place p GROUP BY p.name ORDER BY MIN(p.code), COUNT(p)",
                "SELECT DISTINCT COUNT(p) FROM Place p GROUP BY p.grade ORDER BY p.grade",
                // A range variable that an outer join can leave out has no mapping.
                "SELECT p.code FROM Place p LEFT JOIN Visit v ON v.place = p AND v.guests > 2 WHERE v IS NULL",
                "SELECT p.code, v.code FROM Place p LEFT JOIN Visit v ON v.place = p WHERE NOT (v IS NULL OR v.guests < 2)",
                "SELECT p.code FROM Place p LEFT JOIN Land l ON l = p.land WHERE l IS NOT NULL"
            })
    void query_isAnsweredAsByOneDatabase(String query) {
        assertThat(Units.answer(derby.sharded, query)).isEqualTo(Units.answer(derby.single, query));
    }

    /** EclipseLink prepares the subquery of its second branch in the whole only. */
    @ParameterizedTest
    @ValueSource(strings = {"EXCEPT", "UNION ALL"})
    void setOperation_withABranchThatCannotRunByItself_isRefused(String operator) {
        String query = "SELECT l FROM Land l " + operator
                + " SELECT l FROM Place p LEFT JOIN p.visits v LEFT JOIN p.land l WHERE v NOT MEMBER OF p.visits";
        assertThatThrownBy(() -> Units.answer(derby.sharded, query))
                .isInstanceOf(ShardingException.class)
                .hasMessageContaining("EclipseLink cannot prepare a part of it by itself");
    }

    @ParameterizedTest
    @EnumSource(
            value = DatabaseKind.class,
            names = {"POSTGRESQL", "POSTGRESQL_ICU"})
    void case_ofLettersThatAreNotAscii_isTheDatabases(DatabaseKind kind) {
        try (Units units = new Units(kind)) {
            String query = "SELECT UPPER(MAX(p.name)), LOWER(MAX(p.name)) FROM Place p WHERE p.name LIKE '\u00c4%'";
            assertThat(Units.answer(units.sharded, query)).isEqualTo(Units.answer(units.single, query));
        }
    }
}
