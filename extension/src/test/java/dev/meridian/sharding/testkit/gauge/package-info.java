/**
 * Entities that use what EclipseLink offers beside mappings: fetch groups, listeners, kinds of caches and of change
 * tracking.
 *
 * <p>In and out: nothing but the mapping. They are listed in the tests' {@code META-INF/persistence.xml}, so that they are
 * woven under the agent. Must not know: any room.
 */
@NullMarked
package dev.meridian.sharding.testkit.gauge;

import org.jspecify.annotations.NullMarked;
