package dev.meridian.sharding.scenario;

import static dev.meridian.sharding.scenario.Orchards.orchard;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.testkit.garden.Orchard;
import dev.meridian.sharding.testkit.garden.Style;
import dev.meridian.sharding.testkit.garden.Tree;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries over relations between entities of one shard: what one database answers, by one statement a shard. */
class ShardRelationQueryTest extends OrchardTest {

    @BeforeEach
    void storeKorean() {
        orchards.storeKorean();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT o.name, t.name FROM Orchard o JOIN o.best t",
                "SELECT o.name, t.name FROM Orchard o JOIN o.shown t",
                "SELECT o.name, KEY(r), r.name FROM Orchard o JOIN o.roles r",
                "SELECT o.name, s.name FROM Orchard o JOIN o.styles s",
                "SELECT o.name, s.name FROM Orchard o LEFT JOIN o.styles s",
                "SELECT o.name, t.name FROM Orchard o LEFT JOIN o.oldest t",
                "SELECT o.name FROM Orchard o WHERE o.oldest IS NULL",
                "SELECT t.name, t.mother.name FROM Tree t",
                "SELECT t.mother FROM Tree t",
                "SELECT t.name, d.name FROM Tree t LEFT JOIN t.daughters d",
                "SELECT t.name, f.name FROM Tree t JOIN t.friends f",
                "SELECT t.name, f.name FROM Tree t JOIN t.friendOf f WHERE t.orchard.land = 'Japan'",
                "SELECT t.name FROM Tree t WHERE t.friends IS EMPTY",
                "SELECT t.name FROM Tree t WHERE t.friends IS NOT EMPTY ORDER BY t.name DESC",
                "SELECT t.name FROM Tree t WHERE SIZE(t.daughters) = 2",
                "SELECT t.name, SIZE(t.friendOf) FROM Tree t",
                "SELECT f.name, COUNT(t) FROM Tree t JOIN t.friends f GROUP BY f.name",
                "SELECT COUNT(f) FROM Tree t JOIN t.friends f",
                "SELECT COUNT(DISTINCT t.mother) FROM Tree t",
                "SELECT COUNT(t.mother) FROM Tree t",
                "SELECT DISTINCT t.mother.name FROM Tree t",
                "SELECT DISTINCT t.mother FROM Tree t",
                "SELECT t.mother.orchard.land, COUNT(t) FROM Tree t GROUP BY t.mother.orchard.land",
                "SELECT COUNT(t) FROM Tree t GROUP BY t.mother",
                "SELECT o.name, t.name FROM Orchard o JOIN o.best t WHERE INDEX(t) = 0",
                "SELECT t, o.name FROM Orchard o JOIN o.best t",
                "SELECT t, o.name FROM Orchard o JOIN o.best t ORDER BY o.name DESC, t.name",
                "SELECT r, o.name FROM Orchard o JOIN o.roles r ORDER BY o.name, r.name",
                "SELECT DISTINCT t FROM Orchard o JOIN o.best t",
                "SELECT DISTINCT o.name, t FROM Orchard o JOIN o.trees t",
                "SELECT t, COUNT(o) FROM Orchard o JOIN o.best t GROUP BY t",
                "SELECT o.name, INDEX(t), t.name FROM Orchard o JOIN o.trees t ORDER BY o.name, INDEX(t)",
                "SELECT t.name FROM Tree t WHERE t.orchard.land = 'Korea' AND t.mother.orchard.land = 'Japan'",
                "SELECT t.name FROM Tree t JOIN t.mother m WHERE t.orchard.land = 'Korea' AND m.orchard.land = 'Japan'",
                "SELECT t.name FROM Tree t WHERE t.mother.orchard.land IN ('Japan', 'France')",
                "SELECT t.name FROM Tree t WHERE NOT (t.mother.orchard.land = 'Japan')",
                "SELECT o.name FROM Orchard o WHERE EXISTS (SELECT d FROM Orchard p JOIN p.trees t JOIN t.daughters d"
                        + " WHERE p = o AND d.orchard.land = 'Korea')",
                "SELECT t.name FROM Tree t WHERE t.mother = :tree",
                "SELECT t.name FROM Tree t WHERE t.mother = :tree AND t.orchard.land = 'Korea'",
                "SELECT t.name FROM Tree t WHERE t.mother <> :tree",
                "SELECT t.name FROM Tree t WHERE t.mother = :tree OR t.name LIKE 'France2%'",
                "SELECT t.name FROM Tree t WHERE t.mother IS NULL OR NOT (t.mother = :tree)",
                "SELECT t.name FROM Tree t WHERE t.mother IN (:tree)",
                "SELECT t.name FROM Tree t WHERE :tree MEMBER OF t.friendOf",
                "SELECT t.name FROM Tree t JOIN t.friendOf f WHERE f = :tree",
                "SELECT o.name FROM Orchard o WHERE :tree MEMBER OF o.best",
            })
    void query_overLinks_answersAsOneDatabase(String jpql) {
        assertThat(orchards.ask(jpql, "Japan1 apple")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT t.name FROM Tree t WHERE :tree MEMBER OF t.friends",
                "SELECT o.name FROM Orchard o WHERE o.oldest = :tree",
                "SELECT o.name FROM Orchard o WHERE o.oldest.mother.name = 'Japan1 apple'",
            })
    void query_byALinkedTree_answersAsOneDatabase(String jpql) {
        assertThat(orchards.ask(jpql, "Japan1 plum")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT t.name FROM Tree t WHERE :tree MEMBER OF t.friends OR t.name LIKE 'France2%'",
                "SELECT t.name FROM Tree t WHERE :tree NOT MEMBER OF t.friends",
            })
    void query_withATreeWhoseIdRepeatsInAJoinTableOfAllShards_isRefused(String jpql) {
        assertThatThrownBy(() -> orchards.ask(jpql, "Japan1 plum")).hasStackTraceContaining("MERIDIAN-020");
    }

    @Test
    void bulkDelete_ofOrchards_deletesTheirRowsInJoinTables() {
        Orchards.write(unit, em -> {
            for (String land : List.of("Japan", "France")) {
                Orchard bare = new Orchard(9, land, "bare");
                bare.getStyles().add(em.find(Style.class, "wild"));
                em.persist(bare);
            }
        });
        unit.log().clear();
        Orchards.write(
                unit,
                em -> assertThat(em.createQuery("DELETE FROM Orchard o WHERE o.name = 'bare' AND o.land = 'Japan'")
                                .executeUpdate())
                        .isEqualTo(1));
        assertThat(unit.log().counts()).containsOnlyKeys("asia");
        assertThat(orchards.rows("asia", "ORCHARD_STYLE")).isEqualTo(2);
        assertThat(orchards.rows("europe", "ORCHARD_STYLE")).isEqualTo(3);
        Orchards.write(
                unit,
                em -> assertThat(em.createQuery("DELETE FROM Orchard o WHERE o.name = 'bare'")
                                .executeUpdate())
                        .isEqualTo(1));
        assertThat(orchards.rows("europe", "ORCHARD_STYLE")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT t.name FROM Orchard o JOIN o.best t WHERE o.land = 'France'",
                "SELECT t.name, t.mother.name FROM Tree t WHERE t.orchard.land = 'France'",
                "SELECT t.name FROM Tree t JOIN t.friends f WHERE t.orchard.land = 'France' AND f.name LIKE '%plum'",
                "SELECT s.name FROM Orchard o JOIN o.styles s WHERE o.land = 'France'",
            })
    void query_overLinksOfOneLand_asksItsShardAlone(String jpql) {
        List<Object> found =
                Orchards.ask(unit, em -> em.createQuery(jpql, Object.class).getResultList());
        assertThat(found).isNotEmpty();
        assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
    }

    @Test
    void query_byALinkedEntity_asksItsShardAlone() {
        try (EntityManager em = unit.emf().createEntityManager()) {
            Tree apple = orchard(em, "europe", 1).getTrees().get(0);
            unit.log().clear();
            List<String> daughters =
                    new ArrayList<>(em.createQuery("SELECT t.name FROM Tree t WHERE t.mother = :mother", String.class)
                            .setParameter("mother", apple)
                            .getResultList());
            assertThat(daughters).containsExactlyInAnyOrder("France1 pear", "France1 plum");
            assertThat(em.createQuery("SELECT t.name FROM Tree t WHERE :friend MEMBER OF t.friendOf", String.class)
                            .setParameter("friend", apple)
                            .getResultList())
                    .containsExactlyInAnyOrder("France1 pear", "France1 plum");
        }
        assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 2));
    }
}
