/**
 * The differential oracle: random JPQL over a sharded unit and over one database with the same rows, and no difference.
 *
 * <p>In: a {@link dev.meridian.sharding.testkit.oracle.UnitDescription} of the entities, and the two units. Out: a report of
 * what was asked, what was refused, and where the two differ, with the smallest query that still differs. Must not know:
 * any room, nor any entity but by its description.
 */
@NullMarked
package dev.meridian.sharding.testkit.oracle;

import org.jspecify.annotations.NullMarked;
