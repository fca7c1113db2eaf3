package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.StatementLog;
import dev.meridian.sharding.testkit.garden.Orchard;
import jakarta.persistence.EntityGraph;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.persistence.annotations.BatchFetchType;
import org.eclipse.persistence.config.QueryHints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Relations between entities of one shard, fetched for many at once: each gets its own, also where ids repeat between shards. */
class ShardRelationFetchTest extends OrchardTest {

    @ParameterizedTest
    @EnumSource(BatchFetchType.class)
    void batchFetch_ofLinks_givesEachItsOwnByOneStatementAShard(BatchFetchType type) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            TypedQuery<Orchard> query =
                    em.createQuery("SELECT o FROM Orchard o", Orchard.class).setHint(QueryHints.BATCH_TYPE, type);
            for (String relation : List.of("trees", "best", "shown", "roles", "styles")) {
                query.setHint(QueryHints.BATCH, "o." + relation);
            }
            List<Orchard> all = query.getResultList();
            all.forEach(Orchards::assertHas);
            assertThat(all).hasSize(6);
        }
        for (String table : List.of("ORCHARD_BEST", "SHOWN_ID", "ORCHARD_ROLE", "ORCHARD_STYLE")) {
            Map<String, Long> statements = unit.log().all().stream()
                    .filter(entry -> entry.sql().contains(table))
                    .collect(Collectors.groupingBy(StatementLog.Entry::shard, Collectors.counting()));
            assertThat(statements).as(table).isEqualTo(Map.of("north_america", 1L, "asia", 1L, "europe", 1L));
        }
    }

    @Test
    void joinFetch_ofLinks_givesEachItsOwn() {
        try (EntityManager em = unit.emf().createEntityManager()) {
            List<Orchard> all = em.createQuery("SELECT DISTINCT o FROM Orchard o LEFT JOIN FETCH o.best", Orchard.class)
                    .getResultList();
            assertThat(all).hasSize(6);
            all.forEach(Orchards::assertHas);
        }
    }

    @Test
    void entityGraph_ofLinks_givesEachItsOwn() {
        try (EntityManager em = unit.emf().createEntityManager()) {
            EntityGraph<Orchard> graph = em.createEntityGraph(Orchard.class);
            graph.addAttributeNodes("name", "styles", "oldest");
            graph.addSubgraph("best").addAttributeNodes("name", "mother");
            List<Orchard> all = em.createQuery("SELECT o FROM Orchard o", Orchard.class)
                    .setHint("jakarta.persistence.loadgraph", graph)
                    .getResultList();
            assertThat(all).hasSize(6);
            all.forEach(Orchards::assertHas);
        }
    }
}
