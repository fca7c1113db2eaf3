package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.Explanation;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.ShardingHints;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What explain says is what happens, and it runs nothing. */
class ExplainTest extends WeatherTest {

    @Test
    void oneContinent_isSingle() {
        Explanation explanation =
                explain(em -> em.createQuery("SELECT l FROM WeatherLocation l WHERE l.continent = :where")
                        .setParameter("where", "Europe"));
        assertThat(explanation.route()).isEqualTo(Explanation.Kind.SINGLE);
        assertThat(explanation.shards()).containsExactly("europe");
        assertThat(explanation.refusal()).isEmpty();
        assertThat(explanation.toString())
                .startsWith("europe: ")
                .contains("continent")
                .doesNotContain("Europe");
    }

    @Test
    void positionalParameters_areTakenInTheirOrder() {
        Explanation explanation = explain(
                em -> em.createQuery("SELECT l FROM WeatherLocation l WHERE l.city = ?2 AND l.continent IN (?1, ?3)")
                        .setParameter(1, "Asia")
                        .setParameter(2, "Europe")
                        .setParameter(3, "North America"));
        assertThat(explanation.shards()).containsExactly("north_america", "asia");
        assertThat(explanation.route()).isEqualTo(Explanation.Kind.SCATTER);
        assertThat(explanation.toString()).endsWith("rows are united");
    }

    @Test
    void unknownContinent_isNone() {
        Explanation explanation =
                explain(em -> em.createQuery("SELECT l FROM WeatherLocation l WHERE l.continent = 'Atlantis'"));
        assertThat(explanation.route()).isEqualTo(Explanation.Kind.NONE);
        assertThat(explanation.shards()).isEmpty();
        assertThat(explanation.toString()).startsWith("none: ");
    }

    @Test
    void criteria_isExplainedToo() {
        Explanation explanation = explain(em -> {
            var builder = em.getCriteriaBuilder();
            var query = builder.createQuery(WeatherLocation.class);
            var root = query.from(WeatherLocation.class);
            return em.createQuery(query.where(builder.equal(root.get("continent"), "Oceania")));
        });
        assertThat(explanation.shards()).containsExactly("asia");
    }

    @Test
    void limitOverSeveralShards_isGathered() {
        Explanation explanation = explain(em -> em.createQuery("SELECT l FROM WeatherLocation l ORDER BY l.city")
                .setMaxResults(3));
        assertThat(explanation.shards()).hasSize(4);
        assertThat(explanation.refusal()).isEmpty();
        assertThat(explanation.gathering()).contains("rows are merged in order, and cut");
    }

    @Test
    void joinNotAlongColocation_isRefused() {
        Explanation explanation = explain(em ->
                em.createQuery("SELECT l FROM WeatherLocation l, WeatherLocation m WHERE l.population = m.population"));
        assertThat(explanation.refusal()).get().asString().startsWith("MERIDIAN-020");
    }

    @Test
    void pinned_isSingle() {
        Explanation explanation =
                explain(em -> em.createQuery("SELECT COUNT(r) FROM Report r").setHint(ShardingHints.SHARD, "asia"));
        assertThat(explanation)
                .isEqualTo(new Explanation(
                        Explanation.Kind.SINGLE, List.of("asia"), false, "pinned", Optional.empty(), Optional.empty()));
    }

    @Test
    void values_areToldOnlyWhenAskedFor() {
        Function<EntityManager, Query> query = em -> em.createQuery(
                        "SELECT l FROM WeatherLocation l WHERE l.continent IN :some AND NOT UPPER(l.continent) = :no"
                                + " AND l.city = :city")
                .setParameter("some", List.of("Asia", "Europe"))
                .setParameter("no", "EUROPE")
                .setParameter("city", "Tokyo");

        assertThat(explain(query).toString()).isEqualTo("asia: continent IN (…) AND UPPER(continent) <> …");
        assertThat(ask(em -> Sharding.of(em).explainWithValues(query.apply(em))).toString())
                .isEqualTo("asia: continent IN ('Asia', 'Europe') AND UPPER(continent) <> 'EUROPE'");
    }

    private Explanation explain(Function<EntityManager, Query> query) {
        unit.log().clear();
        Explanation explanation = ask(em -> Sharding.of(em).explain(query.apply(em)));
        assertThat(unit.log().counts()).isEmpty();
        return explanation;
    }
}
