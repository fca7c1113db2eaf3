package dev.meridian.sharding.internal.plan;

import dev.meridian.sharding.internal.analysis.QueryParts;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the plans of JPQL queries. A query is known by its SQL, in which everything shows that hints and options change,
 * and by the identity of its parsed expressions, which EclipseLink keeps from call to call and which all copies of the query
 * have in common. The plans that were not used for the longest time are forgotten. Thread-safe.
 */
final class PlanCache {

    private static final int MOST_PLANS = 500;

    private final Map<Key, Known> plans = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
            return size() > MOST_PLANS;
        }
    };

    /** Two queries with one SQL push each other out. Not every database's SQL tells whether there is a limit. */
    private record Key(String sql, boolean isCut) {}

    private record Known(
            Class<?> kind, @Nullable Boolean isBound, List<WeakReference<Expression>> parts, ScatterPlan plan) {

        boolean isOf(ObjectLevelReadQuery query, List<Expression> others) {
            return kind == query.getClass()
                    && Objects.equals(isBound, query.getShouldBindAllParameters())
                    && parts.size() == others.size()
                    && IntStream.range(0, others.size())
                            .allMatch(i -> parts.get(i).refersTo(others.get(i)));
        }
    }

    /**
     * The plan of a query, which is made if it is not known.
     *
     * @param query prepared
     * @param planner makes one that has nothing of the session and the values of this execution
     */
    ScatterPlan get(ObjectLevelReadQuery query, Supplier<ScatterPlan> planner) {
        // What others than JPQL have written can be changed by whoever made it.
        if (query.getJPQLString() == null) {
            return planner.get();
        }
        Key key = new Key(query.getCall().getSQLString(), query.getMaxRows() > 0);
        List<Expression> parts = QueryParts.of(query);
        Known known = find(key);
        return known != null && known.isOf(query, parts) ? known.plan() : remember(key, query, parts, planner.get());
    }

    private synchronized @Nullable Known find(Key key) {
        return plans.get(key);
    }

    private synchronized ScatterPlan remember(
            Key key, ObjectLevelReadQuery query, List<Expression> parts, ScatterPlan plan) {
        List<WeakReference<Expression>> weak =
                parts.stream().map(WeakReference::new).toList();
        plans.put(key, new Known(query.getClass(), query.getShouldBindAllParameters(), weak, plan));
        return plan;
    }
}
