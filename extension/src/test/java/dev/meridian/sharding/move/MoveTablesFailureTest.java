package dev.meridian.sharding.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.testkit.StatementLog;
import dev.meridian.sharding.testkit.jta.Transactions;
import dev.meridian.sharding.testkit.jta.TwoPhaseFailures.Phase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever fails in a move of rows of many tables: it is done as a whole or not at all. */
class MoveTablesFailureTest extends HarbourScenario {

    private Harbour harbour = new Harbour("Asia", 20);

    @BeforeEach
    void storeOne() throws Exception {
        harbour = storeHarbour("Asia");
    }

    @Test
    void move_eachOfItsStatementsFailsOnce_changesNothingUntilNoneFails() throws Exception {
        List<StatementLog.Entry> sent = statementsOfAMove();
        assertThat(sent).hasSizeGreaterThanOrEqualTo(3 * ALL.size());
        for (StatementLog.Entry statement : sent) {
            unit.log().failNext(statement.shard(), statement.sql()::equals);
            assertThatThrownBy(this::move).as(statement.sql()).isNotNull();
            Transactions.end();
            assertThat(rows("asia")).isEqualTo(ALL);
            assertThat(rows("europe")).isEqualTo(NOTHING);
        }
        move();
        assertThat(rows("asia")).isEqualTo(NOTHING);
        assertWhole(harbour, "europe");
    }

    @Test
    void move_databaseThatIsLostBetweenPrepareAndCommit_isDoneAfterRecovery() throws Exception {
        unit.failures().failNext("europe", Phase.COMMIT);
        move();
        Transactions.recover();
        assertThat(rows("asia")).isEqualTo(NOTHING);
        assertWhole(harbour, "europe");
    }

    private List<StatementLog.Entry> statementsOfAMove() throws Exception {
        Transactions.manager().begin();
        try (var em = unit.emf().createEntityManager()) {
            Harbour found = em.find(Harbour.class, harbour.getId());
            unit.log().clear();
            found.setContinent("Europe");
            em.flush();
            return unit.log().all();
        } finally {
            Transactions.manager().rollback();
        }
    }

    private void move() throws Exception {
        in(em -> {
            em.find(Harbour.class, harbour.getId()).setContinent("Europe");
            em.flush();
        });
    }
}
