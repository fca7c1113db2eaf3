package dev.meridian.sharding.internal.constraint;

import java.util.Collections;
import java.util.LinkedHashSet;
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

    /** This set without the values that the other one leaves out too. */
    ValueSet and(Except other) {
        if (values.containsAll(other.values)) {
            return this;
        }
        return other.values.containsAll(values) ? other : ValueSet.except(ValueSet.union(values, other.values));
    }

    /** This set and all values that fulfil the condition. */
    ValueSet orAll(Predicate<Object> condition) {
        Set<Object> left = new LinkedHashSet<>();
        for (Object value : values) {
            if (!condition.test(value)) {
                left.add(value);
            }
        }
        return left.size() == values.size() ? this : new Except(Collections.unmodifiableSet(left));
    }

    /** Without the values, so that it may be logged. */
    @Override
    public String toString() {
        return values.isEmpty() ? "every value" : "all but " + values.size() + " values";
    }
}
