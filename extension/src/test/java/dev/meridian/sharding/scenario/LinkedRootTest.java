package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.testkit.DatabaseKind;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.TableGenerator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tree of roots: each has its own shard key, and a relation to others of its shard. Their ids are unit-unique. */
@Tag("weaving")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkedRootTest {

    @Entity(name = "Clerk")
    @Partitioned("ByLandOfClerk")
    @ValuePartitioning(
            name = "ByLandOfClerk",
            partitionColumn = @Column(name = "LAND"),
            partitions = {
                @ValuePartition(value = "Canada", connectionPool = "north_america"),
                @ValuePartition(value = "Japan", connectionPool = "asia"),
                @ValuePartition(value = "Korea", connectionPool = "asia"),
                @ValuePartition(value = "France", connectionPool = "europe"),
                @ValuePartition(value = "Chile", connectionPool = "south_america")
            })
    static class Clerk {
        @Id
        @GeneratedValue(strategy = GenerationType.TABLE, generator = "clerks")
        @TableGenerator(name = "clerks", allocationSize = 50)
        long id;

        @Column(nullable = false)
        String land;

        String name;

        @ManyToOne(fetch = FetchType.LAZY)
        Clerk boss;

        @OneToMany(mappedBy = "boss", cascade = CascadeType.PERSIST)
        List<Clerk> staff = new ArrayList<>();

        @ManyToMany
        Set<Clerk> mates = new HashSet<>();

        protected Clerk() {}

        Clerk(String land, String name) {
            this.land = land;
            this.name = name;
        }

        Clerk hire(String land, String name) {
            Clerk clerk = new Clerk(land, name);
            clerk.boss = this;
            staff.add(clerk);
            return clerk;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private BesideOneDatabase both;

    @BeforeAll
    void store() {
        both = new BesideOneDatabase(DatabaseKind.DERBY, Clerk.class);
        both.write(em -> {
            Clerk japan = new Clerk("Japan", "Aki");
            Clerk korea = japan.hire("Korea", "Bong");
            korea.hire("Japan", "Chie").mates.add(japan);
            korea.mates.add(japan);
            em.persist(japan);
            Clerk france = new Clerk("France", "Dominique");
            france.hire("France", "Eve").mates.add(france);
            em.persist(france);
            em.persist(new Clerk("Canada", "Fred"));
        });
    }

    @AfterAll
    void close() {
        both.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT c.boss.id, COUNT(c) FROM Clerk c GROUP BY c.boss.id",
                "SELECT DISTINCT c.boss.id FROM Clerk c",
                "SELECT c.boss.id, c.name FROM Clerk c ORDER BY c.boss.id, c.name",
                "SELECT c.boss, COUNT(c) FROM Clerk c GROUP BY c.boss",
                "SELECT c.boss.land, COUNT(c) FROM Clerk c GROUP BY c.boss.land",
                "SELECT COUNT(DISTINCT c.boss.id) FROM Clerk c",
                "SELECT c FROM Clerk c WHERE c.boss.boss IS NOT NULL",
                "SELECT c FROM Clerk c WHERE c.staff IS EMPTY",
                "SELECT b, SIZE(b.staff) FROM Clerk b",
                "SELECT c, m FROM Clerk c JOIN c.mates m",
                "SELECT c FROM Clerk c WHERE c.land = 'Korea' AND c.boss.land = 'Japan'",
                "SELECT c FROM Clerk c JOIN c.boss b JOIN b.boss d WHERE c.land = 'Japan' AND b.land = 'Korea'",
                "SELECT b, c FROM Clerk b JOIN b.staff c WHERE b.land = 'Korea' AND c.land = 'Japan'",
                "SELECT c FROM Clerk c, Clerk b WHERE c.boss.id = b.id AND c.land = 'Korea' AND b.land = 'Japan'",
                "SELECT c FROM Clerk c, Clerk b WHERE c.boss = b AND c.land = 'Korea' AND b.land = 'Japan'",
                "SELECT c FROM Clerk c WHERE EXISTS (SELECT s FROM c.staff s WHERE s.land = 'Korea')"
                        + " AND c.land = 'Japan'",
                "SELECT c FROM Clerk c WHERE c.land = 'Korea' AND c.boss IN (SELECT b FROM Clerk b WHERE b.land = 'Japan')",
            })
    void query_overRootsOfOneShard_answersAsOneDatabase(String jpql) {
        assertThat(both.ask(jpql)).isNotEmpty();
    }

    @Test
    void query_ofOneLand_asksItsShardAlone() {
        both.ask("SELECT c.name FROM Clerk c WHERE c.land = 'Korea' AND c.boss.land = 'Japan'");
        assertThat(both.counts()).isEqualTo(Map.of("asia", 1));
        both.ask("SELECT c.name FROM Clerk c WHERE c.boss.land = 'Japan'");
        assertThat(both.counts()).containsOnlyKeys("asia", "europe", "north_america", "south_america");
    }

    @Test
    void tree_isLoadedFromItsShardAlone() {
        String seen = both.run(em -> {
            Clerk aki = em.createQuery("SELECT c FROM Clerk c WHERE c.land = 'Japan' AND c.boss IS NULL", Clerk.class)
                    .getSingleResult();
            Clerk bong = aki.staff.get(0);
            Clerk chie = bong.staff.get(0);
            return bong + " " + chie + " " + Set.copyOf(chie.mates);
        });
        assertThat(seen).isEqualTo("Bong Chie [Aki]");
        assertThat(both.counts()).containsOnlyKeys("asia");
    }

    @Test
    void boss_ofAnotherShard_isRefused() {
        assertThatThrownBy(() -> both.sharded().emf().runInTransaction(em -> {
                    Clerk japan = em.createQuery("SELECT c FROM Clerk c WHERE c.name = 'Aki'", Clerk.class)
                            .getSingleResult();
                    em.persist(japan.hire("Chile", "Gabriela"));
                }))
                .hasStackTraceContaining(
                        "MERIDIAN-098 Cannot write Clerk in the shard south_america: its boss is Clerk in the shard asia");
    }
}
