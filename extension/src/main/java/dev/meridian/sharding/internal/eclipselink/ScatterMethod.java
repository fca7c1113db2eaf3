package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.execution.BulkStatement;
import dev.meridian.sharding.internal.execution.PlannedScatter;
import dev.meridian.sharding.internal.execution.ReplicatedResults;
import dev.meridian.sharding.internal.execution.ScatterOfEach;
import dev.meridian.sharding.internal.execution.ScatterProgram;
import dev.meridian.sharding.internal.execution.UnitedResults;
import dev.meridian.sharding.internal.gather.RowEquality;
import dev.meridian.sharding.internal.plan.Collations;
import dev.meridian.sharding.internal.plan.NotGatherable;
import dev.meridian.sharding.internal.plan.ScatterPlan;
import dev.meridian.sharding.internal.plan.ScatterPlanner;
import dev.meridian.sharding.internal.plan.ShardBinding;
import dev.meridian.sharding.internal.plan.SubquerySteps;
import dev.meridian.sharding.internal.routing.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.DeleteAllQuery;
import org.eclipse.persistence.queries.DoesExistQuery;
import org.eclipse.persistence.queries.ModifyAllQuery;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.queries.ReadAllQuery;
import org.eclipse.persistence.queries.ReadObjectQuery;
import org.eclipse.persistence.queries.UpdateAllQuery;
import org.jspecify.annotations.Nullable;

/** Decides how a statement runs that more than one shard, or none, has to answer. Thread-safe. */
final class ScatterMethod {

    private final ScatterPlanner planner;
    private final Gatherers gatherers;
    private final LocalShards localShards;
    private final PerClassQueries perClass;

    /** The shards of entities whose ids other shards may have too. */
    @FunctionalInterface
    interface LocalShards {
        @Nullable String of(Object value, AbstractSession session);
    }

    ScatterMethod(ScatterPlanner planner, Gatherers gatherers, LocalShards localShards, PerClassQueries perClass) {
        this.perClass = perClass;
        this.localShards = localShards;
        this.planner = planner;
        this.gatherers = gatherers;
    }

    /** How a statement runs. */
    sealed interface Method {

        /** For people. */
        String gathering();

        /** The same statement on each shard, whose results are united. */
        record United() implements Method {
            @Override
            public String gathering() {
                return "rows are united";
            }
        }

        /** The same write in each shard, of rows that each of them has. */
        record Replicated() implements Method {
            @Override
            public String gathering() {
                return "rows are counted once";
            }
        }

        /** The same bulk statement on each shard. */
        record Summed() implements Method {
            @Override
            public String gathering() {
                return "counts are added up";
            }
        }

        /** As planned; the result is a part of it if the query has a window. */
        record Planned(ScatterPlan plan, boolean isCut) implements Method {
            @Override
            public String gathering() {
                return isCut ? plan.gathering() + ", and cut" : plan.gathering();
            }
        }

        /** The branches of a set operation one by one. */
        record Branches(RowEquality equality) implements Method {
            @Override
            public String gathering() {
                return "each branch runs by itself and their rows are combined";
            }
        }

        /** Another bulk statement. */
        record Bulk(ModifyAllQuery statement) implements Method {
            @Override
            public String gathering() {
                return "counts are added up";
            }
        }

        /** Each shard something of its own, and of their results one as the whole would. */
        record OfEach(Method whole, Map<String, Method> own) implements Method {
            @Override
            public String gathering() {
                return whole.gathering() + ", entities are bound in their own shards";
            }
        }

        /** Its subqueries first. */
        record Steps() implements Method {
            @Override
            public String gathering() {
                return "subqueries run first";
            }
        }
    }

    /**
     * @throws ShardingException MERIDIAN-020 if it cannot run on these shards
     */
    Method of(Routing routing, DatabaseQuery query, AbstractSession session) {
        try {
            return chosen(routing, query, session);
        } catch (NotGatherable refused) {
            throw Refusals.of(query, routing.route().shards(), refused.reason());
        }
    }

