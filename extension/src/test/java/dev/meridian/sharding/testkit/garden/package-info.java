/**
 * Gardens, for tests of relations: a root whose assigned ids repeat between shards, and what is stored with it over two
 * steps.
 *
 * <p>In and out: nothing but the mapping. They are listed in the tests' {@code META-INF/persistence.xml}, so that they are
 * woven under the agent. Must not know: any room.
 */
@NullMarked
package dev.meridian.sharding.testkit.garden;

import org.jspecify.annotations.NullMarked;
