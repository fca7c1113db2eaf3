package dev.meridian.sharding;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Optional;
import org.eclipse.persistence.sessions.Session;
import org.jspecify.annotations.Nullable;

/**
 * What one may ask a sharded persistence unit: where a thing came from, and which shards there are. Thread-safe, and
 * valid as long as the factory that it was got from.
 */
public interface Sharding {

    /** The name under which the unit's session holds the facade. */
    String SESSION_PROPERTY = "dev.meridian.sharding.Sharding";

    /**
     * The facade of the unit that an entity manager belongs to; container-managed proxies will do, inside a transaction
     * and outside.
     *
     * @throws ShardingException MERIDIAN-002 if Meridian is not switched on in the unit, or nothing in it is sharded
     */
    static Sharding of(EntityManager entityManager) {
        return of(entityManager.getEntityManagerFactory());
    }

    /**
     * The facade of the unit of a factory.
     *
     * @throws ShardingException MERIDIAN-002 if Meridian is not switched on in the unit, or nothing in it is sharded
     */
    static Sharding of(EntityManagerFactory factory) {
        return Optional.of(factory.unwrap(Session.class))
                .map(session -> session.getProperty(SESSION_PROPERTY))
                .filter(Sharding.class::isInstance)
                .map(Sharding.class::cast)
                .orElseThrow(() -> new ShardingException(
                        "MERIDIAN-002",
                        "This persistence unit is not sharded: set the property eclipselink.session.customizer to "
                                + ShardingCustomizer.class.getName() + " and map a sharded entity."));
    }

    /**
     * The shard that an entity came from, managed or detached; for one that is persisted and not yet written, the shard
     * that it will be written to.
     *
     * @return null if the entity is not sharded, or if nothing is known of it (a copy that was made by hand or
     *     deserialised, a new object without a shard key)
     */
    @Nullable String shardOf(Object entity);

    /**
     * The key of an entity, as {@link #shardOf} knows it.
     *
     * @return null where {@link #shardOf} is null, or if the entity has no id yet
     */
    @Nullable ShardedKey keyOf(Object entity);

    /**
     * Tells how a query would run with its current parameters, without running anything.
     *
     * @param query a query of an entity manager of this unit: JPQL, Criteria or named
     * @return its route and the reason for it, or the refusal that it would meet
     */
    Explanation explain(Query query);

    /**
     * Compares the rows of a reference entity in all its shards: all mapped columns, as they are in the database. In a
     * transaction it sees what that has written. It reads all the rows, and holds those of two shards in memory.
     *
     * @param entityManager of this unit
     * @param entity the class of a reference entity
     * @return the differences from the entity's first shard, which reads of it ask
     * @throws IllegalArgumentException if the class is no reference entity
     */
    ReferenceCheck checkReference(EntityManager entityManager, Class<?> entity);

    /**
     * Makes the rows of a reference entity in its other shards those of one shard: inserts what is missing, updates what
     * differs, deletes what is too much. It takes part in the transaction of the entity manager; in RESOURCE_LOCAL the
     * commit is refused like any other that wrote to several shards (MERIDIAN-016).
     *
     * <p>A reference entity must be repaired after those that it points to. Rows that sharded rows point to are not deleted:
     * the database refuses it. Managed objects keep their state until they are refreshed; the shared cache forgets the
     * entity when the transaction commits.
     *
     * @param entityManager of this unit, in a transaction
     * @param entity the class of a reference entity
     * @param fromShard the shard whose rows are right
     * @return the differences that were found, and mended
     * @throws IllegalArgumentException if the class is no reference entity
     * @throws jakarta.persistence.TransactionRequiredException if something differs and there is no transaction
     * @throws ShardingException MERIDIAN-018 if there is no such shard, MERIDIAN-083 if it does not have the entity's rows
     */
    ReferenceCheck repairReference(EntityManager entityManager, Class<?> entity, String fromShard);

    /**
     * As {@link #explain}, with the values of literals and parameters in the reason: {@code asia: continent = 'Asia'}.
     * They are data, which the log does not tell.
     *
     * @param query a query of an entity manager of this unit: JPQL, Criteria or named
     */
    Explanation explainWithValues(Query query);

    /** The names of all shards, the primary one first, the others in the order of their names. */
    List<String> shards();
}
