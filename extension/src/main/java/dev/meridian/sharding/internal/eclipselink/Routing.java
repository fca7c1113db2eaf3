package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.routing.Route;
import java.util.Optional;
import java.util.Set;
import org.eclipse.persistence.internal.sessions.AbstractRecord;

/**
 * The route of a statement, and what it is a route of.
 *
 * @param route all shards that the statement needs
 * @param apart whether it brings together rows that need not be in one shard: no shard alone can tell its part of the answer
 * @param bound the entities whose ids mean others in a shard of the route, if it compares with such
 */
record Routing(Route route, boolean apart, Optional<Bound> bound) {

    /**
     * @param shards the shards of these entities
     * @param arguments the values of the statement's parameters
     */
    record Bound(Set<String> shards, AbstractRecord arguments) {
        Bound {
            shards = Set.copyOf(shards);
        }
    }

    /** Of a statement that brings together rows that need not be in one shard. */
    static Routing apart(Route route) {
        return new Routing(route, true, Optional.empty());
    }

    /** Of a statement that each shard of the route can answer for its own rows. */
    static Routing together(Route route) {
        return new Routing(route, false, Optional.empty());
    }
}