    private Method chosen(Routing routing, DatabaseQuery query, AbstractSession session) {
        if (routing.apart()) {
            return ofParts(routing.route(), query, session);
        }
        if (routing.route() instanceof Route.Replicated) {
            return new Method.Replicated();
        }
        if (routing.bound().isPresent()) {
            return bound(routing.route(), routing.bound().get(), query, session);
        }
        if (query instanceof UpdateAllQuery || query instanceof DeleteAllQuery) {
            return new Method.Summed();
        }
        if (query instanceof ReadObjectQuery one && one.hasOrderByExpressions()) {
            throw Refusals.of(
                    query, routing.route().shards(), "one object is asked for, by a hint, and the first of an order");
        }
        if (query instanceof DoesExistQuery || query instanceof ReadObjectQuery) {
            return new Method.United();
        }
        if (query instanceof ObjectLevelReadQuery read && ScatterPlanner.isPlain(read)) {
            return new Method.United();
        }
        if (query instanceof ObjectLevelReadQuery read) {
            return planned(read, read, routing.route(), session);
        }
        throw Refusals.of(query, routing.route().shards(), "this kind of statement is not supported");
    }

    private Method.Planned planned(
            ObjectLevelReadQuery query, ObjectLevelReadQuery running, Route route, AbstractSession session) {
        boolean isCut = running.getMaxRows() > 0 || running.getFirstResult() > 0;
        ScatterPlan plan = planner.plan(query, route.shards(), session);
        perClass.check(plan.shardQuery(), session);
        return new Method.Planned(plan, isCut);
    }

    /** All shards that have none of the entities run the same. */
    private Method bound(Route route, Routing.Bound entities, DatabaseQuery query, AbstractSession session) {
        Map<String, Method> own = new LinkedHashMap<>();
        Method elsewhere = null;
        for (String shard : route.shards()) {
            boolean isOwner = entities.shards().contains(shard);
            Method method = isOwner || elsewhere == null ? boundTo(shard, route, entities, query, session) : elsewhere;
            elsewhere = isOwner ? elsewhere : method;
            own.put(shard, method);
        }
        Method whole =
                query instanceof ObjectLevelReadQuery read ? planned(read, read, route, session) : new Method.Summed();
        return new Method.OfEach(whole, own);
    }

    private Method boundTo(
            String shard, Route route, Routing.Bound entities, DatabaseQuery query, AbstractSession session) {
        ShardBinding binding =
                new ShardBinding(shard, entities.arguments(), value -> localShards.of(value, session), session);
        if (query instanceof ObjectLevelReadQuery read) {
            return planned(binding.of(read), read, route, session);
        }
        if (query instanceof ModifyAllQuery bulk) {
            ModifyAllQuery own = binding.of(bulk);
            perClass.check(own, session);
            return new Method.Bulk(own);
        }
        throw Refusals.of(query, route.shards(), "this kind of statement is not supported");
    }

    private Method ofParts(Route route, DatabaseQuery query, AbstractSession session) {
        if (BatchFetches.repeatConditions(query)) {
            throw Refusals.of(
                    query,
                    route.shards(),
                    "a batch that repeats its conditions cannot run in steps; set eclipselink.batch.type to IN");
        }
        if (query instanceof ObjectLevelReadQuery read && read.hasUnionExpressions()) {
            return new Method.Branches(planner.equality(read, route.shards(), session));
        }
        if (query.isModifyAllQuery() && SubquerySteps.takesSeveralStatements(query)) {
            throw Refusals.of(query, route.shards(), "it is a bulk statement that takes several statements");
        }
        if (SubquerySteps.arePossible(query)) {
            return new Method.Steps();
        }
        throw Refusals.of(
                query,
                route.shards(),
                "it brings together rows that need not be in one shard (" + route.reason() + ")");
    }

    /** In which collations texts of a query on these shards are compared. */
    Collations collations(List<String> shards, AbstractSession session) {
        return planner.collations(shards, session);
    }

    static boolean isCursored(DatabaseQuery query) {
        return query instanceof ReadAllQuery all && all.getContainerPolicy().isCursorPolicy();
    }

    /** The program of a statement that runs as it is, or as planned. */
    ScatterProgram program(Method method, List<String> shards, DatabaseQuery query, AbstractSession session) {
        if (method instanceof Method.Planned planned) {
            return new PlannedScatter(shards, planned.plan(), (ObjectLevelReadQuery) query, gatherers.of(session));
        }
        if (method instanceof Method.Bulk bulk) {
            return new BulkStatement(shards, bulk.statement());
        }
        if (method instanceof Method.OfEach each) {
            Map<String, ScatterProgram> own = new LinkedHashMap<>();
            each.own().forEach((shard, one) -> own.put(shard, program(one, shards, query, session)));
            return new ScatterOfEach(program(each.whole(), shards, query, session), own);
        }
        return method instanceof Method.Replicated
                ? new ReplicatedResults(shards, StatementRouter.name(query))
                : new UnitedResults(shards, query);
    }
}
