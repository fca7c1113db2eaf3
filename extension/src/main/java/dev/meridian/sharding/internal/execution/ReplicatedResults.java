package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.internal.message.Message;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.persistence.internal.databaseaccess.DatabaseCall;
import org.eclipse.persistence.internal.databaseaccess.DatasourceCall;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.jspecify.annotations.Nullable;

/**
 * A write of the same rows in each shard: the same statement everywhere, and the row count of one. Shards that do not
 * agree about it are an error, because their rows were not the same before.
 */
public final class ReplicatedResults implements ScatterProgram {

    private final List<String> shards;
    private final String entity;

    /** @param entity the name of the entity that is written */
    public ReplicatedResults(List<String> shards, String entity) {
        this.shards = List.copyOf(shards);
        this.entity = entity;
    }

    @Override
    public List<String> shards() {
        return shards;
    }

    // What is put off to a batch has no row count yet that could be compared.
    @Override
    public ShardCall prepare(String shard, DatasourceCall call, AbstractRecord arguments, AbstractSession session) {
        ShardCall own = ScatterProgram.super.prepare(shard, call, arguments, session);
        if (own.call() instanceof DatabaseCall statement) {
            statement.setBatchExecutionSupported(false);
        }
        return own;
    }

    @Override
    public @Nullable Object combine(List<ShardResult> results, DatasourceCall call) {
        if (results.stream().map(ShardResult::result).distinct().count() > 1) {
            String told = results.stream()
                    .map(result -> result.shard() + " has " + result.result())
                    .collect(Collectors.joining(", "));
            throw Message.REFERENCE_DIFFERS.with(entity, told);
        }
        return results.get(0).result();
    }
}
