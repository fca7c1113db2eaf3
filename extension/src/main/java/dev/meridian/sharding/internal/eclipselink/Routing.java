package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.routing.Route;

/**
 * The route of a statement, and what it is a route of.
 *
 * @param route all shards that the statement needs
 * @param apart whether it brings together rows that need not be in one shard: no shard alone can tell its part of the answer
 */
record Routing(Route route, boolean apart) {

    /** Of a statement that each shard of the route can answer for its own rows. */
    static Routing together(Route route) {
        return new Routing(route, false);
    }
}
