package dev.meridian.sharding.answers;

import dev.meridian.sharding.ShardingCustomizer;
import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.answers.ZooQueries.Asked;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.persistence.sessions.SessionCustomizer;

/** The same {@link Zoos} over three databases and in one, which are asked the same queries. */
final class ZooUnits implements AutoCloseable {

    private static final List<String> FAILURE = List.of("fails");

    private static final List<String> TABLES = List.of(
            "STAY", "KEEPER", "BIRD", "FISH", "ANIMAL", "ZOO_STOCK", "ZOO_TASK", "ZOO_TAG", "ZOO_DETAIL", "ZOO");

    private final ShardedUnit sharded;
    private final ShardedUnit single;
    private UnaryOperator<Asked> change = UnaryOperator.identity();

    ZooUnits() {
        this(new ShardingCustomizer());
    }

    /** @param customizer switches Meridian on, or something that is to be compared with it */
    ZooUnits(SessionCustomizer customizer) {
        sharded = ShardedUnit.with(Zoos.ENTITIES)
                .shards(Zoos.SHARDS.toArray(String[]::new))
                .customizer(customizer)
                .property("meridian.cross-shard-writes", "best-effort")
                .createTables()
                .open();
        single = ShardedUnit.with(Zoos.ENTITIES).unsharded().createTables().open();
        fill(sharded);
        fill(single);
    }

    private static void fill(ShardedUnit unit) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            em.getTransaction().begin();
            Zoos.all().forEach(em::persist);
            em.getTransaction().commit();
        }
        unit.emf().getCache().evictAll();
    }

    /** The same units: from now on the one over several databases reads wrongly in this way. */
    ZooUnits spoiledBy(ZooFault fault) throws SQLException {
        for (String shard : Zoos.SHARDS) {
            sharded.execute(
                    shard, TABLES.stream().map(table -> "DELETE FROM " + table).toArray(String[]::new));
        }
        fill(sharded);
        fault.spoil(sharded);
        change = asked -> asked.with(fault.spoil(asked.jpql()));
        return this;
    }

    /** Asks the queries of the seed, until there are so many differences. */
    ZooReport ask(long seed, int queries, int differences) {
        ZooReport report = new ZooReport();
        for (int i = 0; i < queries && report.differences().size() < differences; i++) {
            ask(ZooQueries.random(seed * 1_000_003L + i), report);
        }
        return report;
    }

    private void ask(Asked query, ZooReport report) {
        single.log().clear();
        List<String> expected = answer(single, query);
        if (expected.equals(FAILURE)) {
            report.discarded();
            return;
        }
        sharded.log().clear();
        List<String> found;
        try {
            found = answer(sharded, change.apply(query));
        } catch (ShardingException refusal) {
            report.refused(refusal.code());
            return;
        }
        report.answered(query, sharded.log().counts().size(), !expected.isEmpty());
        if (!found.equals(expected)) {
            report.differs(query + "\n  answers " + found + "\n  but one " + expected);
        }
    }

    private static List<String> answer(ShardedUnit unit, Asked asked) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            Query query = em.createQuery(asked.jpql());
            if (!asked.batch().isEmpty()) {
                String variable = asked.jpql().replaceAll("SELECT (DISTINCT )?(\\w+) .*", "$2");
                query.setHint("eclipselink.batch", variable + "." + asked.batch());
                query.setHint("eclipselink.batch.type", asked.batchType());
            }
            if (asked.most() > 0) {
                query.setFirstResult(asked.first()).setMaxResults(asked.most());
            }
            List<String> rows = ((List<?>) query.getResultList())
                    .stream().map(row -> text(row, asked.batch())).toList();
            return asked.ordered() ? rows : rows.stream().sorted().toList();
        } catch (RuntimeException | StackOverflowError e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof ShardingException refusal) {
                    throw refusal;
                }
            }
            return FAILURE;
        }
    }

    private static String text(Object row, String batch) {
        if (batch.isEmpty()) {
            return row instanceof Object[] columns ? Arrays.toString(columns) : String.valueOf(row);
        }
        return row + " with " + Zoos.related(row, batch);
    }

    @Override
    public void close() {
        sharded.close();
        single.close();
    }
}
