/**
 * Makes one plan of a scattered query.
 *
 * <p>In: a query whose route is a scatter. Out: what each shard runs and, in the words of the gather, what is made of their
 * rows; or a refusal with its reason. Must not know: connections, rows.
 *
 * <p>The rule: a result row, or a group's partial result, is computed on one shard of rows that stand there together, which
 * the route has proved. {@code ScatterPlanner} says which kinds of plans that leaves. What brings rows of several shards
 * together is taken apart first: {@code SetBranches} and {@code SubquerySteps} make queries that are routed by themselves.
 *
 * <p>Known imprecision: groups by a function of the shard key are combined though each is in one shard; every branch of a
 * set operation runs by itself though a UNION ALL could run as it is; the plans of Criteria queries, of set operations and of
 * what runs in steps are made for each execution.
 */
@NullMarked
package dev.meridian.sharding.internal.plan;

import org.jspecify.annotations.NullMarked;
