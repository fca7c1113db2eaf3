package dev.meridian.sharding.internal.plan;

import dev.meridian.sharding.internal.gather.DatabaseValues;
import dev.meridian.sharding.internal.gather.RowEquality;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.persistence.exceptions.QueryException;
import org.eclipse.persistence.internal.databaseaccess.DatabaseCall;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.queries.ReadAllQuery;
import org.eclipse.persistence.queries.ReportQuery;

/**
 * Plans a read query on several shards. Each row of it comes from rows of one shard, which the route has proved.
 *
 * <p>Three kinds of plans: rows that are united, merged in order and made distinct; groups whose rows are all in one shard,
 * which are rows to the gather; and groups that are combined of partial results. What is not one of these is refused.
 *
 * <p>Thread-safe.
 */
public final class ScatterPlanner {

    private final ShardingModel model;
    private final Predicate<ShardedEntity.Root> equalKeysAreSame;
    private final Function<AbstractSession, DatabaseValues> values;
    private final ColumnCollations collations;
    private final PlanCache plans = new PlanCache();

    /**
     * @param model what is sharded
     * @param equalKeysAreSame whether shard keys that the database takes for equal are in the same shard
     * @param values how the session's database compares and calculates
     * @param collations which columns of texts are compared otherwise
     */
    public ScatterPlanner(
            ShardingModel model,
            Predicate<ShardedEntity.Root> equalKeysAreSame,
            Function<AbstractSession, DatabaseValues> values,
            ColumnCollations collations) {
        this.collations = collations;
        this.model = model;
        this.equalKeysAreSame = equalKeysAreSame;
        this.values = values;
    }

    /**
     * @param query prepared; it is not changed
     * @param shards those that it goes to
     * @param session connected
     * @throws NotGatherable if one result cannot be made of the shards' results
     */
    public ScatterPlan plan(ObjectLevelReadQuery query, List<String> shards, AbstractSession session) {
        Unsupported.reason(query).ifPresent(reason -> {
            throw new NotGatherable(reason);
        });
        // Without a shard no collation is known.
        return shards.isEmpty()
                ? newPlan(query, shards, session)
                : plans.get(query, () -> newPlan(query, shards, session));
    }

    private ScatterPlan newPlan(ObjectLevelReadQuery query, List<String> shards, AbstractSession session) {
        try {
            // The plan outlives the session of the transaction that it is made in.
            return planned(query, collations(shards, session), session.getRootSession(null));
        } catch (QueryException unprepared) {
            throw new NotGatherable("EclipseLink cannot prepare a part of it by itself");
        }
    }

    /**
     * Whether the shards' rows, one shard after the other, are the result already: entities or values without any order,
     * window, group or DISTINCT. That needs no plan.
     *
     * @param query prepared
     */
    public static boolean isPlain(ObjectLevelReadQuery query) {
        boolean isWhole = query.getMaxRows() <= 0 && query.getFirstResult() <= 0;
        return isWhole
                && Unsupported.reason(query).isEmpty()
                && !query.hasOrderByExpressions()
                && !query.getCall().getSQLString().startsWith("SELECT DISTINCT ")
                && !(query instanceof ReportQuery report && ReportItems.hasGroups(report));
    }

    private ScatterPlan planned(ObjectLevelReadQuery query, Collations own, AbstractSession session) {
        ObjectLevelReadQuery copy = QueryCopies.deep(query, session);
        if (copy.getDistinctState() == ObjectLevelReadQuery.UNCOMPUTED_DISTINCT) {
            settleDistinct(copy, query.getCall().getSQLString());
        }
        Confinement confinement = new Confinement(model, equalKeysAreSame, session);
        if (copy instanceof ReportQuery report && combinesGroups(report, confinement)) {
            return new GroupPlanner(values.apply(session), confinement, own, session).plan(report, query);
        }
        return new RowPlanner(confinement, own, session).plan((ReadAllQuery) copy, query);
    }

    /** In which collations texts of a query on these shards are compared. */
    public Collations collations(List<String> shards, AbstractSession session) {
        return new Collations(collations, shards, session);
    }

    /**
     * When rows of a set operation are equal.
     *
     * @throws NotGatherable if that is not known
     */
    public RowEquality equality(ObjectLevelReadQuery query, List<String> shards, AbstractSession session) {
        if (SetBranches.comparesNothing(query)) {
            return RowEquality.ofValues();
        }
        Confinement confinement = new Confinement(model, equalKeysAreSame, session);
        List<ObjectLevelReadQuery> queries = SetBranches.of(query, session).queries();
        queries.stream()
                .filter(ReportQuery.class::isInstance)
                .map(branch -> ReportItems.expressions((ReportQuery) branch))
                .forEach(collations(shards, session)::requireExact);
        if (queries.stream().allMatch(confinement::hasEntityInEachRow)) {
            return RowEquality.inShards();
        }
        List<List<Integer>> ids = queries.stream()
                .map(branch -> confinement.localIds(prepared(branch, query, session)))
                .distinct()
                .toList();
        if (ids.size() > 1) {
            throw new NotGatherable("a set operation compares entities with something else");
        }
        return new RowEquality(false, ids.get(0));
    }

    private static ObjectLevelReadQuery prepared(
            ObjectLevelReadQuery branch, ObjectLevelReadQuery whole, AbstractSession session) {
        try {
            branch.checkPrepare(session, whole.getTranslationRow(), true);
            return branch;
        } catch (QueryException unprepared) {
            throw new NotGatherable("EclipseLink cannot prepare a part of it by itself");
        }
    }

    // EclipseLink makes a query distinct by itself that goes through a collection and does not say that it is not.
    private static void settleDistinct(ObjectLevelReadQuery copy, String sql) {
        if (sql.startsWith("SELECT DISTINCT ")) {
            copy.useDistinct();
        } else {
            copy.dontUseDistinct();
        }
    }

    private static boolean combinesGroups(ReportQuery report, Confinement confinement) {
        return ReportItems.hasGroups(report)
                && report.getGroupByExpressions().stream().noneMatch(confinement::isConfined);
    }

    /** How many columns a prepared query's rows have. */
    static int columnsOf(ObjectLevelReadQuery prepared) {
        return Optional.of(prepared.getCall())
                .map(DatabaseCall::getFields)
                .map(List::size)
                .orElseThrow();
    }
}
