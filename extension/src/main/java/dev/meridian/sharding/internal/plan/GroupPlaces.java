package dev.meridian.sharding.internal.plan;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.internal.expressions.FunctionExpression;

/** Where the keys, the aggregates and functions of keys stand in the rows of combined groups. */
interface GroupPlaces {

    /** The place of an expression if it is a key. */
    Optional<Integer> key(Expression expression);

    /** The place of an aggregate. */
    int aggregate(FunctionExpression aggregate);

    /** The place of what the shards compute of the keys; empty if they do not. */
    Optional<Integer> ofKeys(FunctionExpression function);

    /** Of certain keys, aggregates, and functions of keys, each counted from 0; thread-safe. */
    static GroupPlaces of(
            List<Expression> keys,
            IdentityHashMap<FunctionExpression, Integer> aggregates,
            IdentityHashMap<FunctionExpression, Integer> functions) {
        IdentityHashMap<FunctionExpression, Integer> places = new IdentityHashMap<>(aggregates);
        IdentityHashMap<FunctionExpression, Integer> computed = new IdentityHashMap<>(functions);
        int firstComputed =
                keys.size() + (int) places.values().stream().distinct().count();
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

            @Override
            public Optional<Integer> ofKeys(FunctionExpression function) {
                return Optional.ofNullable(computed.get(function)).map(place -> firstComputed + place);
            }
        };
    }
}
