package dev.meridian.sharding.answers;

import dev.meridian.sharding.ShardingCustomizer;
import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.oracle.Equality;
import dev.meridian.sharding.testkit.oracle.Oracle;
import jakarta.persistence.EntityManager;
import java.util.Arrays;
import java.util.List;
import org.eclipse.persistence.sessions.SessionCustomizer;

/** The same rows over four databases and in one. */
final class Units implements AutoCloseable {

    private static final Class<?>[] ENTITIES = {Place.class, Visit.class, Remark.class, Land.class, Topic.class};

    final ShardedUnit sharded;
    final ShardedUnit single;

    Units(DatabaseKind kind) {
        this(kind, new ShardingCustomizer());
    }

    /** @param customizer switches Meridian on, or something that is to be compared with it */
    Units(DatabaseKind kind, SessionCustomizer customizer) {
        sharded = ShardedUnit.with(ENTITIES)
                .on(kind)
                .createTables()
                .customizer(customizer)
                // The rows of a reference entity are written to each shard.
                .property("meridian.cross-shard-writes", "best-effort")
                .open();
        single = ShardedUnit.with(ENTITIES).on(kind).unsharded().createTables().open();
        Rows.store(sharded.emf());
        Rows.store(single.emf());
    }

    /** The rows in words: in the query's order, if it has one. */
    static List<String> answer(ShardedUnit unit, String query) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            List<String> rows = em.createQuery(query, Object.class).getResultList().stream()
                    .map(row -> row instanceof Object[] values ? Arrays.toString(values) : String.valueOf(row))
                    .toList();
            return query.contains("ORDER BY") ? rows : rows.stream().sorted().toList();
        }
    }

    Oracle oracle() {
        Equality equality = sharded.kind() == DatabaseKind.DERBY ? Equality.DERBY : Equality.EXACT;
        return Oracle.of(Rows.description(), equality, sharded.emf(), sharded.log(), single.emf());
    }

    @Override
    public void close() {
        sharded.close();
        single.close();
    }
}
