package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.eclipse.persistence.jpa.JpaCache;

/**
 * The same rows over four databases with Meridian and in one without it: what is asked of both must have one answer. The
 * entities of an answer are compared by their texts.
 */
public final class BesideOneDatabase implements AutoCloseable {

    private final ShardedUnit sharded;
    private final ShardedUnit single;

    /** Over {@link ShardedUnit#SHARDS}, and in one. */
    public BesideOneDatabase(DatabaseKind kind, Class<?>... managed) {
        this(kind, UnaryOperator.identity(), managed);
    }

    /** @param configure what both units are like beyond that */
    public BesideOneDatabase(DatabaseKind kind, UnaryOperator<ShardedUnit.Builder> configure, Class<?>... managed) {
        sharded = configure
                .apply(ShardedUnit.with(managed)
                        .on(kind)
                        .createTables()
                        .property("meridian.cross-shard-writes", "best-effort"))
                .open();
        single = configure
                .apply(ShardedUnit.with(managed).on(kind).createTables().unsharded())
                .open();
        forget();
    }

    /** The one of several shards. */
    public ShardedUnit sharded() {
        return sharded;
    }

    /** Writes the same to both, in a transaction each, and empties the shared caches and the log. */
    public void write(Consumer<EntityManager> work) {
        run(em -> {
            work.accept(em);
            return null;
        });
        forget();
    }

    /** Does the same with both, in a transaction each; both must answer the same. */
    public <T> T run(Function<EntityManager, T> work) {
        return run(work, true);
    }

    /** As {@link #run}, but rolls back. */
    public <T> T tryOut(Function<EntityManager, T> work) {
        return run(work, false);
    }

    private <T> T run(Function<EntityManager, T> work, boolean commits) {
        forget();
        Result<T> expected = inTransaction(single, work, commits);
        Result<T> answer = inTransaction(sharded, work, commits);
        assertThat(answer.text()).isEqualTo(expected.text());
        return answer.value();
    }

    /** @param text of the value, made while its transaction was open */
    private record Result<T>(T value, String text) {}

    /** Empties the shared caches and the log. */
    public void forget() {
        // Eviction alone leaves objects that the next row completes.
        single.emf().getCache().unwrap(JpaCache.class).clear();
        sharded.emf().getCache().unwrap(JpaCache.class).clear();
        sharded.log().clear();
    }

    /** What both answer, in the order of the query if it has one; the log holds its statements alone. */
    public List<String> ask(String jpql, Object... parameters) {
        forget();
        List<String> expected = texts(single, jpql, parameters);
        List<String> answer = texts(sharded, jpql, parameters);
        if (jpql.contains("ORDER BY")) {
            assertThat(answer).as(jpql).isEqualTo(expected);
        } else {
            assertThat(answer).as(jpql).containsExactlyInAnyOrderElementsOf(expected);
        }
        return answer;
    }

    /** How many statements each shard ran since the last question. */
    public Map<String, Integer> counts() {
        return sharded.log().counts();
    }

    /** A bulk statement and a query after it, rolled back: the number of changed rows, and the answer of the query. */
    public List<String> execute(String jpql, String after, Object... parameters) {
        return tryOut(em -> {
            int changed = query(em, jpql, parameters).executeUpdate();
            List<String> answer = new ArrayList<>(List.of(changed + " changed"));
            answer.addAll(texts(query(em, after)));
            return answer;
        });
    }

    /** Where a table's rows are that fulfil a condition. */
    public List<String> shardsOf(String table, String condition) {
        return ShardedUnit.SHARDS.stream()
                .flatMap(shard -> Collections.nCopies(rows(shard, table, condition), shard).stream())
                .toList();
    }

    private int rows(String shard, String table, String condition) {
        try (var connection = sharded.jdbc(shard);
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT COUNT(*) FROM " + table + " WHERE " + condition)) {
            result.next();
            return result.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> Result<T> inTransaction(ShardedUnit unit, Function<EntityManager, T> work, boolean commits) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            em.getTransaction().begin();
            try {
                T value = work.apply(em);
                Result<T> result = new Result<>(value, text(value));
                if (commits) {
                    em.getTransaction().commit();
                }
                return result;
            } finally {
                if (em.getTransaction().isActive()) {
                    em.getTransaction().rollback();
                }
            }
        }
    }

    private static List<String> texts(ShardedUnit unit, String jpql, Object... parameters) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            return texts(query(em, jpql, parameters));
        }
    }

    private static List<String> texts(Query query) {
        return ((List<?>) query.getResultList())
                .stream().map(BesideOneDatabase::text).toList();
    }

    private static Query query(EntityManager em, String jpql, Object... parameters) {
        Query query = em.createQuery(jpql);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query;
    }

    private static String text(Object value) {
        if (value instanceof Object[] columns) {
            return Arrays.stream(columns).map(BesideOneDatabase::text).toList().toString();
        }
        if (value instanceof Collection<?> several) {
            return several.stream().map(BesideOneDatabase::text).toList().toString();
        }
        return String.valueOf(value);
    }

    @Override
    public void close() {
        sharded.close();
        single.close();
    }
}
