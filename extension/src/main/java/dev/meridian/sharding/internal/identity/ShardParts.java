package dev.meridian.sharding.internal.identity;

import dev.meridian.sharding.internal.execution.RowToken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.queries.BatchFetchPolicy;
import org.eclipse.persistence.queries.ObjectBuildingQuery;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.sessions.DatabaseRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes a query that fetches in batches apart, by the shards of its rows.
 *
 * <p>EclipseLink finds what belongs to a row by the row's id alone, and keeps it with the query. So the objects of each
 * shard are built as if by a query of their own, which knows the rows of that shard and no others. Its parameters bear the
 * shard: the batch is fetched there, and nowhere else. Not thread-safe, as the execution of a query is not.
 */
final class ShardParts {

    private static final String NAME = "MERIDIAN SHARD PARTS";

    private final Map<String, Part> parts = new HashMap<>();

    private ShardParts() {}

    /**
     * The query by which an object of a row is to be built: the query itself unless it fetches in batches.
     *
     * @param builder builds the object, which need not be of the entity that the query is over
     */
    static ObjectBuildingQuery of(ObjectBuildingQuery query, AbstractRecord row, RowShardObjectBuilder builder) {
        String shard = RowToken.of(row);
        if (shard == null || !(query instanceof ObjectLevelReadQuery read) || !fetchesBatches(read, builder)) {
            return query;
        }
        Object known = read.getProperty(NAME);
        if (known instanceof Part) {
            return query;
        }
        ShardParts parts = known instanceof ShardParts found ? found : new ShardParts();
        read.setProperty(NAME, parts);
        return parts.parts.computeIfAbsent(shard, name -> new Part(read, name)).with(row);
    }

    private static boolean fetchesBatches(ObjectLevelReadQuery query, RowShardObjectBuilder builder) {
        return query.hasBatchReadAttributes() || builder.fetchesBatches();
    }

    /** What a query is to the rows of one shard. */
    private static final class Part {

        private final ObjectLevelReadQuery query;
        private final Set<AbstractRecord> rows = Collections.newSetFromMap(new IdentityHashMap<>());

        Part(ObjectLevelReadQuery whole, String shard) {
            query = (ObjectLevelReadQuery) whole.clone();
            query.setIsExecutionClone(true);
            query.setAccessors(null);
            query.setProperty(NAME, this);
            query.setTranslationRow(argumentsOf(whole, shard));
            BatchFetchPolicy own = query.getBatchFetchPolicy();
            Map<Object, List<AbstractRecord>> ownRows = new HashMap<>();
            whole.getBatchFetchPolicy().getDataResults().forEach((mapping, all) -> {
                boolean ofAnyMapping = mapping instanceof BatchFetchPolicy;
                ownRows.put(ofAnyMapping ? own : mapping, rowsOf(shard, all));
            });
            own.setDataResults(ownRows);
            own.setBatchObjects(null);
        }

        // Rows of a cursor come one by one, those of a fetch join without any announcement.
        ObjectLevelReadQuery with(AbstractRecord row) {
            if (rows.add(row)) {
                query.getBatchFetchPolicy().addDataResults(row);
            }
            return query;
        }

        private List<AbstractRecord> rowsOf(String shard, List<? extends @Nullable AbstractRecord> all) {
            List<AbstractRecord> own = new ArrayList<>();
            for (AbstractRecord row : all) {
                if (shard.equals(RowToken.of(row))) {
                    own.add(row);
                    rows.add(row);
                }
            }
            return own;
        }

        private static AbstractRecord argumentsOf(ObjectLevelReadQuery query, String shard) {
            AbstractRecord given = query.getTranslationRow();
            AbstractRecord arguments = given == null || given.isEmpty() ? new DatabaseRecord() : given.clone();
            RowToken.put(arguments, shard);
            return arguments;
        }
    }
}
