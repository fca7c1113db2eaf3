package dev.meridian.sharding.internal.plan;

import dev.meridian.sharding.internal.gather.GatherPlan;
import dev.meridian.sharding.internal.gather.Window;
import dev.meridian.sharding.internal.message.Message;
import java.util.OptionalLong;
import java.util.function.Function;
import org.eclipse.persistence.internal.expressions.ParameterExpression;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.jspecify.annotations.Nullable;

/**
 * How a query runs on several shards: what each of them runs, and what is made of their rows.
 *
 * @param shardQuery prepared; its window is set for each call, see {@link #shardRows}
 * @param columns how many columns the rows of the result have; the original query's rows begin with the same
 * @param cutsOnShards whether a shard needs to deliver only the rows up to the window's end
 * @param program what the gather does but for the window, for the values of the parameters as the database receives them
 * @param gathering the same in words, for people
 */
public record ScatterPlan(
        ObjectLevelReadQuery shardQuery, int columns, boolean cutsOnShards, Program program, String gathering) {

    /** What the gather does, for the values of the parameters. */
    @FunctionalInterface
    public interface Program {
        GatherPlan with(Function<ParameterExpression, @Nullable Object> parameters);
    }

    /**
     * The gather of one execution.
     *
     * @throws dev.meridian.sharding.ShardingException if none is possible with these parameters
     */
    public GatherPlan gather(ObjectLevelReadQuery running, Function<ParameterExpression, @Nullable Object> parameters) {
        GatherPlan plan = withParameters(running, parameters);
        int end = running.getMaxRows();
        int offset = Math.max(running.getFirstResult(), 0);
        if (end <= 0 && offset == 0) {
            return plan;
        }
        OptionalLong limit = end <= 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(end - offset, 0));
        return plan.window(new Window(offset, limit));
    }

    private GatherPlan withParameters(
            ObjectLevelReadQuery running, Function<ParameterExpression, @Nullable Object> parameters) {
        try {
            return program.with(parameters);
        } catch (NotGatherable refused) {
            throw Message.GATHER_REFUSED.with(Subject.of(running), refused.reason());
        }
    }

    /** The most rows that a shard must deliver for one execution; 0 for all. */
    public int shardRows(ObjectLevelReadQuery running) {
        return cutsOnShards ? Math.max(running.getMaxRows(), 0) : 0;
    }
}
