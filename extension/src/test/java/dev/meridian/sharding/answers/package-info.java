/**
 * Random queries over a sharded unit, compared with one database that has the same rows.
 *
 * <p>In and out: public API, and the test kit's oracle. Must not know: any room.
 */
@NullMarked
package dev.meridian.sharding.answers;

import org.jspecify.annotations.NullMarked;
