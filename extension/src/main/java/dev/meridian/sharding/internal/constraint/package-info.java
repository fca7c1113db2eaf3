/**
 * The algebra of shard-key values: what a condition leaves possible.
 *
 * <p>In come single conditions on the shard key, with their values; out goes, combined by AND, OR and NOT in SQL's
 * three-valued logic, a {@link dev.meridian.sharding.internal.constraint.KeyConstraint}: a superset of the key values for
 * which the whole can be true. This room must not know of EclipseLink, of query trees, of shards, or of databases: who
 * calls it answers for a database comparing values as Java does.
 */
@NullMarked
package dev.meridian.sharding.internal.constraint;

import org.jspecify.annotations.NullMarked;
