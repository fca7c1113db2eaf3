package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.Explanation;
import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.identity.ShardPin;
import dev.meridian.sharding.internal.plan.SetBranches;
import dev.meridian.sharding.internal.plan.SubquerySteps;
import dev.meridian.sharding.internal.routing.Route;
import jakarta.persistence.Parameter;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.partitioning.PartitioningPolicy;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.jpa.JpaQuery;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.queries.ReadQuery;
import org.jspecify.annotations.Nullable;

/** Tells the route of a query without running it. Thread-safe. */
final class Explainer {

    private final StatementRouter router;
    private final StatementRouter tellingValues;
    private final Dispatcher dispatcher;
    private final AbstractSession session;

    /** @param tellingValues finds the same routes as the router, and tells the values in the reasons */
    Explainer(StatementRouter router, StatementRouter tellingValues, Dispatcher dispatcher, AbstractSession session) {
        this.router = router;
        this.tellingValues = tellingValues;
        this.dispatcher = dispatcher;
        this.session = session;
    }

    Explanation explain(Query query) {
        return explain(query, router);
    }

    Explanation explainWithValues(Query query) {
        return explain(query, tellingValues);
    }

    private Explanation explain(Query query, StatementRouter words) {
        DatabaseQuery prepared =
                (DatabaseQuery) query.unwrap(JpaQuery.class).getDatabaseQuery().clone();
        AbstractRecord arguments = prepared.rowFromArguments(values(query, prepared), session);
        limit(query, prepared);
        try {
            prepared.checkPrepare(session, arguments);
            return explain(prepared, arguments, words);
        } catch (ShardingException refused) {
            return Explanations.refused(refused);
        }
    }

    private Explanation explain(DatabaseQuery prepared, AbstractRecord arguments, StatementRouter words) {
        prepared.setSession(session);
        Routing routing = route(prepared, arguments, words);
        Explanation whole = dispatcher.explain(routing, prepared, session);
        return routing.apart() && whole.refusal().isEmpty()
                ? firstRefused(prepared, arguments, words).orElse(whole)
                : whole;
    }

    // What is run in parts is refused with any of them.
    private Optional<Explanation> firstRefused(DatabaseQuery query, AbstractRecord arguments, StatementRouter words) {
        List<? extends ObjectLevelReadQuery> parts =
                query instanceof ObjectLevelReadQuery read && read.hasUnionExpressions()
                        ? SetBranches.of(read, session).queries()
                        : SubquerySteps.of(query, session);
        return parts.stream()
                .map(part -> {
                    AbstractRecord own = arguments.clone();
                    part.checkPrepare(session, own, true);
                    return explain(part, own, words);
                })
                .filter(explanation -> explanation.refusal().isPresent())
                .findFirst();
    }

    private Routing route(DatabaseQuery query, AbstractRecord arguments, StatementRouter words) {
        PartitioningPolicy policy = policyOf(query);
        Routing routing = policy instanceof ShardPin pin
                ? Routing.together(Route.pinned(pin.shard()))
                : words.route(query, arguments, session);
        if (policy instanceof ReferencePolicy reference) {
            reference.check(query, arguments, session);
        } else if (policy != null) {
            dispatcher.check(query);
        }
        return routing;
    }

    // Null for a query over an unsharded entity.
    private static @Nullable PartitioningPolicy policyOf(DatabaseQuery query) {
        ClassDescriptor descriptor = query.getDescriptor();
        return query.getPartitioningPolicy() != null || descriptor == null
                ? query.getPartitioningPolicy()
                : descriptor.getPartitioningPolicy();
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
