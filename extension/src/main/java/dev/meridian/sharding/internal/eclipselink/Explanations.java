package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.Explanation;
import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.Shards;
import dev.meridian.sharding.internal.plan.ScatterShape;
import dev.meridian.sharding.internal.routing.Route;
import java.util.List;
import java.util.Optional;
import org.eclipse.persistence.queries.DatabaseQuery;

/** Describes routes, for those who ask and for the log. */
final class Explanations {

    private Explanations() {}

    static Explanation of(Route route, DatabaseQuery query, Shards shards) {
        boolean everywhere = route.shards().size() > 1 && route.shards().containsAll(shards.names());
        return new Explanation(
                kind(route),
                route.shards(),
                everywhere,
                route.reason(),
                gathering(route, query, shards),
                refusal(route, query));
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

    private static Optional<String> gathering(Route route, DatabaseQuery query, Shards shards) {
        if (route instanceof Route.Scatter) {
            return Optional.of("rows are united");
        }
        return route instanceof Route.None && ScatterShape.needsRowsOfADatabase(query)
                ? Optional.of(shards.primary() + " tells what no rows give")
                : Optional.empty();
    }

    private static Optional<String> refusal(Route route, DatabaseQuery query) {
        return route instanceof Route.Scatter scatter
                ? ScatterShape.refusal(query)
                        .map(reason -> Message.SCATTER_REFUSED.line(
                                StatementRouter.name(query), String.join(", ", scatter.shards()), reason))
                : Optional.empty();
    }
}
