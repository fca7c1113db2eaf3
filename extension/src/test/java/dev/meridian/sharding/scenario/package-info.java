/**
 * Whole units seen from outside, as an application sees them: entity managers above, statements per shard below.
 *
 * <p>In and out: public API and SQL. Must not know: any room.
 */
@NullMarked
package dev.meridian.sharding.scenario;

import org.jspecify.annotations.NullMarked;
