package dev.meridian.sharding.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.persistence.internal.weaving.PersistenceWeaved;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("weaving")
class UnderEclipseLinkTest {

    private static final boolean WOVEN = Boolean.getBoolean("meridian.test.weaving");

    private final StatementLog log = new StatementLog();
    private final EntityManagerFactory factory = Persistence.createEntityManagerFactory(
            "testkit",
            Map.of(
                    "jakarta.persistence.jdbc.driver", RecordingDriver.class.getName(),
                    "jakarta.persistence.jdbc.url",
                            RecordingDriver.url(
                                    log, "asia", "jdbc:derby:memory:" + UUID.randomUUID() + ";create=true")));

    @AfterEach
    void close() {
        factory.close();
        RecordingDriver.forget(log);
    }

    @Test
    void find_ofUncachedEntity_isOneStatement() {
        persist(new Memo(1, "one"));
        factory.getCache().evictAll();
        log.clear();

        try (EntityManager em = factory.createEntityManager()) {
            assertThat(em.find(Memo.class, 1L).text()).isEqualTo("one");
            assertThat(em.find(Memo.class, 1L).id()).isEqualTo(1);
        }

        assertThat(log.counts().toString()).isEqualTo("{asia=1}");
        assertThat(log.statements("asia")).first().asString().startsWith("SELECT");
    }

    @Test
    void commit_ofOneEntity_isOneCommit() {
        persist(new Memo(1, "one"));

        assertThat(log.commits("asia")).hasSize(1);
        assertThat(log.statements("asia")).last().asString().startsWith("INSERT");
    }

    @Test
    void failNext_onInsert_rollsBack() {
        log.failNext("asia", sql -> sql.startsWith("INSERT"));

        assertThatThrownBy(() -> persist(new Memo(1, "one"))).hasRootCauseInstanceOf(InjectedFailure.class);

        assertThat(log.commits("asia")).isEmpty();
        assertThat(log.rollbacks("asia")).hasSize(1);
    }

    @Test
    void entity_isWovenUnderTheAgentOnly() {
        boolean woven = PersistenceWeaved.class.isAssignableFrom(Memo.class);

        assertThat(woven).isEqualTo(WOVEN);
    }

    /** Twice, because the unit is then deployed a second time over classes that the first has woven. */
    @RepeatedTest(2)
    void lazyToOne_isLazyUnderTheAgentOnly() {
        Memo question = new Memo(1, "question");
        persist(question, new Memo(2, "answer", question));
        factory.getCache().evictAll();
        log.clear();

        try (EntityManager em = factory.createEntityManager()) {
            Memo answer = em.find(Memo.class, 2L);
            assertThat(log.count("asia")).isEqualTo(WOVEN ? 1 : 2);
            assertThat(answer.answered()).extracting(Memo::text).isEqualTo("question");
        }

        assertThat(log.count("asia")).isEqualTo(2);
    }

    private void persist(Memo... memos) {
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            List.of(memos).forEach(em::persist);
            em.getTransaction().commit();
        }
    }
}
