package dev.meridian.sharding.outside;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;

/**
 * Where a program runs.
 *
 * @param sharded whether ids repeat there, so that a key names a shard
 * @param jta whether transactions are those of JTA
 * @param fault what its entity manager does wrong; null for nothing
 */
record Place(EntityManagerFactory emf, boolean sharded, boolean jta, Fault fault) {

    EntityManager open() {
        EntityManager em = emf.createEntityManager();
        return fault == null ? em : fault.in(em);
    }
}
