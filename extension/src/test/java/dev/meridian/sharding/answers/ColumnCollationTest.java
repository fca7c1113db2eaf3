package dev.meridian.sharding.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.queries.CursoredStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of PostgreSQL that sort otherwise than their database, which sorts by bytes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ColumnCollationTest {

    private static final List<String> TEXTS = List.of(
            "apple", "Banana", "cherry", "Apple", "banana", "Cherry", "\u00e4pfel", "San Jose", "San-Jose", "zoe");

    private static final List<String> SHARDS = List.of("north_america", "asia", "europe");

    private ShardedUnit sharded;
    private ShardedUnit single;

    @BeforeAll
    void open() throws SQLException {
        sharded = ShardedUnit.with(Word.class)
                .on(DatabaseKind.POSTGRESQL)
                .shards(SHARDS.toArray(String[]::new))
                .createTables()
                .open();
        single = ShardedUnit.with(Word.class)
                .on(DatabaseKind.POSTGRESQL)
                .unsharded()
                .createTables()
                .open();
        for (String shard : SHARDS) {
            collate(sharded, shard);
        }
        collate(single, "one");
        store(sharded.emf());
        store(single.emf());
    }

    @AfterAll
    void close() {
        sharded.close();
        single.close();
    }

    private static void collate(ShardedUnit unit, String shard) throws SQLException {
        unit.execute(
                shard,
                "CREATE COLLATION loosely (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE COLLATION \"by Language\" (provider = icu, locale = 'en-US')",
                "ALTER TABLE WORD ALTER COLUMN OWN TYPE VARCHAR(40) COLLATE \"by Language\"",
                "ALTER TABLE WORD ALTER COLUMN LOOSE TYPE VARCHAR(40) COLLATE loosely");
    }

    private static void store(EntityManagerFactory factory) {
        int id = 0;
        for (String text : TEXTS) {
            for (int copies = 0; copies < 2; copies++) {
                try (EntityManager em = factory.createEntityManager()) {
                    em.getTransaction().begin();
                    em.persist(new Word(id, id % 3, text));
                    em.getTransaction().commit();
                    id++;
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT w.own FROM Word w ORDER BY w.own, w.id",
                "SELECT w.id FROM Word w ORDER BY w.own DESC, w.plain, w.id",
                "SELECT w.id FROM Word w ORDER BY w.plain, w.own, w.id",
                "SELECT w.id FROM Word w ORDER BY w.loose, w.id",
                "SELECT w.id FROM Word w ORDER BY w.loose DESC, w.own, w.id",
                "SELECT DISTINCT w.own FROM Word w ORDER BY w.own",
                "SELECT MIN(w.own), MAX(w.own), MIN(w.plain), MAX(w.plain) FROM Word w",
                "SELECT w.own, COUNT(w) FROM Word w GROUP BY w.own ORDER BY w.own",
                "SELECT w.plain, MAX(w.own) FROM Word w GROUP BY w.plain ORDER BY MAX(w.own) DESC",
                "SELECT COUNT(DISTINCT w.own) FROM Word w",
                "SELECT COUNT(w.loose) FROM Word w",
                "SELECT w.own, COUNT(w) FROM Word w GROUP BY w.own HAVING w.own = 'apple'",
                "SELECT w.id FROM Word w WHERE w.loose = 'apple' ORDER BY w.id",
                "SELECT w.id FROM Word w WHERE w.id > (SELECT MIN(LENGTH(x.own)) FROM Word x) ORDER BY w.id"
            })
    void query_overColumnsWithTheirOwnCollation_isAnsweredAsByOneDatabase(String query) {
        assertThat(answer(sharded, query)).isEqualTo(answer(single, query));
    }

    @Test
    void order_ofAColumnWithItsOwnCollation_isNotTheDatabases() {
        assertThat(answer(sharded, "SELECT DISTINCT w.own FROM Word w ORDER BY w.own"))
                .isNotEqualTo(answer(sharded, "SELECT DISTINCT w.plain FROM Word w ORDER BY w.plain"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT DISTINCT w.loose FROM Word w",
                "SELECT w.loose, COUNT(w) FROM Word w GROUP BY w.loose",
                "SELECT COUNT(DISTINCT w.loose) FROM Word w",
                "SELECT MIN(w.loose) FROM Word w",
                "SELECT w.loose FROM Word w UNION SELECT x.plain FROM Word x",
                "SELECT w.id FROM Word w ORDER BY UPPER(w.own), w.id",
                "SELECT w.plain, MIN(w.own) FROM Word w GROUP BY w.plain HAVING MIN(w.own) > 'b'",
                "SELECT w.id FROM Word w WHERE w.plain > (SELECT MIN(x.own) FROM Word x)"
            })
    void query_thatComparesThemInAWayThatIsNotKnown_isRefused(String query) {
        assertThatThrownBy(() -> answer(sharded, query))
                .hasStackTraceContaining(query.contains("(SELECT") ? "MERIDIAN-027" : "MERIDIAN-020")
                .hasStackTraceContaining("collation");
    }

    @Test
    void catalogue_isAskedOnce() {
        answer(sharded, "SELECT w.own FROM Word w ORDER BY w.own");
        sharded.log().clear();

        answer(sharded, "SELECT w.own FROM Word w WHERE w.id > 100 ORDER BY w.own");

        assertThat(sharded.log().counts()).isEqualTo(Map.of("asia", 1, "europe", 1, "north_america", 1));
    }

    @Test
    void cursor_overAColumnWithItsOwnCollation_isInItsOrder() {
        String query = "SELECT w.own FROM Word w ORDER BY w.own, w.id";

        try (EntityManager em = sharded.emf().createEntityManager()) {
            CursoredStream cursor = (CursoredStream)
                    em.createQuery(query).setHint("eclipselink.cursor", true).getSingleResult();
            assertThat(cursor.read(TEXTS.size()).stream().map(String::valueOf).toList())
                    .isEqualTo(answer(single, query).subList(0, TEXTS.size()));
            cursor.close();
        }
    }

    private static List<String> answer(ShardedUnit unit, String query) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            return em.createQuery(query, Object.class).getResultList().stream()
                    .map(row -> row instanceof Object[] values ? Arrays.toString(values) : String.valueOf(row))
                    .toList();
        }
    }
}
