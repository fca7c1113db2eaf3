/**
 * Entities whose ids have several columns or come from their parents, for tests of every room.
 *
 * <p>In and out: nothing but the mapping. They are listed in the tests' {@code META-INF/persistence.xml}, so that they are
 * woven under the agent. Must not know: any room.
 */
@NullMarked
package dev.meridian.sharding.testkit.family;

import org.jspecify.annotations.NullMarked;
