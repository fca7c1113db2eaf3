/**
 * Makes the tables and the ids.
 *
 * <p>In: the unit's schema generation and sequencing settings. Out: DDL on every shard, sequence and unsharded tables on the
 * primary shard only, and sequence allocation there. Must not know: queries, routes.
 */
@NullMarked
package dev.meridian.sharding.internal.schema;

import org.jspecify.annotations.NullMarked;
