/**
 * From what is possible to where it is: shard keys to shards.
 *
 * <p>In come a {@link dev.meridian.sharding.internal.constraint.KeyConstraint} with the reason for it, or the key of a new
 * object; out goes a {@link dev.meridian.sharding.internal.routing.Route} that explains itself, or a
 * {@link dev.meridian.sharding.internal.routing.Placement}. This room must not know of EclipseLink, of queries, or of
 * connections.
 */
@NullMarked
package dev.meridian.sharding.internal.routing;

import org.jspecify.annotations.NullMarked;
