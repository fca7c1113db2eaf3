package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.scenario.Offices.City;
import dev.meridian.sharding.scenario.Offices.Contact;
import dev.meridian.sharding.scenario.Offices.Desk;
import dev.meridian.sharding.scenario.Offices.Nation;
import dev.meridian.sharding.scenario.Offices.Office;
import dev.meridian.sharding.scenario.Offices.Place;
import dev.meridian.sharding.scenario.Offices.Ticket;
import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Relations that stand in embeddables, and a co-location that leads through one; ids repeat between the shards. */
@Tag("weaving")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedRelationTest {

    private ShardedUnit unit;

    @BeforeAll
    void open() {
        unit = ShardedUnit.with(Offices.MANAGED)
                .createTables()
                .property("meridian.cross-shard-writes", "best-effort")
                .open();
    }

    @AfterAll
    void close() {
        unit.close();
    }

    @BeforeEach
    void storeAnew() throws SQLException {
        for (String shard : ShardedUnit.SHARDS) {
            unit.execute(
                    shard,
                    "DELETE FROM PARTNERS",
                    "DELETE FROM NIGHT_PARTNERS",
                    "DELETE FROM TICKET",
                    "UPDATE OFFICE SET DEPUTY = NULL, NIGHT_DEPUTY = NULL, FIRST_DESK = NULL",
                    "DELETE FROM DESK",
                    "DELETE FROM OFFICE",
                    "DELETE FROM CITY",
                    "DELETE FROM NATION");
        }
        inTransaction(em -> {
            em.persist(new Nation(1, "Utopia"));
            store(em, "Asia", 1);
            store(em, "Europe", 1);
        });
        forget();
    }

    /** A city with two offices, the first of which has relations to the second, and two desks, one with a ticket. */
    static City store(EntityManager em, String continent, long firstId) {
        City city = new City(continent);
        Office main = new Office(firstId, "main " + continent, city);
        Office branch = new Office(firstId + 1, "branch " + continent, city);
        main.setContact(new Contact("1", branch));
        main.contact().setNation(em.find(Nation.class, 1L));
        main.contact().partners().add(branch);
        main.night().setDeputy(main);
        main.night().partners().add(main);
        Desk first = new Desk(firstId, "first " + continent, main);
        new Desk(firstId + 1, "second " + continent, main);
        main.staff().setFirst(first);
        new Ticket(firstId, first, "ticket " + continent);
        em.persist(city);
        return city;
    }

    private void forget() {
        unit.emf().getCache().evictAll();
        unit.log().clear();
    }

    @Test
    void queries_ofSeveralShards_areAnsweredAsByOneDatabase() {
        try (BesideOneDatabase both = new BesideOneDatabase(DatabaseKind.DERBY, Offices.MANAGED)) {
            both.write(em -> {
                em.persist(new Nation(1, "Utopia"));
                store(em, "Asia", 1);
                store(em, "Europe", 11);
            });
            for (String query : List.of(
                    "SELECT o.name, o.contact.deputy.name FROM Office o ORDER BY o.name",
                    "SELECT o.name, d.name FROM Office o LEFT JOIN o.contact.deputy d ORDER BY o.name",
                    "SELECT o.name, n.name FROM Office o LEFT JOIN o.contact.nation n ORDER BY o.name",
                    "SELECT o.name FROM Office o WHERE o.night.duty.deputy = o",
                    "SELECT o.name, p.name FROM Office o JOIN o.contact.partners p",
                    "SELECT o.name, p.name FROM Office o JOIN o.night.partners p WHERE p.contact.nation.name = 'Utopia'",
                    "SELECT o.name, d.name FROM Office o JOIN o.staff.desks d ORDER BY d.name",
                    "SELECT o.name FROM Office o WHERE o.staff.first.name LIKE 'first%' ORDER BY o.name",
                    "SELECT o.name FROM Office o WHERE o.contact.deputy IS NULL ORDER BY o.name",
                    "SELECT o.contact.deputy, COUNT(o) FROM Office o GROUP BY o.contact.deputy",
                    "SELECT d, COUNT(o) FROM Office o LEFT JOIN o.contact.deputy d GROUP BY d",
                    "SELECT o.contact.deputy.id, COUNT(o) FROM Office o GROUP BY o.contact.deputy.id",
                    "SELECT DISTINCT o.contact.nation.name FROM Office o",
                    "SELECT o.contact.nation.name, COUNT(o) FROM Office o GROUP BY o.contact.nation.name",
                    "SELECT COUNT(DISTINCT o.contact.nation) FROM Office o",
                    "SELECT t.text, t.place.desk.office.city.continent FROM Ticket t ORDER BY t.text",
                    "SELECT t.place.desk.name, COUNT(t) FROM Ticket t GROUP BY t.place.desk.name",
                    "SELECT t.place.desk, COUNT(t) FROM Ticket t GROUP BY t.place.desk",
                    "SELECT DISTINCT t.place.desk FROM Ticket t",
                    "SELECT COUNT(DISTINCT t.place.desk) FROM Ticket t",
                    "SELECT d.name FROM Desk d WHERE d.tickets IS EMPTY ORDER BY d.name",
                    "SELECT d.name, SIZE(d.tickets) FROM Desk d ORDER BY d.name",
                    "SELECT c.continent FROM City c WHERE EXISTS (SELECT t FROM Ticket t WHERE t.place.desk.office.city = c)"
                            + " ORDER BY c.continent",
                    "SELECT o.name FROM Office o WHERE o.contact.deputy MEMBER OF o.contact.partners",
                    "SELECT o.name FROM Office o WHERE o.name > (SELECT MIN(x.contact.deputy.name) FROM Office x)"
                            + " ORDER BY o.name")) {
                both.ask(query);
            }
            both.ask("SELECT t.text FROM Ticket t WHERE t.place.desk.office.city.continent = 'Europe'");
            assertThat(both.counts()).isEqualTo(Map.of("europe", 1));
            both.ask("SELECT o.contact.deputy.name FROM Office o WHERE o.city.continent = 'Asia'");
            assertThat(both.counts()).isEqualTo(Map.of("asia", 1));
            both.ask("SELECT d.name FROM City c JOIN c.offices o JOIN o.staff.desks d WHERE c.continent = 'Asia'");
            assertThat(both.counts()).isEqualTo(Map.of("asia", 1));
            both.execute(
                    "UPDATE Ticket t SET t.text = 'moved' WHERE t.place.desk.name LIKE 'first%'",
                    "SELECT t.text FROM Ticket t");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"asia", "europe"})
    void loads_whereIdsRepeat_meetTheirOwn(String shard) {
        String continent = shard.equals("asia") ? "Asia" : "Europe";
        reading(em -> {
            Office main = em.find(Office.class, ShardedKey.of(shard, 1L));
            assertThat(main.contact().deputy().toString()).isEqualTo("branch " + continent);
            assertThat(main.night().deputy()).isSameAs(main);
            assertThat(main.contact().partners()).containsExactly(main.contact().deputy());
            assertThat(main.night().partners()).containsExactly(main);
            assertThat(main.contact().nation().toString()).isEqualTo("Utopia");
            assertThat(main.staff().first().toString()).isEqualTo("first " + continent);
            assertThat(main.staff().desks()).hasSize(2).contains(main.staff().first());
            Ticket ticket = em.find(Ticket.class, ShardedKey.of(shard, 1L));
            assertThat(ticket.place().desk()).isSameAs(main.staff().first());
            assertThat(ticket.place().desk().tickets()).containsExactly(ticket);
            assertThat(Sharding.of(em).shardOf(ticket)).isEqualTo(shard);
            assertThat(unit.log().counts()).containsOnlyKeys(shard);
        });
    }

    @Test
    void joinsAndBatches_whereIdsRepeat_meetTheirOwn() {
        for (String hint : List.of("eclipselink.join-fetch", "eclipselink.batch")) {
            reading(em -> {
                List<Ticket> tickets = em.createQuery("SELECT t FROM Ticket t ORDER BY t.text", Ticket.class)
                        .setHint(hint, "t.place.desk")
                        .getResultList();
                assertThat(tickets)
                        .extracting(ticket -> ticket.place().desk().toString())
                        .containsExactly("first Asia", "first Europe");
                List<Office> offices = em.createQuery("SELECT o FROM Office o WHERE o.id = 1", Office.class)
                        .setHint(hint, "o.contact.deputy")
                        .getResultList();
                assertThat(offices)
                        .extracting(office -> office.contact().deputy().toString())
                        .containsExactlyInAnyOrder("branch Asia", "branch Europe");
                List<Office> staffed = em.createQuery("SELECT o FROM Office o WHERE o.id = 1", Office.class)
                        .setHint(hint, "o.staff.desks")
                        .getResultList();
                for (Office office : staffed) {
                    assertThat(office.staff().desks()).hasSize(2).allMatch(desk -> desk.office() == office);
                }
            });
            forget();
        }
    }

    @Test
    void batchesOfTheMapping_whereIdsRepeat_meetTheirOwn() {
        reading(em -> {
            List<Office> offices = em.createQuery("SELECT o FROM Office o WHERE o.id = 1", Office.class)
                    .getResultList();
            assertThat(offices).hasSize(2);
            for (Office office : offices) {
                assertThat(office.night().deputy()).isSameAs(office);
                assertThat(office.staff().desks()).hasSize(2).allMatch(desk -> desk.office() == office);
            }
        });
    }

    @Test
    void queryByEntity_inAnEmbeddable_asksItsShard() {
        reading(em -> {
            Office branch = em.find(Office.class, ShardedKey.of("europe", 2L));
            Desk desk = em.find(Desk.class, ShardedKey.of("asia", 1L));
            unit.log().clear();
            assertThat(em.createQuery("SELECT t.text FROM Ticket t WHERE t.place.desk = :desk", String.class)
                            .setParameter("desk", desk)
                            .getResultList())
                    .containsExactly("ticket Asia");
            assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 1));
            unit.log().clear();
            assertThat(em.createQuery("SELECT o.name FROM Office o WHERE o.contact.deputy = :branch", String.class)
                            .setParameter("branch", branch)
                            .getResultList())
                    .containsExactly("main Europe");
            assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 1));
            assertThat(em.createQuery(
                                    "SELECT o.name FROM Office o WHERE o.contact.deputy = :branch OR o.name = 'x'",
                                    String.class)
                            .setParameter("branch", branch)
                            .getResultList())
                    .containsExactly("main Europe");
            assertThat(em.createQuery(
                                    "SELECT t.text FROM Ticket t WHERE t.place.desk = :desk OR t.text = 'x'",
                                    String.class)
                            .setParameter("desk", desk)
                            .getResultList())
                    .containsExactly("ticket Asia");
        });
    }

    @Test
    void links_ofAnEmbeddableToAnotherShard_areRefusedBeforeAnyStatement() {
        refused("MERIDIAN-098", (from, to) -> from.contact().setDeputy(to));
        // Woven, EclipseLink does not see what comes to a collection of an embeddable.
        if (!Boolean.getBoolean("meridian.test.weaving")) {
            refused("MERIDIAN-098", (from, to) -> from.contact().partners().add(to));
            refused("MERIDIAN-098", (from, to) -> from.night().partners().add(to));
        }
        refused("MERIDIAN-098", (from, to) -> from.setContact(new Contact("3", to)));
        // What is not loaded is not written either.
        refused("MERIDIAN-098", true, (from, to) -> from.setContact(to.contact()));
        refused("MERIDIAN-098", (from, to) -> from.staff().setFirst(to.staff().first()));
        refused("MERIDIAN-098", (from, to) -> new Office(9, "new", from.city()).setContact(to.contact()));
        refused(
                "MERIDIAN-014|MERIDIAN-015",
                (from, to) -> from.staff()
                        .first()
                        .tickets()
                        .get(0)
                        .place()
                        .setDesk(to.staff().first()));
        refused(
                "MERIDIAN-014|MERIDIAN-015",
                (from, to) -> from.staff()
                        .first()
                        .tickets()
                        .get(0)
                        .setPlace(new Place(to.staff().first(), "x")));
    }

    @Test
    void links_ofAnEmbeddableWithinTheShard_areWrittenAsToOneDatabase() {
        try (BesideOneDatabase both = new BesideOneDatabase(DatabaseKind.DERBY, Offices.MANAGED)) {
            both.write(em -> {
                em.persist(new Nation(1, "Utopia"));
                store(em, "Asia", 1);
                store(em, "Europe", 11);
            });
            both.write(em -> {
                Office main = em.find(Office.class, 11L);
                Office branch = em.find(Office.class, 12L);
                branch.setContact(new Contact("4", main));
                branch.contact().partners().add(main);
                main.night().setDeputy(branch);
                main.contact().partners().clear();
                main.contact().setNation(null);
                em.find(Ticket.class, 11L).place().setDesk(em.find(Desk.class, 12L));
                em.find(Office.class, 1L).setContact(em.find(Office.class, 2L).contact());
                em.find(Office.class, 1L).staff().setFirst(null);
            });
            assertThat(both.ask("SELECT o.name, d.name FROM Office o JOIN o.contact.deputy d ORDER BY o.name"))
                    .contains("[branch Europe, main Europe]", "[main Europe, branch Europe]");
            assertThat(both.ask("SELECT o.name, d.name FROM Office o JOIN o.night.duty.deputy d ORDER BY o.name"))
                    .containsExactly("[main Asia, main Asia]", "[main Europe, branch Europe]");
            assertThat(both.ask("SELECT t.place.desk.name FROM Ticket t ORDER BY t.place.desk.name"))
                    .containsExactly("first Asia", "second Europe");
            both.ask("SELECT o.name, p.name FROM Office o JOIN o.contact.partners p ORDER BY o.name, p.name");
            both.ask("SELECT o.name, p.name FROM Office o JOIN o.night.partners p ORDER BY o.name, p.name");
            both.ask("SELECT o.name, d.name FROM Office o JOIN o.staff.first d ORDER BY o.name");
            both.ask("SELECT o.name, n.name FROM Office o JOIN o.contact.nation n ORDER BY o.name");
        }
    }

    @Test
    void newObject_withoutWhatItsEmbeddableLeadsTo_isRefused() {
        assertThatThrownBy(() -> inTransaction(em -> {
                    Ticket ticket = new Ticket(5, em.find(Desk.class, ShardedKey.of("asia", 1L)), "lost");
                    ticket.setPlace(null);
                    em.persist(ticket);
                }))
                .hasStackTraceContaining("MERIDIAN-012");
    }

    @Test
    void merge_ofDetachedCopies_updatesTheirOwnRows() {
        Ticket[] detached = new Ticket[2];
        reading(em -> {
            detached[0] = em.find(Ticket.class, ShardedKey.of("asia", 1L));
            detached[1] = em.find(Ticket.class, ShardedKey.of("europe", 1L));
        });
        detached[0].place().setFloor("cellar");
        detached[1].setText("late");
        inTransaction(em -> {
            em.merge(detached[0]);
            em.merge(detached[1]);
        });
        inTransaction(em -> {
            Desk desk = em.find(Desk.class, ShardedKey.of("europe", 1L));
            Ticket copy = new Ticket(1, desk, "by hand");
            desk.tickets().remove(copy);
            em.merge(copy);
        });
        forget();
        reading(em -> {
            assertThat(em.createQuery(
                                    "SELECT t.text FROM Ticket t ORDER BY t.place.desk.office.city.continent",
                                    String.class)
                            .getResultList())
                    .containsExactly("ticket Asia", "by hand");
            assertThat(em.createQuery("SELECT t.text FROM Ticket t WHERE t.place.floor = 'cellar'", String.class)
                            .getResultList())
                    .containsExactly("ticket Asia");
        });
    }

    private interface Link {
        void set(Office from, Office to);
    }

    private void refused(String codes, Link link) {
        refused(codes, true, link);
        refused(codes, false, link);
    }

    private void refused(String codes, boolean loaded, Link link) {
        forget();
        assertThatThrownBy(() -> inTransaction(em -> {
                    Office from = em.find(Office.class, ShardedKey.of("europe", 1L));
                    Office to = em.find(Office.class, ShardedKey.of("asia", 1L));
                    if (loaded) {
                        assertThat(from.contact().partners().size()
                                        + from.night().partners().size())
                                .isEqualTo(2);
                        assertThat(to.contact().deputy()).isNotNull();
                    }
                    link.set(from, to);
                    unit.log().clear();
                }))
                .satisfies(error -> assertThat(stack(error)).containsPattern(codes));
        assertThat(unit.log().all()).allMatch(entry -> entry.sql().startsWith("SELECT"));
    }

    private static String stack(Throwable error) {
        StringBuilder all = new StringBuilder();
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            all.append(cause.getMessage());
        }
        return all.toString();
    }

    private void reading(Consumer<EntityManager> work) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            work.accept(em);
        }
    }

    private void inTransaction(Consumer<EntityManager> work) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            em.getTransaction().begin();
            try {
                work.accept(em);
                em.getTransaction().commit();
            } finally {
                if (em.getTransaction().isActive()) {
                    em.getTransaction().rollback();
                }
            }
        }
    }
}
