/**
 * What becomes of rows, and of the objects that stand for them, when their shard key changes: scenario tests in JTA.
 *
 * <p>In: units over XA data sources. Out: nothing. Must not know: how a move is done.
 */
@NullMarked
package dev.meridian.sharding.move;

import org.jspecify.annotations.NullMarked;
