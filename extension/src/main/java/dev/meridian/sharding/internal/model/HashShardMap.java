package dev.meridian.sharding.internal.model;

import java.lang.invoke.MethodType;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The hash code of a value chooses among the pools, as in EclipseLink's {@code HashPartitioningPolicy}.
 *
 * @param pools the shards by index; one that stands there twice receives twice as many values
 * @param valueType the Java type of the key's column; a primitive type is taken as its wrapper
 */
public record HashShardMap(List<String> pools, Class<?> valueType) implements ShardMap {

    /** Types of which the database knows each value by exactly one Java object, up to {@code equals}. */
    private static final Set<Class<?>> STABLE = Set.of(
            String.class,
            Character.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            BigInteger.class,
            UUID.class,
            LocalDate.class);

    /** @throws IllegalArgumentException if there are no pools */
    public HashShardMap {
        pools = List.copyOf(pools);
        valueType = MethodType.methodType(valueType).wrap().returnType();
        if (pools.isEmpty()) {
            throw new IllegalArgumentException("A hash map needs a pool");
        }
    }

    @Override
    public Set<String> shards() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(pools));
    }

    /** Never empty: the value is hashed as it is, also if it is not of the column's type. */
    @Override
    public Optional<String> shardOf(Object value) {
        return Optional.of(pools.get(index(value.hashCode())));
    }

    /**
     * Whether all rows whose key the database takes for equal to this value stand in {@link #shardOf} of it. Not so for a
     * value of another type than the column's (an Integer and a Long hash differently when negative), and for types
     * that a database rounds, pads or rescales: a row written with {@code 1.0} stands elsewhere than one with
     * {@code 1.00}.
     */
    public boolean isStable(Object value) {
        return value.getClass() == valueType && STABLE.contains(valueType);
    }

    // Math.abs of the smallest integer is negative; EclipseLink takes the greatest instead.
    private int index(int hashCode) {
        int positive = hashCode == Integer.MIN_VALUE ? Integer.MAX_VALUE : Math.abs(hashCode);
        return positive % pools.size();
    }
}
