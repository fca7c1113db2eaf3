/**
 * Reads a query's conditions.
 *
 * <p>In: a query's expression tree and its bound values. Out: the constraint that they prove on the shard key, with the
 * reason. What is not understood means everything, never nothing. Must not know: connections, rows, which shard holds
 * which value.
 */
@NullMarked
package dev.meridian.sharding.internal.analysis;

import org.jspecify.annotations.NullMarked;
