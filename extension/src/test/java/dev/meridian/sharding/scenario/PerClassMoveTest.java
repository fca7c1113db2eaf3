package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.scenario.PerClassPartsTest.Document;
import dev.meridian.sharding.scenario.PerClassPartsTest.Drawing;
import dev.meridian.sharding.scenario.PerClassPartsTest.Invoice;
import dev.meridian.sharding.scenario.PerClassPartsTest.Letter;
import dev.meridian.sharding.scenario.PerClassPartsTest.Office;
import dev.meridian.sharding.scenario.PerClassPartsTest.Page;
import dev.meridian.sharding.scenario.PerClassPartsTest.Seal;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.jta.Transactions;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a change of the shard where classes have a table each: rows of theirs do not move, others do. */
class PerClassMoveTest {

    @FunctionalInterface
    private interface Work {
        void with(EntityManager em) throws Exception;
    }

    private ShardedUnit unit;
    private Document bill;
    private Document note;

    @BeforeEach
    void store() throws Exception {
        unit = ShardedUnit.with(PerClassPartsTest.ENTITIES).createTables().jta().open();
        bill = new Invoice().of("Asia", "bill").page(new Drawing("b1")).seal(new Seal("wax"));
        note = new Letter().of("Europe", "note").page(new Page("n1"));
        in(em -> {
            em.persist(bill);
            em.persist(note);
        });
    }

    @AfterEach
    void close() {
        if (unit != null) {
            unit.close();
        }
    }

    private void in(Work work) throws Exception {
        Transactions.in(() -> {
            try (EntityManager em = unit.emf().createEntityManager()) {
                work.with(em);
            }
            return 0;
        });
    }

    @Test
    void key_ofOneOfTheClasses_isNotChangedToAnotherShard() {
        assertThatThrownBy(() -> in(em -> em.find(Invoice.class, bill.id).office = new Office("Europe", "Rome")))
                .hasStackTraceContaining(
                        "MERIDIAN-094 Cannot move Document from the shard asia to europe: Document has a"
                                + " table for each class that inherits from it.");
        assertThatThrownBy(() -> in(em -> {
                    Document found = em.find(Invoice.class, bill.id);
                    found.pages.get(0).document = em.find(Letter.class, note.id);
                }))
                .hasStackTraceContaining(
                        "MERIDIAN-094 Cannot move Page from the shard asia to europe: Page has a table for"
                                + " each class that inherits from it.");
    }

    @Test
    void child_inOneTable_movesToAParentOfAnotherClass() throws Exception {
        try (EntityManager warm = unit.emf().createEntityManager()) {
            assertThat(warm.find(Invoice.class, bill.id).seals).hasSize(1);
            assertThat(warm.find(Letter.class, note.id).seals).isEmpty();
        }
        in(em -> {
            Document from = em.find(Invoice.class, bill.id);
            Document to = em.find(Letter.class, note.id);
            Seal seal = from.seals.remove("wax");
            to.seal(seal);
            em.flush();
            assertThat(Sharding.of(em).shardOf(seal)).isEqualTo("europe");
        });
        try (EntityManager em = unit.emf().createEntityManager()) {
            assertThat(em.find(Document.class, bill.id).seals).isEmpty();
            assertThat(em.find(Document.class, note.id).seals).containsOnlyKeys("wax");
        }
    }
}
