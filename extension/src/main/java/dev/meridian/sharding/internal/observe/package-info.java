/**
 * Tells what happened and why: explanations, events, health, metrics, traces.
 *
 * <p>In: routes, plans and executions. Out: reports without any value of the data. Must not change what it reports on.
 */
@NullMarked
package dev.meridian.sharding.internal.observe;

import org.jspecify.annotations.NullMarked;
