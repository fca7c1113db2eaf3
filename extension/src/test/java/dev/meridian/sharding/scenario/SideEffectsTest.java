package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.StatementLog;
import dev.meridian.sharding.testkit.gauge.Gauge;
import dev.meridian.sharding.testkit.gauge.Mark;
import dev.meridian.sharding.testkit.gauge.Zone;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import jakarta.persistence.NoResultException;
import jakarta.persistence.NonUniqueResultException;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.persistence.config.CacheUsage;
import org.eclipse.persistence.config.QueryHints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What statements do beside their answers is on four databases what it is on one: caches, locks, managed objects. */
@Tag("weaving")
class SideEffectsTest {

    private static final String ALL = "SELECT g FROM Gauge g";

    private BesideOneDatabase both;

    @BeforeEach
    void open() {
        both = new BesideOneDatabase(DatabaseKind.DERBY, Gauge.class, Mark.class, Zone.class);
        for (String continent : List.of("Asia", "Europe", "South America")) {
            both.write(em -> em.persist(new Gauge(continent, "of " + continent)));
        }
    }

    @AfterEach
    void close() {
        both.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE Gauge g SET g.remark = 'changed'",
                "UPDATE Gauge g SET g.remark = 'changed' WHERE g.continent IN ('Asia', 'Europe')",
                "UPDATE Gauge g SET g.remark = 'changed' WHERE g.name = 'of Europe'",
                "DELETE FROM Gauge g",
                "DELETE FROM Gauge g WHERE g.continent <> 'Asia'"
            })
    void bulkStatement_leavesManagedAndCachedObjectsAsOnOneDatabase(String statement) {
        for (boolean commits : new boolean[] {false, true}) {
            List<String> seen = both.run(em -> {
                EntityManagerFactory factory = em.getEntityManagerFactory();
                in(factory, false, SideEffectsTest::all);
                List<String> log = new ArrayList<>();
                in(factory, commits, own -> {
                    List<Gauge> managed = all(own);
                    log.add(own.createQuery(statement).executeUpdate() + " rows");
                    managed.forEach(gauge -> log.add(gauge.getRemark() + own.contains(gauge)));
                    log.addAll(remarks(all(own)));
                    own.clear();
                    log.addAll(remarks(all(own)));
                });
                // What the shared cache has is not asked of a database.
                in(factory, false, own -> log.addAll(remarks(all(own))));
                return log;
            });
            assertThat(seen.get(0)).isNotEqualTo("0 rows");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = LockModeType.class,
            names = {
                "OPTIMISTIC",
                "OPTIMISTIC_FORCE_INCREMENT",
                "PESSIMISTIC_READ",
                "PESSIMISTIC_WRITE",
                "PESSIMISTIC_FORCE_INCREMENT"
            })
    void lockMode_ofAQueryOverAllShards_locksAndCountsVersionsAsOnOneDatabase(LockModeType mode) {
        List<String> locked = both.run(em -> {
            List<String> log = new ArrayList<>();
            // Derby locks no rows that it sorts.
            String sorted = ALL + (mode.name().startsWith("PESSIMISTIC") ? "" : " ORDER BY g.name");
            for (String jpql : List.of(ALL, sorted, ALL + " WHERE g.continent = 'Asia'")) {
                in(em.getEntityManagerFactory(), true, own -> {
                    List<Gauge> gauges =
                            own.createQuery(jpql, Gauge.class).setLockMode(mode).getResultList();
                    sorted(gauges).forEach(gauge -> log.add(gauge.getName() + own.getLockMode(gauge)));
                });
                in(
                        em.getEntityManagerFactory(),
                        false,
                        own -> sorted(all(own)).forEach(gauge -> log.add(gauge.getName() + gauge.getVersion())));
            }
            return log;
        });
        assertThat(locked)
                .anyMatch(text -> text.startsWith("of Europe" + mode.name().split("_", -1)[0]));
        if (mode.name().startsWith("PESSIMISTIC")) {
            assertThat(both.sharded().log().all())
                    .extracting(StatementLog.Entry::sql)
                    .filteredOn(sql -> sql.contains("FOR UPDATE"))
                    .hasSize(4 + 4 + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CacheUsage.UseEntityDefault,
                CacheUsage.DoNotCheckCache,
                CacheUsage.CheckCacheByExactPrimaryKey,
                CacheUsage.CheckCacheByPrimaryKey,
                CacheUsage.CheckCacheThenDatabase,
                CacheUsage.CheckCacheOnly,
                CacheUsage.ConformResultsInUnitOfWork
            })
    void cacheUsage_ofAQueryOverAllShards_isThatOfOneDatabase(String usage) {
        List<String> found = both.run(em -> {
            List<String> log = new ArrayList<>();
            in(em.getEntityManagerFactory(), false, own -> {
                log.addAll(remarks(hinted(own, usage, ALL).getResultList()));
                log.addAll(one(() ->
                        hinted(own, usage, ALL + " WHERE g.name = 'of Asia'").getSingleResult()));
                Gauge asia = all(own).stream()
                        .filter(gauge -> gauge.getContinent().equals("Asia"))
                        .findFirst()
                        .orElseThrow();
                asia.setName("renamed");
                own.persist(new Gauge("Europe", "new"));
                own.remove(sorted(all(own)).get(1));
                for (String name : List.of("of Asia", "renamed", "of Europe", "new", "nobody")) {
                    String jpql = ALL + " WHERE g.name = '" + name + "'";
                    log.addAll(one(() -> hinted(own, usage, jpql).getSingleResult()));
                    log.addAll(one(() -> hinted(own, usage, jpql).getSingleResultOrNull()));
                    log.addAll(remarks(hinted(own, usage, jpql).getResultList()));
                }
                log.addAll(one(() -> hinted(own, usage, ALL + " WHERE g.id = " + asia.getId())
                        .getSingleResult()));
                // Any of the three, or an error.
                log.add(""
                        + one(() -> hinted(own, usage, ALL).getSingleResult()).size());
            });
            return log;
        });
        assertThat(found).contains("1").contains("about of Asia");
    }

    @Test
    void cacheUsage_thatAsksForOneObject_andAnOrder_isRefusedOverSeveralShards() {
        in(
                both.sharded().emf(),
                false,
                em -> assertThatThrownBy(() -> hinted(em, CacheUsage.CheckCacheByPrimaryKey, ALL + " ORDER BY g.name")
                                .getSingleResult())
                        .hasMessageStartingWith("MERIDIAN-020"));
    }

    @Test
    void flush_beforeAQuery_isThatOfOneDatabase() {
        for (FlushModeType mode : FlushModeType.values()) {
            both.tryOut(em -> {
                em.persist(new Gauge("Europe", "new"));
                sorted(all(em)).get(0).setRemark("changed");
                List<String> seen = new ArrayList<>(remarks(
                        em.createQuery("SELECT g FROM Gauge g WHERE g.remark IN ('changed', 'about new')", Gauge.class)
                                .setFlushMode(mode)
                                .getResultList()));
                seen.add(""
                        + em.createQuery("SELECT COUNT(g) FROM Gauge g", Long.class)
                                .setFlushMode(mode)
                                .getSingleResult());
                return seen;
            });
        }
    }

    private static TypedQuery<Gauge> hinted(EntityManager em, String usage, String jpql) {
        return em.createQuery(jpql, Gauge.class)
                .setFlushMode(FlushModeType.COMMIT)
                .setHint(QueryHints.CACHE_USAGE, usage);
    }

    private static List<String> one(Supplier<Gauge> query) {
        try {
            Gauge gauge = query.get();
            return List.of(gauge == null ? "null" : gauge.getRemark());
        } catch (NoResultException | NonUniqueResultException none) {
            return List.of(none.getClass().getSimpleName());
        }
    }

    private static List<Gauge> all(EntityManager em) {
        return em.createQuery(ALL, Gauge.class)
                .setFlushMode(FlushModeType.COMMIT)
                .getResultList();
    }

    private static List<Gauge> sorted(List<Gauge> gauges) {
        return gauges.stream().sorted(Comparator.comparing(Gauge::getRemark)).toList();
    }

    private static List<String> remarks(List<Gauge> gauges) {
        return gauges.stream().map(Gauge::getRemark).sorted().toList();
    }

    private static void in(EntityManagerFactory factory, boolean commits, Consumer<EntityManager> work) {
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            try {
                work.accept(em);
                if (commits) {
                    em.getTransaction().commit();
                }
            } finally {
                if (em.getTransaction().isActive()) {
                    em.getTransaction().rollback();
                }
            }
        }
    }
}
