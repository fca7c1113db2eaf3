package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.ShardingModel;
import dev.meridian.sharding.internal.model.TablePerClass;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.databaseaccess.DatabaseCall;
import org.eclipse.persistence.internal.databaseaccess.DatabasePlatform;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ModifyAllQuery;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.queries.ReadAllQuery;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what EclipseLink answers wrongly where entities inherit with a table for each class. A query over a parent class
 * is one query for each class, whose results are put one after the other; anywhere else the parent class stands for the rows
 * of its own table alone. Thread-safe.
 */
final class PerClassQueries {

    private record Check(Predicate<ObjectLevelReadQuery> applies, String reason) {}

    private static final List<Check> CHECKS = List.of(
            new Check(DatabaseQuery::isCallQuery, "takes the rows of SQL for objects of each of them"),
            new Check(ObjectLevelReadQuery::hasOrderByExpressions, "does not sort their objects together"),
            new Check(
                    query -> query.getMaxRows() > 0 || query.getFirstResult() > 0, "cuts its part out of each of them"),
            new Check(ObjectLevelReadQuery::hasUnionExpressions, "combines the sets of each of them"),
            new Check(PerClassQueries::joins, "joins others to one of them"),
            new Check(ObjectLevelReadQuery::hasBatchReadAttributes, "fetches a batch for one of them"),
            new Check(PerClassQueries::isCursored, "opens a cursor on one of them"),
            new Check(ObjectLevelReadQuery::shouldCacheQueryResults, "keeps the results of one of them"),
            new Check(PerClassQueries::looksIntoTheCache, "looks for one of them in the cache"),
            new Check(ObjectLevelReadQuery::hasPartialAttributeExpressions, "reads parts of one of them"),
            new Check(ObjectLevelReadQuery::hasAdditionalFields, "adds columns to one of them"),
            new Check(ObjectLevelReadQuery::hasAsOfClause, "looks at the past of one of them"),
            new Check(PerClassQueries::isHierarchical, "goes through the hierarchy of one of them"));

    private final ShardingModel model;
    private volatile @Nullable List<Parent> parents;

    /** @param table finds its table where a statement reads or changes it */
    private record Parent(ClassDescriptor descriptor, Pattern table) {}

    PerClassQueries(ShardingModel model) {
        this.model = model;
    }

    /**
     * Looks at a query over a class that others inherit from, which is asked class by class.
     *
     * @throws ShardingException MERIDIAN-116 if their results one after the other are not its result
     */
    static void checkWhole(ObjectLevelReadQuery query) {
        CHECKS.stream().filter(check -> check.applies().test(query)).findFirst().ifPresent(check -> {
            throw refusal(query, query.getDescriptor(), check.reason());
        });
    }

    /**
     * Looks at a statement, prepared, of any query.
     *
     * @throws ShardingException MERIDIAN-116 if it stands for more rows than it can reach
     */
    void check(DatabaseQuery query, AbstractSession session) {
        if (!(query instanceof ObjectLevelReadQuery) && !(query instanceof ModifyAllQuery)) {
            return;
        }
        for (Parent parent : parents(session)) {
            boolean isWhole = query instanceof ObjectLevelReadQuery
                    && !query.isReportQuery()
                    && query.getDescriptor() == parent.descriptor();
            if (isWhole) {
                checkWhole((ObjectLevelReadQuery) query);
            }
            if (!query.isCallQuery() && uses(query, parent.table()) > (isWhole ? 1 : 0)) {
                throw refusal(
                        query,
                        parent.descriptor(),
                        query.isModifyQuery()
                                ? "changes the rows of that class's own table alone"
                                : "counts, joins and compares the rows of that class's own table alone");
            }
        }
    }

    private static long uses(DatabaseQuery query, Pattern table) {
        long uses = 0;
        for (Object call : query.getDatasourceCalls()) {
            if (call instanceof DatabaseCall statement) {
                uses += table.matcher(statement.getSQLString()).results().count();
            }
        }
        return uses;
    }

    private List<Parent> parents(AbstractSession session) {
        List<Parent> known = parents;
        if (known == null) {
            List<Parent> found = new ArrayList<>();
            DatabasePlatform platform = session.getPlatform();
            model.entities().keySet().stream()
                    .map(session::getDescriptor)
                    .filter(TablePerClass::hasHeirs)
                    .forEach(entity -> found.add(
                            new Parent(entity, reading(entity.getDefaultTable().getQualifiedNameDelimited(platform)))));
            known = List.copyOf(found);
            parents = known;
        }
        return known;
    }

    // As EclipseLink writes SQL: where a statement has several tables, each has an alias.
    private static Pattern reading(String table) {
        String name = Pattern.quote(table);
        return Pattern.compile(
                "\\b(?:FROM|JOIN|UPDATE|INTO)\\s+\\(?" + name + "(?![\\w$.])|[,({]\\s*" + name + "\\s+t\\d+\\b");
    }

    private static boolean joins(ObjectLevelReadQuery query) {
        return query.hasNonFetchJoinedAttributeExpressions()
                || (query.hasJoining() && query.getJoinedAttributeManager().hasJoinedExpressions());
    }

    private static boolean isCursored(ObjectLevelReadQuery query) {
        return query instanceof ReadAllQuery all && all.getContainerPolicy().overridesRead();
    }

    private static boolean isHierarchical(ObjectLevelReadQuery query) {
        return query instanceof ReadAllQuery all && all.getStartWithExpression() != null;
    }

    private static boolean looksIntoTheCache(ObjectLevelReadQuery query) {
        return query.shouldCheckCacheOnly() || (query.isReadAllQuery() && query.shouldConformResultsInUnitOfWork());
    }

    private static ShardingException refusal(DatabaseQuery query, ClassDescriptor parent, String reason) {
        return Message.TABLE_PER_CLASS_QUERY.with(StatementRouter.name(query), parent.getAlias(), reason);
    }
}
