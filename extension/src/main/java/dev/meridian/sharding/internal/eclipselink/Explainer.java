package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.Explanation;
import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.identity.ShardPin;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.plan.ScatterShape;
import dev.meridian.sharding.internal.routing.Route;
import jakarta.persistence.Parameter;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.jpa.JpaQuery;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ReadQuery;

/** Tells the route of a query without running it. Thread-safe. */
final class Explainer {

    private final StatementRouter router;
    private final AbstractSession session;

    Explainer(StatementRouter router, AbstractSession session) {
        this.router = router;
        this.session = session;
    }

    Explanation explain(Query query) {
        DatabaseQuery prepared =
                (DatabaseQuery) query.unwrap(JpaQuery.class).getDatabaseQuery().clone();
        AbstractRecord arguments = prepared.rowFromArguments(values(query, prepared), session);
        limit(query, prepared);
        try {
            prepared.checkPrepare(session, arguments);
            prepared.setSession(session);
            return of(route(prepared, arguments), prepared);
        } catch (ShardingException refused) {
            return new Explanation(
                    Explanation.Kind.NONE, List.of(), "not routed", Optional.of(String.valueOf(refused.getMessage())));
        }
    }

    private Route route(DatabaseQuery query, AbstractRecord arguments) {
        return query.getPartitioningPolicy() instanceof ShardPin pin
                ? Route.pinned(pin.shard())
                : router.route(query, arguments, session);
    }

    private static Explanation of(Route route, DatabaseQuery query) {
        Explanation.Kind kind = route instanceof Route.None
                ? Explanation.Kind.NONE
                : route instanceof Route.Single ? Explanation.Kind.SINGLE : Explanation.Kind.SCATTER;
        Optional<String> refusal = kind == Explanation.Kind.SCATTER
                ? ScatterShape.refusal(query)
                        .map(reason -> Message.SCATTER_REFUSED.line(
                                StatementRouter.name(query), String.join(", ", route.shards()), reason))
                : Optional.empty();
        return new Explanation(kind, route.shards(), route.reason(), refusal);
    }

    // In the order in which the query has them, whatever their names.
    private static List<Object> values(Query query, DatabaseQuery prepared) {
        Map<String, Object> byName = new TreeMap<>();
        for (Parameter<?> parameter : query.getParameters()) {
            if (query.isBound(parameter)) {
                String name = parameter.getName() != null ? parameter.getName() : "" + parameter.getPosition();
                byName.put(name, query.getParameterValue(parameter));
            }
        }
        List<Object> values = new ArrayList<>();
        prepared.getArguments().forEach(name -> values.add(byName.get(name)));
        return values;
    }

    // Jakarta Persistence keeps the limit in its own query until that runs.
    private static void limit(Query query, DatabaseQuery prepared) {
        if (prepared instanceof ReadQuery read) {
            if (query.getMaxResults() != Integer.MAX_VALUE) {
                read.setMaxRows(query.getFirstResult() + query.getMaxResults());
            }
            read.setFirstResult(query.getFirstResult());
        }
    }
}
