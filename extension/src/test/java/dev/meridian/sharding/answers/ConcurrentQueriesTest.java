package dev.meridian.sharding.answers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.DatabaseKind;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Threads that ask the same named queries with other parameters and windows, and get what one database answers to each. */
class ConcurrentQueriesTest {

    private static final int THREADS = 8;
    private static final int ASKED_BY_EACH = 60;
    private static final List<String> CONTINENTS = List.of("North America", "Asia", "Europe", "Atlantis");

    /** Each kind of plan; all are ordered, or one row. */
    private static final List<String> QUERIES = List.of(
            "SELECT p.code FROM Place p WHERE p.continent = :continent ORDER BY p.code",
            "SELECT p.code FROM Place p WHERE p.continent = :continent OR p.grade > :number ORDER BY p.code",
            "SELECT p.code FROM Place p WHERE p.continent <> :continent AND p.grade > :number ORDER BY p.name, p.code",
            "SELECT COUNT(p), SUM(p.grade), AVG(p.rating) FROM Place p WHERE p.grade > :number OR p.continent = :continent",
            "SELECT p.grade, COUNT(v), MAX(p.name) FROM Place p LEFT JOIN p.visits v WHERE p.continent <> :continent"
                    + " GROUP BY p.grade HAVING COUNT(v) > :number ORDER BY p.grade",
            "SELECT DISTINCT p.name FROM Place p WHERE p.continent <> :continent AND p.grade > :number ORDER BY p.name",
            "SELECT v.code, v.place.code FROM Visit v WHERE v.place.continent <> :continent AND v.guests > :number"
                    + " ORDER BY v.place.grade DESC, v.code",
            "SELECT p.code FROM Place p WHERE p.grade > (SELECT AVG(x.grade) FROM Place x WHERE x.continent <> :continent)"
                    + " AND p.grade > :number ORDER BY p.code",
            "SELECT p.code FROM Place p WHERE p.continent <> :continent AND p.grade > :number"
                    + " AND EXISTS (SELECT v FROM Visit v WHERE v.place = p AND v.guests > :number) ORDER BY p.code",
            "SELECT COUNT(v) FROM Visit v WHERE v.guests > :number OR v.place.continent = :continent",
            // Other shards have visits of the same id.
            "SELECT r.code FROM Remark r WHERE r.visit = :visit OR r.stars > :number AND r.visit.place.continent = :continent"
                    + " ORDER BY r.code");

    @Test
    void namedQuery_askedByManyThreads_isAnsweredToEachByItsOwnParameters() throws Exception {
        try (Units units = new Units(DatabaseKind.DERBY)) {
            name(units.sharded.emf());
            name(units.single.emf());
            Map<Question, List<String>> expected = new HashMap<>();
            questions().forEach(question -> expected.put(question, question.ask(units.single.emf())));
            List<Question> order = List.copyOf(expected.keySet());
            List<Future<?>> running = new ArrayList<>();
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                for (int thread = 0; thread < THREADS; thread++) {
                    Random random = new Random(thread);
                    running.add(threads.submit(() -> {
                        for (int i = 0; i < ASKED_BY_EACH; i++) {
                            Question question = order.get(random.nextInt(order.size()));
                            assertThat(question.ask(units.sharded.emf()))
                                    .as("%s", question)
                                    .isEqualTo(expected.get(question));
                        }
                    }));
                }
                for (Future<?> each : running) {
                    each.get();
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static void name(EntityManagerFactory factory) {
        try (EntityManager em = factory.createEntityManager()) {
            QUERIES.forEach(query -> factory.addNamedQuery(query, em.createQuery(query)));
        }
    }

    private static List<Question> questions() {
        List<Question> all = new ArrayList<>();
        for (String query : QUERIES) {
            for (String continent : CONTINENTS) {
                for (int number = 1; number < 4; number++) {
                    all.add(new Question(query, continent, number, 0));
                    all.add(new Question(query, continent, number, number));
                }
            }
        }
        return all;
    }

    private static Visit visit(EntityManager em) {
        return em.createQuery("SELECT v FROM Visit v WHERE v.code = 'V-003'", Visit.class)
                .getSingleResult();
    }

    /** @param first the first result; of a window if it is not 0 */
    private record Question(String query, String continent, int number, int first) {

        List<String> ask(EntityManagerFactory factory) {
            try (EntityManager em = factory.createEntityManager()) {
                Query named = em.createNamedQuery(query).setParameter("continent", continent);
                if (query.contains(":number")) {
                    named.setParameter("number", query.contains("HAVING") ? (Object) (long) number : (Object) number);
                }
                if (query.contains(":visit")) {
                    named.setParameter("visit", visit(em));
                }
                if (first > 0) {
                    named.setFirstResult(first).setMaxResults(3);
                }
                List<?> rows = named.getResultList();
                return rows.stream()
                        .map(row -> row instanceof Object[] values ? Arrays.toString(values) : String.valueOf(row))
                        .toList();
            }
        }
    }
}
