package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.analysis.QueryAnalysis;
import dev.meridian.sharding.internal.analysis.QueryAnalyzer;
import dev.meridian.sharding.internal.execution.RowToken;
import dev.meridian.sharding.internal.identity.ShardedObjectBuilder;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.ReferenceEntity;
import dev.meridian.sharding.internal.model.Settings.NativeQueries;
import dev.meridian.sharding.internal.model.ShardingModel;
import dev.meridian.sharding.internal.routing.Route;
import dev.meridian.sharding.internal.routing.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ObjectLevelModifyQuery;

/**
 * Finds the route of each statement that reads or writes a sharded entity. Thread-safe.
 *
 * <p>A statement about an object goes to the object's shard; one whose row came from a shard (a lazy load) goes there;
 * any other is analysed.
 */
final class StatementRouter {

    private final ShardingModel model;
    private final QueryAnalyzer analyzer;
    private final NativeQueries nativeQueries;
    private final ReferenceRoutes references;
    private final Map<String, Router> routers = new TreeMap<>();

    StatementRouter(ShardingModel model, QueryAnalyzer analyzer, NativeQueries nativeQueries) {
        this.model = model;
        this.analyzer = analyzer;
        this.nativeQueries = nativeQueries;
        this.references = new ReferenceRoutes(model);
        model.roots().forEach(root -> routers.put(root.name(), new Router(root.map(), root.keyNullable())));
    }

    /**
     * @throws dev.meridian.sharding.ShardingException if no route can be right
     */
    Routing route(DatabaseQuery query, AbstractRecord arguments, AbstractSession session) {
        if (query instanceof ObjectLevelModifyQuery write) {
            return Routing.together(ofObject(write));
        }
        Optional<ReferenceEntity> replicated = references.bulk(query);
        if (replicated.isPresent()) {
            return references.bulk(replicated.get(), query, analyzer.analyze(query, arguments, session));
        }
        String origin = RowToken.of(arguments);
        if (origin != null) {
            return Routing.together(new Route.Single(known(origin), "the shard of the object"));
        }
        return query.isCallQuery() ? ofNative() : ofConditions(query, arguments, session);
    }

    /**
     * The route of SQL that no hint pins.
     *
     * @throws dev.meridian.sharding.ShardingException unless the unit sends it to the primary shard
     */
    Routing ofNative() {
        if (nativeQueries == NativeQueries.REFUSE) {
            throw Message.NATIVE_REFUSED.with();
        }
        return Routing.together(new Route.Single(model.shards().primary(), "native queries go to the primary shard"));
    }

    private Route ofObject(ObjectLevelModifyQuery write) {
        Optional<ReferenceEntity> reference = references.of(write);
        if (reference.isPresent()) {
            return references.write(reference.get());
        }
        ClassDescriptor descriptor = write.getDescriptor();
        String shard = ((ShardedObjectBuilder) descriptor.getObjectBuilder()).shardOf(write.getObject());
        if (shard == null) {
            throw Message.UNKNOWN_OWNER.with(descriptor.getAlias());
        }
        return new Route.Single(shard, "the shard of the object");
    }

    private String known(String shard) {
        if (!model.shards().isKnown(shard)) {
            throw Message.UNKNOWN_SHARD.with(
                    shard, String.join(", ", model.shards().names()));
        }
        return model.shards().canonical(shard);
    }

    private Routing ofConditions(DatabaseQuery query, AbstractRecord arguments, AbstractSession session) {
        QueryAnalysis analysis = analyzer.analyze(query, arguments, session);
        List<Route> routes = new ArrayList<>();
        analysis.findings().forEach(finding -> routes.add(ofFinding(finding)));
        if (analysis.readsUnsharded()) {
            routes.add(new Route.Single(model.shards().primary(), "unsharded entities are on the primary shard"));
        }
        if (routes.isEmpty()) {
            return Routing.together(references.read(query, null, analysis.references()));
        }
        Route united = routes.stream()
                .reduce((one, other) -> one.unite(other, model.shards().names()))
                .orElseThrow();
        List<String> shards = united.shards();
        boolean apart =
                shards.size() > 1 && (routes.size() > 1 || ReferenceRoutes.canRunApart(query, analysis.references()));
        Optional<Routing.Bound> bound = isBound(query, united, analysis.entityShards())
                ? Optional.of(new Routing.Bound(analysis.entityShards(), arguments))
                : Optional.empty();
        // What is taken apart is judged part by part.
        return apart
                ? Routing.apart(united)
                : new Routing(references.read(query, united, analysis.references()), false, bound);
    }

    /** Whether the ids of entities that are compared with mean others in one of the shards. */
    private static boolean isBound(DatabaseQuery query, Route route, Set<String> entityShards) {
        if (route.shards().isEmpty() || entityShards.isEmpty()) {
            return false;
        }
        if (entityShards.contains(QueryAnalysis.UNKNOWN_SHARD)) {
            throw refusal(query, route, "it is bound to an entity whose id other shards may have too");
        }
        return !(route.shards().size() == 1 && entityShards.equals(Set.copyOf(route.shards())));
    }

    /** Whether a query reads a sharded entity. */
    boolean readsSharded(DatabaseQuery query, AbstractRecord arguments, AbstractSession session) {
        return !analyzer.analyze(query, arguments, session).findings().isEmpty();
    }

    private static ShardingException refusal(DatabaseQuery query, Route route, String reason) {
        return Message.SCATTER_REFUSED.with(
                name(query), String.join(", ", route.shards()), reason + " (" + route.reason() + ")");
    }

    private Route ofFinding(QueryAnalysis.Finding finding) {
        Router router = Objects.requireNonNull(routers.get(finding.root().name()));
        Route route = router.route(finding.keys(), finding.reason());
        List<String> found = route.shards();
        List<String> ordered = model.shards().names().stream()
                .filter(found::contains)
                .filter(shard ->
                        finding.shards().map(known -> known.contains(shard)).orElse(true))
                .toList();
        return ordered.equals(found) ? route : Route.of(ordered, route.reason());
    }

    static String name(DatabaseQuery query) {
        return query.getDescriptor() != null ? query.getDescriptor().getAlias() : "native SQL";
    }
}
