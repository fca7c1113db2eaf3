package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.testkit.DatabaseKind;
import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKey;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import jakarta.persistence.TableGenerator;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Abstract classes above and between those with tables, and what is stored beside an object's row. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PerClassPartsTest {

    @MappedSuperclass
    abstract static class Numbered {
        @Id
        @GeneratedValue(generator = "PER_CLASS_IDS")
        @TableGenerator(name = "PER_CLASS_IDS", allocationSize = 50)
        Long id;

        @Version
        int version;
    }

    @Embeddable
    static class Office {
        @Column(name = "REGION")
        String region;

        String city;

        protected Office() {}

        Office(String region, String city) {
            this.region = region;
            this.city = city;
        }
    }

    /** Nothing is but one of its heirs. */
    @Entity(name = "Document")
    @Table(name = "PC_DOCUMENT")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    @Partitioned("DocumentByRegion")
    @ValuePartitioning(
            name = "DocumentByRegion",
            partitionColumn = @Column(name = "REGION"),
            partitions = {
                @ValuePartition(value = "Asia", connectionPool = "asia"),
                @ValuePartition(value = "Europe", connectionPool = "europe"),
                @ValuePartition(value = "North America", connectionPool = "north_america"),
                @ValuePartition(value = "South America", connectionPool = "south_america")
            })
    abstract static class Document extends Numbered {
        @Embedded
        Office office;

        String title;

        @ElementCollection
        @CollectionTable(name = "PC_TAG", joinColumns = @JoinColumn(name = "DOCUMENT_ID", columnDefinition = "BIGINT"))
        @Column(name = "TAG")
        Set<String> tags = new TreeSet<>();

        @OneToMany(mappedBy = "document", cascade = CascadeType.ALL, orphanRemoval = true)
        List<Page> pages = new ArrayList<>();

        @OneToMany(mappedBy = "document", cascade = CascadeType.ALL)
        @MapKey(name = "name")
        Map<String, Seal> seals = new TreeMap<>();

        @ManyToMany
        @JoinTable(
                name = "PC_CITED",
                joinColumns = @JoinColumn(name = "CITING_ID", columnDefinition = "BIGINT"),
                inverseJoinColumns = @JoinColumn(name = "CITED_ID", columnDefinition = "BIGINT"))
        List<Document> cited = new ArrayList<>();

        Document of(String region, String title, String... tags) {
            this.office = new Office(region, region + " city");
            this.title = title;
            this.tags.addAll(List.of(tags));
            return this;
        }

        Document page(Page page) {
            page.document = this;
            pages.add(page);
            return this;
        }

        Document seal(Seal seal) {
            seal.document = this;
            seals.put(seal.name, seal);
            return this;
        }

        Document cites(Document other) {
            cited.add(other);
            return this;
        }

        String parts() {
            return this + " " + tags + " "
                    + pages.stream().map(Page::toString).sorted().toList() + " " + seals + " "
                    + cited.stream().map(Document::toString).sorted().toList();
        }

        @Override
        public String toString() {
            return getClass().getSimpleName() + " " + title + " " + office.region + " " + office.city;
        }
    }

    @Entity(name = "Letter")
    @Table(name = "PC_LETTER")
    static class Letter extends Document {}

    /** Abstract too, and between. */
    @Entity(name = "Account")
    @Table(name = "PC_ACCOUNT")
    abstract static class Account extends Document {
        int total;
    }

    @Entity(name = "Invoice")
    @Table(name = "PC_INVOICE")
    static class Invoice extends Account {}

    @Entity(name = "Refund")
    @Table(name = "PC_REFUND")
    static class Refund extends Account {
        int reason;
    }

    @Entity(name = "Page")
    @Table(name = "PC_PAGE")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    @ColocatedWith("document")
    static class Page extends Numbered {
        String text;

        @ManyToOne(fetch = FetchType.LAZY)
        Document document;

        protected Page() {}

        Page(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return getClass().getSimpleName() + " " + text;
        }
    }

    @Entity(name = "Drawing")
    @Table(name = "PC_DRAWING")
    static class Drawing extends Page {
        protected Drawing() {}

        Drawing(String text) {
            super(text);
        }
    }

    /** In one table, with parents in several. */
    @Entity(name = "Seal")
    @Table(name = "PC_SEAL")
    @ColocatedWith("document")
    static class Seal extends Numbered {
        String name;

        @ManyToOne(fetch = FetchType.LAZY)
        Document document;

        protected Seal() {}

        Seal(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return "seal " + name;
        }
    }

    static final Class<?>[] ENTITIES = {
        Numbered.class,
        Office.class,
        Document.class,
        Letter.class,
        Account.class,
        Invoice.class,
        Refund.class,
        Page.class,
        Drawing.class,
        Seal.class
    };

    private BesideOneDatabase both;

    DatabaseKind kind() {
        return DatabaseKind.DERBY;
    }

    @BeforeAll
    void store() {
        both = new BesideOneDatabase(kind(), ENTITIES);
        both.write(em -> documents().forEach(em::persist));
    }

    private static Stream<Document> documents() {
        Document asked = new Letter().of("Asia", "asked", "old").page(new Page("a1"));
        Document bill = new Invoice()
                .of("Asia", "bill", "old", "red")
                .page(new Page("b1"))
                .page(new Drawing("b2"))
                .seal(new Seal("wax"))
                .seal(new Seal("ink"))
                .cites(asked);
        Document other = new Invoice().of("Europe", "other", "red").page(new Drawing("o1"));
        Document note = new Letter().of("Europe", "note");
        Document back = new Refund()
                .of("Europe", "back")
                .page(new Drawing("k1"))
                .seal(new Seal("wax"))
                .cites(note);
        return Stream.of(asked, bill, other, note, back, new Letter().of("South America", "alone"));
    }

    @AfterAll
    void close() {
        if (both != null) {
            both.close();
        }
    }

    // Beside EclipseLink alone, which leaves out what inherits from an abstract class in the middle.
    @Test
    void query_ofAnAbstractParent_hasAllItsHeirs() {
        try (EntityManager em = both.sharded().emf().createEntityManager()) {
            assertThat(em.createQuery("SELECT d FROM Document d", Document.class)
                            .getResultList())
                    .extracting(document -> document.title)
                    .containsExactlyInAnyOrder("asked", "bill", "other", "note", "back", "alone");
            both.forget();
            em.clear();
            assertThat(em.createQuery("SELECT a FROM Account a WHERE a.office.region = 'Asia'", Account.class)
                            .getResultList())
                    .extracting(document -> document.title)
                    .containsExactly("bill");
            assertThat(both.counts()).isEqualTo(Map.of("asia", 2));
            Long id = em.createQuery("SELECT r FROM Refund r", Refund.class).getSingleResult().id;
            both.forget();
            em.clear();
            assertThat(em.find(Document.class, id)).isInstanceOf(Refund.class);
        }
    }

    static Stream<String> queries() {
        return Stream.of(
                "SELECT l FROM Letter l WHERE 'old' MEMBER OF l.tags",
                "SELECT i.title, t FROM Invoice i JOIN i.tags t",
                "SELECT a FROM Account a WHERE 'red' MEMBER OF a.tags",
                "SELECT i FROM Invoice i WHERE i.tags IS NOT EMPTY AND SIZE(i.seals) > 1",
                "SELECT a FROM Account a WHERE SIZE(a.seals) > 1",
                "SELECT i FROM Invoice i JOIN FETCH i.seals",
                "SELECT i FROM Invoice i JOIN FETCH i.tags",
                "SELECT i.office.region, COUNT(i) FROM Invoice i GROUP BY i.office.region",
                "SELECT s.name, COUNT(s) FROM Seal s GROUP BY s.name ORDER BY s.name",
                "SELECT i FROM Invoice i WHERE i.office.region IN ('Asia', 'Europe') ORDER BY i.title",
                "SELECT d FROM Drawing d WHERE d.text LIKE 'b%'",
                "SELECT p FROM Page p WHERE p.text > 'a'");
    }

    @ParameterizedTest
    @MethodSource("queries")
    void query_isAnsweredAsByOneDatabase(String jpql) {
        assertThat(both.ask(jpql)).isNotEmpty();
    }

    /** EclipseLink leaves the parent class's own table in a subquery or a join. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a FROM Account a WHERE a.tags IS NOT EMPTY",
                "SELECT a FROM Account a JOIN a.tags t WHERE t = 'red'",
                "SELECT DISTINCT a FROM Account a JOIN a.seals s WHERE s.name = 'wax'",
                "SELECT d FROM Document d WHERE d.title IN (SELECT s.name FROM Seal s WHERE s.document.id = d.id)",
                "SELECT COUNT(d) FROM Document d",
                "SELECT s FROM Seal s WHERE s.document.title = 'bill'"
            })
    void query_inWhichAParentStandsForItsOwnTable_isRefused(String jpql) {
        try (EntityManager em = both.sharded().emf().createEntityManager()) {
            assertThatThrownBy(() -> em.createQuery(jpql).getResultList())
                    .hasStackTraceContaining("MERIDIAN-116 Cannot run the query over ");
        }
    }

    @Test
    void parts_areWithTheirOwner() {
        for (String title : List.of("asked", "bill", "other", "back", "alone")) {
            both.tryOut(em -> byTitle(em, title).parts());
        }
        assertThat(both.shardsOf("PC_TAG", "1 = 1")).containsExactly("asia", "asia", "asia", "europe");
        assertThat(both.shardsOf("PC_DRAWING", "1 = 1")).containsExactly("asia", "europe", "europe");
        assertThat(both.shardsOf("PC_CITED", "1 = 1")).containsExactly("asia", "europe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"IN", "JOIN", "EXISTS"})
    void batch_ofRelationsToAParent_hasAllClasses(String type) {
        both.tryOut(em -> Stream.of("pages", "seals", "tags", "cited")
                .map(relation -> em.createQuery("SELECT i FROM Invoice i", Document.class)
                        .setHint("eclipselink.batch", "i." + relation)
                        .setHint("eclipselink.batch.type", type)
                        .getResultStream()
                        .map(Document::parts)
                        .sorted()
                        .toList())
                .toList());
    }

    // Class by class: EclipseLink alone does not find them all together.
    private static Document byTitle(EntityManager em, String title) {
        return Stream.of("Letter", "Invoice", "Refund")
                .flatMap(type -> em.createQuery("SELECT d FROM " + type + " d WHERE d.title = ?1", Document.class)
                        .setParameter(1, title)
                        .getResultStream())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void changesOfParts_goToTheOwnersShard() {
        both.tryOut(em -> {
            Document bill = byTitle(em, "bill");
            bill.tags.remove("old");
            bill.tags.add("new");
            bill.pages.removeIf(Drawing.class::isInstance);
            bill.page(new Drawing("b3")).seal(new Seal("lead"));
            bill.cited.clear();
            return afterwards(em, "bill");
        });
        both.tryOut(em -> {
            byTitle(em, "other").cites(byTitle(em, "note")).pages.clear();
            return afterwards(em, "other");
        });
        both.tryOut(em -> {
            em.remove(byTitle(em, "bill"));
            em.flush();
            em.clear();
            return Stream.of("Invoice", "Drawing", "Page", "Seal")
                    .map(type -> em.createQuery("SELECT x FROM " + type + " x", Object.class).getResultList().stream()
                            .map(String::valueOf)
                            .sorted()
                            .toList())
                    .toList();
        });
    }

    private static String afterwards(EntityManager em, String title) {
        em.flush();
        em.clear();
        return byTitle(em, title).parts();
    }
}
