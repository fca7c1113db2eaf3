package dev.meridian.sharding.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.StatementLog;
import dev.meridian.sharding.testkit.jta.Transactions;
import dev.meridian.sharding.testkit.jta.TwoPhaseFailures.Phase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever fails in a move, and whenever: it is done as a whole or not at all. */
class MoveFailureTest extends MoveScenario {

    private Town town = new Town("Asia", "Tokyo");

    @BeforeEach
    void storeTown() throws Exception {
        town = store(new Town("Asia", "Tokyo"));
    }

    @Test
    void move_eachOfItsStatementsFailsOnce_changesNothingUntilNoneFails() throws Exception {
        List<StatementLog.Entry> sent = statementsOfAMove();
        assertThat(sent).hasSizeGreaterThanOrEqualTo(10);
        for (StatementLog.Entry statement : sent) {
            unit.log().failNext(statement.shard(), statement.sql()::equals);
            assertThatThrownBy(this::move).as(statement.sql()).isNotNull();
            Transactions.end();
            assertWhole("asia", "europe");
        }
        move();
        assertWhole("europe", "asia");
    }

    @ParameterizedTest
    @ValueSource(strings = {"asia", "europe"})
    void move_databaseThatCannotPrepare_changesNothing(String shard) throws Exception {
        unit.failures().failNext(shard, Phase.PREPARE);
        assertThatThrownBy(this::move).isInstanceOf(jakarta.transaction.RollbackException.class);
        assertWhole("asia", "europe");
        move();
        assertWhole("europe", "asia");
    }

    @ParameterizedTest
    @ValueSource(strings = {"asia", "europe"})
    void move_databaseThatIsLostBetweenPrepareAndCommit_isDoneAfterRecovery(String shard) throws Exception {
        unit.failures().failNext(shard, Phase.COMMIT);
        move();
        Transactions.recover();
        assertWhole("europe", "asia");
    }

    private List<StatementLog.Entry> statementsOfAMove() throws Exception {
        Transactions.manager().begin();
        try (var em = unit.emf().createEntityManager()) {
            Town found = em.find(Town.class, town.getId());
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
            em.find(Town.class, town.getId()).setContinent("Europe");
            em.flush();
        });
    }

    private void assertWhole(String full, String empty) {
        assertThat(List.of(rows(full, "TOWN"), rows(full, "SENSOR"), rows(full, "SAMPLE")))
                .containsExactly(1, 2, 1);
        assertThat(List.of(rows(empty, "TOWN"), rows(empty, "SENSOR"), rows(empty, "SAMPLE")))
                .containsExactly(0, 0, 0);
        assertThat(ShardedUnit.SHARDS).contains(full, empty);
    }
}
