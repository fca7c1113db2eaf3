/**
 * Reads a query's conditions.
 *
 * <p>In: a query's expression tree and its bound values. Out: the constraint that they prove on the shard key, with the
 * reason. What is not understood means everything, never nothing. Must not know: connections, rows, which shard holds
 * which value.
 *
 * <p>Two steps. Once for each preparation of a query its {@code Shape} is read: its variables in groups that share a
 * shard, and for each group a {@code Condition}, which is free of EclipseLink. Per call an {@code Evaluation} puts the
 * values of the parameters in.
 */
@NullMarked
package dev.meridian.sharding.internal.analysis;

import org.jspecify.annotations.NullMarked;
