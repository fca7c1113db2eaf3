package dev.meridian.sharding.internal.constraint;

import java.util.Set;
import java.util.function.Predicate;

/**
 * All values except these.
 *
 * @param values canonical, in the order in which they came; not modifiable
 */
record Except(Set<Object> values) implements ValueSet {

    /** Every value. */
    static final ValueSet NOTHING = new Except(Set.of());

    @Override
    public boolean contains(Object value) {
        return !values.contains(value);
    }

    /** This set and all values that fulfil the condition. */
    ValueSet orAll(Predicate<Object> condition) {
        return ValueSet.except(values.stream().filter(condition.negate()).toList());
    }

    /** Without the values, so that it may be logged. */
    @Override
    public String toString() {
        return values.isEmpty() ? "every value" : "all but " + values.size() + " values";
    }
}
