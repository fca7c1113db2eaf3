/**
 * A JDBC layer for tests that stands under EclipseLink and counts what really reaches each shard.
 *
 * <p>In: a real JDBC URL or data source and the name of its shard. Out: the same connections, with every statement,
 * commit and rollback written down, and with failures on demand. Must not know: the extension under test.
 */
@NullMarked
package dev.meridian.sharding.testkit;

import org.jspecify.annotations.NullMarked;
