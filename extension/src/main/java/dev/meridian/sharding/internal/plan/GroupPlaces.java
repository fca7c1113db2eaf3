package dev.meridian.sharding.internal.plan;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.internal.expressions.FunctionExpression;

/** Where the keys and the aggregates stand in the rows of combined groups. */
interface GroupPlaces {

    /** The place of an expression if it is a key. */
    Optional<Integer> key(Expression expression);

    /** The place of an aggregate. */
    int aggregate(FunctionExpression aggregate);

    /** Of certain keys and aggregates; thread-safe. */
    static GroupPlaces of(List<Expression> keys, IdentityHashMap<FunctionExpression, Integer> aggregates) {
        IdentityHashMap<FunctionExpression, Integer> places = new IdentityHashMap<>(aggregates);
        return new GroupPlaces() {
            @Override
            public Optional<Integer> key(Expression expression) {
                int index = keys.indexOf(expression);
                return index < 0 ? Optional.empty() : Optional.of(index);
            }

            @Override
            public int aggregate(FunctionExpression aggregate) {
                return keys.size() + Objects.requireNonNull(places.get(aggregate));
            }
        };
    }
}
