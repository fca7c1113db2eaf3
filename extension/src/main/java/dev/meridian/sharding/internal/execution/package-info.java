/**
 * Runs statements on the shards of a route.
 *
 * <p>In: a plan, a route and the session's connections. Out: rows that carry their shard. Decides the order of acquiring,
 * concurrency, deadline and what a failure means. Must not know: what the rows mean.
 */
@NullMarked
package dev.meridian.sharding.internal.execution;

import org.jspecify.annotations.NullMarked;
