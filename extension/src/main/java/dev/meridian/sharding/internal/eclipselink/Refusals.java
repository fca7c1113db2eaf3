package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.plan.NotGatherable;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.persistence.queries.DatabaseQuery;

/** Makes errors of the reasons for which a query cannot run on several shards. */
final class Refusals {

    private Refusals() {}

    static ShardingException of(DatabaseQuery query, List<String> shards, String reason) {
        return Message.SCATTER_REFUSED.with(StatementRouter.name(query), String.join(", ", shards), reason);
    }

    /** Does something for a query; a reason why that cannot be becomes an error that names the query. */
    static <T> T naming(DatabaseQuery query, Supplier<T> work) {
        try {
            return work.get();
        } catch (NotGatherable refused) {
            throw Message.NOT_IN_STEPS.with(StatementRouter.name(query), refused.reason());
        }
    }
}
