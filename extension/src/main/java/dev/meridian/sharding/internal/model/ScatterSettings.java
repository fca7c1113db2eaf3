package dev.meridian.sharding.internal.model;

import java.util.Optional;

/**
 * The {@code meridian.scatter.*} properties: how queries run on several shards. Immutable.
 *
 * @param executor the JNDI name of the executor whose threads are used; empty for the container's, or else own threads
 * @param parallelism how many shards one query may read at once; empty for all of them, 1 for one after the other
 * @param timeoutMillis how long a query on several shards may take; 0 for as long as it needs
 */
public record ScatterSettings(Optional<String> executor, Optional<Integer> parallelism, long timeoutMillis) {

    /** {@code meridian.scatter.executor}: a JNDI name. */
    public static final String EXECUTOR = "meridian.scatter.executor";

    /** {@code meridian.scatter.parallelism}: a whole number, at least 1. */
    public static final String PARALLELISM = "meridian.scatter.parallelism";

    /** {@code meridian.scatter.timeout}: milliseconds, at least 0. */
    public static final String TIMEOUT = "meridian.scatter.timeout";

    /** What holds where nothing is set. */
    public static final ScatterSettings DEFAULT = new ScatterSettings(Optional.empty(), Optional.empty(), 0);
}
