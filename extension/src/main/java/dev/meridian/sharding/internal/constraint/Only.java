package dev.meridian.sharding.internal.constraint;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * These values and no others.
 *
 * @param values canonical, of one class, in the order in which they came; not modifiable
 */
record Only(Set<Object> values) implements ValueSet {

    static final ValueSet NONE = new Only(Set.of());

    /** A value of another class may be in the set: the database may take it for equal to one that is. */
    @Override
    public boolean contains(Object value) {
        return values.contains(value)
                || (!values.isEmpty() && values.iterator().next().getClass() != value.getClass());
    }

    ValueSet filter(Predicate<Object> condition) {
        Set<Object> left = new LinkedHashSet<>();
        for (Object value : values) {
            if (condition.test(value)) {
                left.add(value);
            }
        }
        return left.size() == values.size() ? this : new Only(Collections.unmodifiableSet(left));
    }

    /** Without the values, so that it may be logged. */
    @Override
    public String toString() {
        return values.size() + " values";
    }
}
