/**
 * Makes one plan of a scattered query.
 *
 * <p>In: a query whose route is a scatter. Out: what each shard runs and what the gather does with the results, or a
 * refusal with its reason. Must not know: connections, rows.
 */
@NullMarked
package dev.meridian.sharding.internal.plan;

import org.jspecify.annotations.NullMarked;
