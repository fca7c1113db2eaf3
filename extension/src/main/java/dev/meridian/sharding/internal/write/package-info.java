/**
 * Brings inserts, updates and deletes to the right shard, and rows to another one when their shard key says so.
 *
 * <p>In: the changes of a flush. Out: the shard of each of them, rows and objects that have moved, and what the
 * transaction has touched; or a refusal. Must not know: how results of reads are united.
 */
@NullMarked
package dev.meridian.sharding.internal.write;

import org.jspecify.annotations.NullMarked;
