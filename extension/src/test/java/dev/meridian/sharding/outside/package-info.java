/**
 * A company over four databases, as somebody from outside would map it, with a policy of each kind.
 *
 * <p>EclipseLink tests its own partitioning with a model of employees, departments, projects and offices, each with another
 * policy. What those tests show is shown here of Meridian, written anew: the same is persisted, found, asked, changed and
 * removed, over several shards and in one database, with the same answers. What Meridian refuses of that model is shown as
 * a refusal.
 *
 * <p>And farms over three databases, with which random programs of an EntityManager's calls do what they do with one.
 */
package dev.meridian.sharding.outside;
