package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.gauge.Callbacks;
import dev.meridian.sharding.testkit.gauge.Gauge;
import dev.meridian.sharding.testkit.gauge.Mark;
import dev.meridian.sharding.testkit.gauge.Zone;
import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.config.QueryHints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What EclipseLink offers beside mappings goes on working over several shards. */
@Tag("weaving")
class FeaturesTest {

    private static final String WOVEN = "meridian.test.weaving";

    private ShardedUnit unit;

    private void open(String... properties) {
        ShardedUnit.Builder builder =
                ShardedUnit.with(Gauge.class, Mark.class, Zone.class).createTables();
        for (int i = 0; i < properties.length; i += 2) {
            builder.property(properties[i], properties[i + 1]);
        }
        unit = builder.open();
        unit.log().clear();
        Callbacks.take();
    }

    @AfterEach
    void close() {
        unit.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JDBC", "Buffered"})
    void batchWriting_sendsEachShardItsOwnStatements_inTheirOrder(String kind) throws SQLException {
        open("eclipselink.jdbc.batch-writing", kind, "meridian.cross-shard-writes", "best-effort");
        unit.inTransaction(em -> {
            for (int i = 0; i < 10; i++) {
                em.persist(marked("Asia", "a" + i));
                em.persist(marked("Europe", "e" + i));
            }
            em.persist(new Zone(1, "polar"));
        });
        for (String shard : List.of("asia", "europe")) {
            assertThat(unit.rows(shard, "GAUGE")).isEqualTo(10);
            assertThat(unit.rows(shard, "MARK")).isEqualTo(20);
            assertThat(unit.log().statements(shard)).allMatch(sql -> sql.startsWith("INSERT"));
            if (kind.equals("JDBC")) {
                // Gauges, then their marks, and the zone: each kind at once. What has parameters is not buffered.
                assertThat(unit.log().statements(shard)).hasSize(3);
            }
        }
        assertThat(unit.rows("asia", "GAUGE WHERE CONTINENT <> 'Asia'")).isZero();
        assertThat(unit.rows("south_america", "GAUGE")).isZero();
        assertThat(unit.rows("south_america", "ZONE")).isOne();
    }

    @Test
    void batchWriting_queriesAndCountsSeeWhatWaits() throws SQLException {
        open("eclipselink.jdbc.batch-writing", "JDBC", "meridian.cross-shard-writes", "best-effort");
        unit.inTransaction(em -> {
            for (int i = 0; i < 5; i++) {
                em.persist(marked("Asia", "a" + i));
            }
            assertThat(em.createQuery("SELECT COUNT(m) FROM Mark m").getSingleResult())
                    .isEqualTo(10L);
            em.persist(marked("Asia", "last"));
            assertThat(em.createQuery("UPDATE Mark m SET m.level = 7").executeUpdate())
                    .isEqualTo(12);
            assertThat(em.createQuery("DELETE FROM Mark m WHERE m.gauge.name = 'last'")
                            .executeUpdate())
                    .isEqualTo(2);
        });
        assertThat(unit.rows("asia", "MARK WHERE LEVEL_ = 7")).isEqualTo(10);
    }

    @Test
    void batchWriting_overTwoShards_isRefusedBeforeTheFirstCommit() throws SQLException {
        open("eclipselink.jdbc.batch-writing", "JDBC");
        unit.with(em -> {
            em.getTransaction().begin();
            em.persist(marked("Asia", "a"));
            em.persist(marked("Europe", "e"));
            assertThatThrownBy(() -> em.getTransaction().commit()).hasStackTraceContaining("MERIDIAN-016");
        });
        assertThat(unit.rows("asia", "GAUGE")).isZero();
        assertThat(unit.rows("europe", "GAUGE")).isZero();
    }

    @Test
    void batchWriting_versionThatWasChanged_isFoundBeforeTheCommit() throws SQLException {
        open("eclipselink.jdbc.batch-writing", "JDBC");
        unit.inTransaction(em -> {
            em.persist(marked("Asia", "one"));
            em.persist(marked("Asia", "two"));
        });
        unit.execute("asia", "UPDATE GAUGE SET VERSION = 5 WHERE NAME = 'two'");
        unit.with(em -> {
            em.getTransaction().begin();
            em.createQuery("SELECT g FROM Gauge g WHERE g.continent = 'Asia'", Gauge.class)
                    .getResultList()
                    .forEach(gauge -> gauge.setRemark("changed"));
            assertThatThrownBy(() -> em.getTransaction().commit()).hasCauseInstanceOf(OptimisticLockException.class);
        });
        assertThat(unit.rows("asia", "GAUGE WHERE REMARK = 'changed'")).isZero();
    }

    @Test
    void statementCaching_keepsEachShardsStatementsApart() throws SQLException {
        open("eclipselink.jdbc.cache-statements", "true", "eclipselink.jdbc.cache-statements.size", "5");
        unit.inTransaction(em -> em.persist(marked("Asia", "a")));
        unit.inTransaction(em -> em.persist(marked("Europe", "e")));
        for (int turn = 0; turn < 3; turn++) {
            unit.emf().getCache().evictAll();
            unit.log().clear();
            unit.with(em -> {
                for (String continent : List.of("Asia", "Europe")) {
                    assertThat(em.createQuery("SELECT g.name FROM Gauge g WHERE g.continent = :continent", String.class)
                                    .setParameter("continent", continent)
                                    .getResultList())
                            .containsExactly(continent.equals("Asia") ? "a" : "e");
                }
                assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 1, "europe", 1));
                assertThat(em.createQuery("SELECT g FROM Gauge g ORDER BY g.name DESC", Gauge.class)
                                .getResultList())
                        .extracting(gauge -> Sharding.of(em).shardOf(gauge))
                        .containsExactly("europe", "asia");
            });
            int population = turn;
            unit.inTransaction(em -> em.createQuery("SELECT m FROM Mark m WHERE m.gauge.continent = 'Asia'", Mark.class)
                    .getResultList()
                    .forEach(mark -> mark.setLevel(100 + population)));
        }
        assertThat(unit.rows("asia", "MARK WHERE LEVEL_ = 102")).isEqualTo(2);
        assertThat(unit.rows("europe", "MARK WHERE LEVEL_ >= 100")).isZero();
    }

    @Test
    void changes_areFoundByAttributeAndByComparing_andCostOneStatementEach() throws SQLException {
        open();
        unit.inTransaction(em -> em.persist(marked("Asia", "a")));
        unit.inTransaction(em -> {
            Gauge gauge = em.createQuery("SELECT g FROM Gauge g", Gauge.class).getSingleResult();
            List<Mark> marks = List.copyOf(gauge.getMarks());
            unit.log().clear();
            gauge.setName(gauge.getName());
            marks.get(0).setLevel(marks.get(0).getLevel());
            em.flush();
            assertThat(unit.log().counts()).isEqualTo(Map.of());
            gauge.setRemark("changed");
            marks.get(1).setLevel(77);
        });
        assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 2));
        assertThat(unit.rows("asia", "MARK WHERE LEVEL_ = 77")).isOne();
        assertThat(unit.rows("asia", "GAUGE WHERE REMARK = 'changed' AND VERSION = 2"))
                .isOne();
    }

    @Test
    @EnabledIfSystemProperty(named = WOVEN, matches = "true", disabledReason = "fetch groups need weaving")
    void fetchGroup_leavesOutItsOthers_whichComeFromTheOwnShard() {
        open();
        Gauge asian = marked("Asia", "a");
        Gauge european = marked("Europe", "e");
        unit.inTransaction(em -> em.persist(asian));
        unit.inTransaction(em -> em.persist(european));
        unit.restart("jakarta.persistence.schema-generation.database.action", "none");
        unit.log().clear();
        unit.with(em -> {
            List<Gauge> both = em.createQuery("SELECT g FROM Gauge g ORDER BY g.name", Gauge.class)
                    .setHint(QueryHints.FETCH_GROUP_NAME, "short")
                    .getResultList();
            assertThat(both).extracting(Gauge::getName).containsExactly("a", "e");
            assertThat(unit.log().statements("europe"))
                    .hasSize(1)
                    .noneMatch(sql -> sql.replaceAll(" FROM .*", "").contains("REMARK"));
            unit.log().clear();
            assertThat(both.get(1).getRemark()).isEqualTo("about e");
            assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
        });
    }

    @Test
    @EnabledIfSystemProperty(named = WOVEN, matches = "true", disabledReason = "fetch groups need weaving")
    void fetchGraph_changeOfWhatWasLeftOut_isOfTheOwnShard() throws SQLException {
        open();
        Gauge european = marked("Europe", "e");
        unit.inTransaction(em -> em.persist(european));
        unit.emf().getCache().evictAll();
        unit.inTransaction(em -> {
            var graph = em.createEntityGraph(Gauge.class);
            graph.addAttributeNodes("name");
            Gauge found = em.find(
                    Gauge.class,
                    ShardedKey.of("europe", european.getId()),
                    Map.of("jakarta.persistence.fetchgraph", graph));
            found.setRemark("changed");
        });
        assertThat(unit.rows("europe", "GAUGE WHERE REMARK = 'changed' AND NAME = 'e'"))
                .isOne();
    }

    @Test
    void loadGraph_bringsTheChildrenOfTheOwnShard() {
        open();
        unit.inTransaction(em -> em.persist(marked("Asia", "a")));
        unit.inTransaction(em -> em.persist(marked("Europe", "e")));
        unit.emf().getCache().evictAll();
        unit.with(em -> {
            var graph = em.createEntityGraph(Gauge.class);
            graph.addSubgraph("marks");
            List<Gauge> both = em.createQuery("SELECT g FROM Gauge g ORDER BY g.name", Gauge.class)
                    .setHint("jakarta.persistence.loadgraph", graph)
                    .getResultList();
            unit.log().clear();
            assertThat(both)
                    .allSatisfy(gauge -> assertThat(gauge.getMarks())
                            .hasSize(2)
                            .extracting(Mark::getGauge)
                            .containsOnly(gauge));
            assertThat(unit.log().counts()).isEmpty();
        });
    }

    @Test
    void callbacks_comeAsOftenAsOnOneDatabase_ofReferenceEntitiesToo() {
        open("meridian.cross-shard-writes", "best-effort");
        List<List<String>> sharded = callbacks();
        unit.close();
        unit = ShardedUnit.with(Gauge.class, Mark.class, Zone.class)
                .unsharded()
                .createTables()
                .open();
        assertThat(sharded).isEqualTo(callbacks());
        assertThat(sharded.get(0))
                .containsExactly("PostPersist Gauge", "PostPersist Zone", "PrePersist Gauge", "PrePersist Zone");
    }

    // What came in each of four steps, sorted.
    private List<List<String>> callbacks() {
        Callbacks.take();
        List<List<String>> steps = new ArrayList<>();
        unit.inTransaction(em -> {
            em.persist(new Gauge("Asia", "a"));
            em.persist(new Zone(1, "polar"));
        });
        steps.add(Callbacks.take());
        unit.emf().getCache().evictAll();
        unit.inTransaction(em -> {
            Gauge gauge = em.createQuery("SELECT g FROM Gauge g", Gauge.class).getSingleResult();
            Zone zone = em.find(Zone.class, 1);
            steps.add(Callbacks.take());
            gauge.setName("b");
            zone.setName("arctic");
        });
        steps.add(Callbacks.take());
        unit.inTransaction(em -> {
            em.remove(em.createQuery("SELECT g FROM Gauge g", Gauge.class).getSingleResult());
            em.remove(em.find(Zone.class, 1));
        });
        steps.add(Callbacks.take());
        return steps.stream().map(step -> step.stream().sorted().toList()).toList();
    }

    @Test
    void cacheKinds_keepWhatTheyAreToldTo() {
        open("meridian.cross-shard-writes", "best-effort");
        Gauge gauge = marked("Asia", "a");
        unit.inTransaction(em -> {
            em.persist(gauge);
            em.persist(new Zone(1, "polar"));
        });
        unit.with(em -> {
            Mark mark = em.find(Mark.class, gauge.getMarks().get(0).getId());
            unit.log().clear();
            unit.with(other -> assertThat(other.find(Mark.class, mark.getId())).isNotSameAs(mark));
            assertThat(unit.log().counts()).isEqualTo(Map.of());
            unit.with(other -> other.find(Zone.class, 1));
            assertThat(unit.log().counts()).isEqualTo(Map.of("north_america", 1));
        });
    }

    private static Gauge marked(String continent, String name) {
        Gauge gauge = new Gauge(continent, name);
        gauge.mark(1);
        gauge.mark(2);
        return gauge;
    }
}
