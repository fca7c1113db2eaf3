package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.testkit.weather.Country;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Results of several shards in which reference entities take part: each row counts once, a reference entity is one. */
class ReferenceGatherTest extends ReferenceTest {

    static Stream<Arguments> queries() {
        return Stream.of(
                query("SELECT COUNT(c) FROM Country c WHERE c.area < (SELECT COUNT(s) FROM Station s)", "2"),
                query("SELECT COUNT(c) FROM Station s JOIN s.country c", "3"),
                query("SELECT COUNT(DISTINCT c.name) FROM Station s JOIN s.country c", "2"),
                query("SELECT COUNT(DISTINCT s.country) FROM Station s", "2"),
                query("SELECT DISTINCT c.name FROM Station s JOIN s.country c ORDER BY c.name", "Japan", "Kenya"),
                query(
                        "SELECT c.name, COUNT(s) FROM Station s JOIN s.country c GROUP BY c.name ORDER BY c.name",
                        "[Japan, 2]",
                        "[Kenya, 1]"),
                query(
                        "SELECT c.region.name, MIN(s.name) FROM Country c, Station s WHERE s.country = c"
                                + " GROUP BY c.region.name HAVING COUNT(s) > 1",
                        "[Temperate, London]"),
                query(
                        "SELECT s.name FROM Station s JOIN s.country c ORDER BY c.name DESC, s.name",
                        "Nairobi",
                        "London",
                        "Tokyo"),
                query(
                        "SELECT c.name FROM Country c UNION SELECT s.name FROM Station s",
                        "Japan",
                        "Kenya",
                        "London",
                        "Nairobi",
                        "Tokyo"),
                query(
                        "SELECT c.name FROM Country c UNION ALL SELECT s.country.name FROM Station s",
                        "Japan",
                        "Japan",
                        "Japan",
                        "Kenya",
                        "Kenya"),
                query(
                        "SELECT c.name FROM Country c EXCEPT SELECT s.country.name FROM Station s WHERE s.continent <> 'Africa'",
                        "Kenya"),
                query("SELECT c.name FROM Country c WHERE c.area < (SELECT COUNT(s) FROM Station s)", "Japan", "Kenya"),
                query(
                        "SELECT c.name FROM Country c WHERE EXISTS (SELECT s FROM Station s WHERE s.name = 'Tokyo')",
                        "Japan",
                        "Kenya"),
                query(
                        "SELECT c.name FROM Country c WHERE c.name IN (SELECT s.country.name FROM Station s WHERE s.name <> 'Nairobi')",
                        "Japan"),
                query(
                        "SELECT s.name FROM Station s WHERE s.country IN (SELECT c FROM Country c WHERE c.name = 'Japan')",
                        "London",
                        "Tokyo"));
    }

    private static Arguments query(String jpql, String... expected) {
        return Arguments.of(jpql, List.of(expected));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void query_overSeveralShards_isAnsweredAsByOneDatabase(String jpql, List<String> expected) {
        storeStations();

        List<Object> found = list(em -> em.createQuery(jpql, Object.class).getResultList());

        List<String> told = found.stream()
                .map(row -> row instanceof Object[] several ? List.of(several).toString() : row.toString())
                .toList();
        assertThat(jpql.contains("ORDER BY") ? told : told.stream().sorted().toList())
                .isEqualTo(expected);
    }

    @Test
    void distinctReferences_ofSeveralShards_areOneEach() {
        storeStations();
        assertThat(list(em -> em.createQuery("SELECT DISTINCT s.country FROM Station s", Country.class)
                        .getResultList()))
                .extracting(Country::getName)
                .containsExactlyInAnyOrder("Japan", "Kenya");
    }

    @Test
    void unionOfReferences_fromBesideShardedOnesToo_hasEachOnce() {
        storeStations();
        assertThat(list(em -> em.createQuery(
                                "SELECT c FROM Country c UNION SELECT s.country FROM Station s", Country.class)
                        .getResultList()))
                .extracting(Country::getName)
                .containsExactlyInAnyOrder("Japan", "Kenya");
    }

    @Test
    void groupsByReference_ofSeveralShards_areOneEach() {
        storeStations();
        List<Object[]> groups = list(em -> em.createQuery(
                        "SELECT c, COUNT(s) FROM Station s JOIN s.country c GROUP BY c ORDER BY c.name", Object[].class)
                .getResultList());
        assertThat(groups).extracting(row -> ((Country) row[0]).getName()).containsExactly("Japan", "Kenya");
        assertThat(groups).extracting(row -> row[1]).containsExactly(2L, 1L);
    }

    @Test
    void subquery_thatReturnsReferences_isRefused() {
        storeStations();
        assertThatThrownBy(() -> list(em -> em.createQuery(
                                "SELECT c FROM Country c WHERE c IN (SELECT s.country FROM Station s)", Country.class)
                        .getResultList()))
                .hasMessageStartingWith("MERIDIAN-02");
    }
}
