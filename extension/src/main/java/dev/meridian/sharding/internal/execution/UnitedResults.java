package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.internal.message.Message;
import java.util.List;
import java.util.Vector;
import org.eclipse.persistence.internal.databaseaccess.DatasourceCall;
import org.eclipse.persistence.queries.DatabaseQuery;
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
            String names =
                    String.join(", ", hits.stream().map(ShardResult::shard).toList());
            throw Message.AMBIGUOUS_ID.with(names, query.getDescriptor().getAlias());
        }
        return call.isOneRowReturned() ? first(hits) : union(hits);
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
