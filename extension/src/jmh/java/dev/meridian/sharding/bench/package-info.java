/**
 * What the rooms on the path of each call cost.
 *
 * <p>In: nothing. Out: time and allocation per call. Must not know: any room but those it measures.
 */
@NullMarked
package dev.meridian.sharding.bench;

import org.jspecify.annotations.NullMarked;
