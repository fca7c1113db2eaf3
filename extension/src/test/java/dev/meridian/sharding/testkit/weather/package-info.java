/**
 * The two entities of the running example, for tests of every room: a root by its continent, and its co-located child.
 *
 * <p>In and out: nothing but the mapping. They are listed in the tests' {@code META-INF/persistence.xml}, so that they are
 * woven under the agent. Must not know: any room.
 */
@NullMarked
package dev.meridian.sharding.testkit.weather;

import org.jspecify.annotations.NullMarked;
