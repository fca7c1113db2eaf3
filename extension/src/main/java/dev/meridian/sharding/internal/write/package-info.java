/**
 * Brings inserts, updates and deletes to the right shard.
 *
 * <p>In: the changes of a flush. Out: the shard of each of them, and what the transaction has touched; or a refusal before
 * any SQL. Must not know: how results of reads are united.
 */
@NullMarked
package dev.meridian.sharding.internal.write;

import org.jspecify.annotations.NullMarked;
