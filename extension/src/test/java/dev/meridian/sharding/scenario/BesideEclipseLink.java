package dev.meridian.sharding.scenario;

import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** A unit whose first rows EclipseLink alone wrote, before Meridian was switched on over the same databases. */
final class BesideEclipseLink implements AutoCloseable {

    private final List<String> shards;
    private final ShardedUnit unit;

    /**
     * @param before writes the first rows
     * @param tables the statements that create the tables, for each shard
     */
    BesideEclipseLink(Consumer<EntityManager> before, List<String> tables, Class<?>... managed) throws SQLException {
        this(ShardedUnit.SHARDS, before, tables, managed);
    }

    /** Over other shards; the first is the primary. */
    BesideEclipseLink(List<String> shards, Consumer<EntityManager> before, List<String> tables, Class<?>... managed)
            throws SQLException {
        this.shards = shards;
        unit = ShardedUnit.with(managed)
                .shards(shards.toArray(String[]::new))
                .withoutMeridian()
                .open();
        for (String shard : shards) {
            unit.execute(shard, tables.toArray(String[]::new));
        }
        write(before);
        unit.restart("meridian.primary-shard", shards.get(0));
        unit.restart("eclipselink.session.customizer", "dev.meridian.sharding.ShardingCustomizer");
        unit.log().clear();
    }

    ShardedUnit unit() {
        return unit;
    }

    /** Where a table's rows are that fulfil a condition. */
    List<String> shardsOf(String table, String condition) throws SQLException {
        List<String> found = new ArrayList<>();
        for (String shard : shards) {
            try (var connection = unit.jdbc(shard);
                    var rows = connection
                            .createStatement()
                            .executeQuery("SELECT 1 FROM " + table + " WHERE " + condition)) {
                while (rows.next()) {
                    found.add(shard);
                }
            }
        }
        return found;
    }

    void write(Consumer<EntityManager> work) {
        with(em -> {
            em.getTransaction().begin();
            work.accept(em);
            em.getTransaction().commit();
            return true;
        });
    }

    <T> T with(Function<EntityManager, T> work) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            return work.apply(em);
        }
    }

    /** The ids that a query returns; the log holds its statements alone. */
    List<Long> ids(String jpql, Map<String, Object> parameters) {
        unit.log().clear();
        return with(em -> {
            var query = em.createQuery(jpql, Long.class);
            parameters.forEach(query::setParameter);
            return query.getResultList();
        });
    }

    @Override
    public void close() {
        unit.close();
    }
}
