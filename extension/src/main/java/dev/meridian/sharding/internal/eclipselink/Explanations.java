package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.Explanation;
import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.model.Shards;
import dev.meridian.sharding.internal.routing.Route;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Describes routes, for those who ask and for the log. */
final class Explanations {

    private Explanations() {}

    /** @param method null if one shard answers, or none without SQL */
    static Explanation of(Routing routing, ScatterMethod.@Nullable Method method, Shards shards) {
        return of(routing.route(), Optional.ofNullable(method).map(m -> m.gathering()), Optional.empty(), shards);
    }

    /** Of a query that has a route and cannot run on it. */
    static Explanation refused(Routing routing, ShardingException refusal, Shards shards) {
        return of(routing.route(), Optional.empty(), Optional.of(String.valueOf(refusal.getMessage())), shards);
    }

    private static Explanation of(Route route, Optional<String> gathering, Optional<String> refusal, Shards shards) {
        boolean everywhere = route.shards().size() > 1 && route.shards().containsAll(shards.names());
        return new Explanation(kind(route), route.shards(), everywhere, route.reason(), gathering, refusal);
    }

    /** Of a query that is refused before it has a route. */
    static Explanation refused(ShardingException refusal) {
        return new Explanation(
                Explanation.Kind.NONE,
                List.of(),
                false,
                "not routed",
                Optional.empty(),
                Optional.of(String.valueOf(refusal.getMessage())));
    }

    private static Explanation.Kind kind(Route route) {
        if (route instanceof Route.None) {
            return Explanation.Kind.NONE;
        }
        return route instanceof Route.Single ? Explanation.Kind.SINGLE : Explanation.Kind.SCATTER;
    }
}
