package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.internal.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Vector;
import org.eclipse.persistence.internal.databaseaccess.DatasourceCall;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ReadObjectQuery;
import org.jspecify.annotations.Nullable;

/**
 * The same statement on each shard; their rows one shard after the other, the numbers of changed rows added up.
 *
 * <p>A query for one object by its key must find it in one shard only: two are an error, because no one can tell which is
 * meant, unless the query itself can.
 */
public final class UnitedResults implements ScatterProgram {

    private final List<String> shards;
    private final DatabaseQuery query;

    public UnitedResults(List<String> shards, DatabaseQuery query) {
        this.shards = List.copyOf(shards);
        this.query = query;
    }

    @Override
    public List<String> shards() {
        return shards;
    }

    @Override
    public @Nullable Object combine(List<ShardResult> results, DatasourceCall call) {
        if (call.isNothingReturned()) {
            return sum(results);
        }
        List<ShardResult> hits =
                results.stream().filter(result -> !result.isEmpty()).toList();
        // A fetch join makes several rows of one object.
        if (query.isReadObjectQuery() && hits.size() > 1) {
            String preferred = query instanceof TieBreak known ? known.preferredShard() : null;
            if (hits.stream().anyMatch(hit -> hit.shard().equals(preferred))) {
                return one(hits, preferred).result();
            }
            requireOthers(hits);
            return first(hits);
        }
        return call.isOneRowReturned() ? first(hits) : union(hits);
    }

    // A query with a hint for the cache asks for one object by any condition; EclipseLink takes the first row then.
    private void requireOthers(List<ShardResult> hits) {
        boolean takesAny = query instanceof ReadObjectQuery read
                && read.getSourceMapping() == null
                && read.getSelectionId() == null
                && read.getSelectionObject() == null;
        if (!takesAny || hits.stream().map(this::id).distinct().count() < hits.size()) {
            String names =
                    String.join(", ", hits.stream().map(ShardResult::shard).toList());
            throw Message.AMBIGUOUS_ID.with(names, query.getDescriptor().getAlias());
        }
    }

    private List<@Nullable Object> id(ShardResult hit) {
        Object result = Objects.requireNonNull(hit.result());
        AbstractRecord first = (AbstractRecord) (result instanceof List<?> rows ? rows.get(0) : result);
        List<@Nullable Object> id = new ArrayList<>();
        query.getDescriptor().getPrimaryKeyFields().forEach(field -> id.add(first.get(field)));
        return id;
    }

    private static ShardResult one(List<ShardResult> hits, @Nullable String shard) {
        return hits.stream()
                .filter(hit -> hit.shard().equals(shard))
                .findFirst()
                .orElseThrow();
    }

    private static Integer sum(List<ShardResult> results) {
        return results.stream().mapToInt(result -> (Integer) result.result()).sum();
    }

    private static @Nullable Object first(List<ShardResult> hits) {
        return hits.isEmpty() ? null : hits.get(0).result();
    }

    @SuppressWarnings("JdkObsolete") // EclipseLink's own type for rows
    private static Vector<Object> union(List<ShardResult> hits) {
        Vector<Object> union = new Vector<>();
        hits.forEach(hit -> union.addAll((List<?>) hit.result()));
        return union;
    }
}
