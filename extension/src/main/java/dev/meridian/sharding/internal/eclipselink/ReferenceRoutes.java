package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.analysis.QueryAnalysis;
import dev.meridian.sharding.internal.analysis.ReferenceUse;
import dev.meridian.sharding.internal.identity.ShardPin;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.ReferenceEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import dev.meridian.sharding.internal.plan.SubquerySteps;
import dev.meridian.sharding.internal.routing.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ModifyAllQuery;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of what concerns reference entities: a write goes to each of their shards, a read to one, beside
 * sharded entities to those of these. Thread-safe.
 */
final class ReferenceRoutes {

    private static final String REASON = "reference entities are the same in all their shards";

    private final ShardingModel model;

    ReferenceRoutes(ShardingModel model) {
        this.model = model;
    }

    /** The reference entity that a query is about; empty if it is about another, or none. */
    Optional<ReferenceEntity> of(DatabaseQuery query) {
        return query.getDescriptor() == null
                ? Optional.empty()
                : model.reference(query.getDescriptor().getJavaClass());
    }

    /** The reference entity that a bulk statement writes; empty if the query is none. */
    Optional<ReferenceEntity> bulk(DatabaseQuery query) {
        return query instanceof ModifyAllQuery ? of(query) : Optional.empty();
    }

    /** The route of a write. */
    Route write(ReferenceEntity entity) {
        return Route.inEach(entity.shards(), "each shard has these rows");
    }

    /**
     * The route of a bulk statement. Subqueries whose rows are not the same in each shard run before it, if they can.
     *
     * @throws ShardingException MERIDIAN-084 if it would not do the same in each shard
     */
    Routing bulk(ReferenceEntity entity, DatabaseQuery query, QueryAnalysis analysis) {
        ReferenceUse use = analysis.references();
        if (entity.isReplicated() && use.varies()) {
            throw refusal(entity, "the statement calls a function that need not have the same value in each of them");
        }
        boolean others = !analysis.findings().isEmpty()
                || (analysis.readsUnsharded()
                        && !entity.shards().equals(List.of(model.shards().primary())));
        boolean apart = others || !common(use).containsAll(entity.shards());
        if (apart && !SubquerySteps.arePossible(query)) {
            throw refusal(entity, "the statement reads entities whose rows are not the same in each of them");
        }
        return apart ? Routing.apart(write(entity)) : Routing.together(write(entity));
    }

    private static ShardingException refusal(ReferenceEntity entity, String reason) {
        return Message.REFERENCE_WRITE.with(entity.name(), reason);
    }

    /**
     * Refuses a pin that is not right for a reference entity.
     *
     * @throws ShardingException MERIDIAN-083 if the shard has no such rows, MERIDIAN-084 if it is a bulk statement for some
     *     of its shards
     */
    void checkPin(DatabaseQuery query) {
        Optional<ReferenceEntity> found = of(query);
        if (found.isEmpty() || !(query.getPartitioningPolicy() instanceof ShardPin pin)) {
            return;
        }
        ReferenceEntity entity = found.get();
        if (query instanceof ModifyAllQuery && !entity.shards().equals(List.of(pin.shard()))) {
            throw refusal(entity, "the statement is pinned to one");
        }
        if (!entity.shards().contains(pin.shard())) {
            throw Message.REFERENCE_READ.with(entity.name(), pin.shard(), "its rows are not there");
        }
    }

    /**
     * Whether a query that would be wrong in each shard for its reference entities may be right in parts: the branches of
     * a set operation one by one, or subqueries before the rest. Each part is judged when it runs.
     */
    static boolean canRunApart(DatabaseQuery query, ReferenceUse use) {
        return use.preserved()
                && query instanceof ObjectLevelReadQuery read
                && (read.hasUnionExpressions() || SubquerySteps.arePossible(query));
    }

    /**
     * The route of a query.
     *
     * @param others the route that its other entities need; null if it reads reference entities alone
     * @throws ShardingException MERIDIAN-083 if its reference entities are not on these shards, or would be counted more
     *     than once
     */
    Route read(DatabaseQuery query, @Nullable Route others, ReferenceUse use) {
        if (use.entities().isEmpty() && others != null) {
            return others;
        }
        List<String> common = common(use);
        if (others == null || others.shards().isEmpty()) {
            return withoutOthers(query, others, use, common);
        }
        if (!common.containsAll(others.shards())) {
            throw refusal(query, others, "rows of its reference entities are not in each of them");
        }
        if (others.shards().size() > 1 && use.preserved()) {
            throw refusal(
                    query, others, "each of them would make rows of its reference entities without knowing the others");
        }
        return others;
    }

    private Route withoutOthers(DatabaseQuery query, @Nullable Route none, ReferenceUse use, List<String> common) {
        if (common.isEmpty()) {
            throw Message.REFERENCE_READ.with(StatementRouter.name(query), "one shard", "none has all that it reads");
        }
        // No row is what any shard finds too; what an aggregate makes of it, the primary would be asked for.
        boolean noRows = none != null
                && !use.preserved()
                && common.contains(model.shards().primary());
        return none != null && noRows ? none : new Route.Single(common.get(0), REASON);
    }

    private static ShardingException refusal(DatabaseQuery query, Route route, String reason) {
        return Message.REFERENCE_READ.with(StatementRouter.name(query), String.join(", ", route.shards()), reason);
    }

    private List<String> common(ReferenceUse use) {
        List<String> common = new ArrayList<>(model.shards().names());
        use.entities().forEach(entity -> common.retainAll(entity.shards()));
        return common;
    }
}
