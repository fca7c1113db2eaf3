package dev.meridian.sharding.internal.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query's condition, as far as the shard key can be in it. The same for every call of the query: only the values of the
 * parameters are missing.
 *
 * <p>Conditions name variables by number: range variables and the paths from them. Variables that are joined along
 * co-location are one group; {@link #of} leaves what concerns one group.
 */
sealed interface Condition {

    record And(List<Condition> parts) implements Condition {
        public And {
            parts = List.copyOf(parts);
        }
    }

    record Or(List<Condition> parts) implements Condition {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    record Not(Condition part) implements Condition {}

    /**
     * A condition that is TRUE only if a subquery has a row for which its own condition is TRUE; else it can be anything.
     */
    record SomeRow(Condition rows) implements Condition {}

    /**
     * A condition on the shard key.
     *
     * @param path the path to the key's attribute, for people
     * @param nullable whether the variable stands on the null-supplied side of an outer join
     */
    record Key(int variable, String path, boolean nullable, KeyTest test) implements Condition {}

    /**
     * The variable is this entity, or one of these; the value of the operand may be a collection.
     *
     * @param path the path to the variable, for people
     */
    record SameEntity(int variable, String path, Operand entities) implements Condition {}

    /**
     * A condition on what is computed of the shard key of one variable.
     *
     * @param nullable whether the variable stands on the null-supplied side of an outer join
     */
    record Computed(int variable, boolean nullable, KeyPredicate predicate) implements Condition {}

    /** A comparison without any column, as {@code 1 = 0}. */
    record Constants(Comparison comparison, Operand left, Operand right) implements Condition {}

    /** {@code :parameter IS NULL}. */
    record ConstantIsNull(Operand operand) implements Condition {}

    /** @param attribute the attribute that it is about, if it is about one that is not the shard key */
    record Unknown(@Nullable String attribute) implements Condition {}

    /** A condition of which nothing is known. */
    static Condition unknown() {
        return new Unknown(null);
    }

    /** All of them; TRUE for every key if there are none. */
    static Condition and(List<Condition> parts) {
        return parts.size() == 1 ? parts.get(0) : new And(parts);
    }

    /** What this condition says of the variables of one group; conditions on all others are unknown. */
    default Condition of(List<Integer> group) {
        if (this instanceof And and) {
            return new And(each(and.parts(), group));
        }
        if (this instanceof Or or) {
            return new Or(each(or.parts(), group));
        }
        if (this instanceof Not not) {
            return new Not(not.part().of(group));
        }
        if (this instanceof SomeRow some) {
            return new SomeRow(some.rows().of(group));
        }
        if (this instanceof Key key && !group.contains(key.variable())) {
            return new Unknown(key.path());
        }
        if (this instanceof Computed computed && !group.contains(computed.variable())) {
            return unknown();
        }
        return this instanceof SameEntity same && !group.contains(same.variable()) ? unknown() : this;
    }

    /** Whether an entity is compared with in it. */
    default boolean comparesEntities() {
        if (this instanceof And and) {
            return and.parts().stream().anyMatch(Condition::comparesEntities);
        }
        if (this instanceof Or or) {
            return or.parts().stream().anyMatch(Condition::comparesEntities);
        }
        if (this instanceof Not not) {
            return not.part().comparesEntities();
        }
        return this instanceof SomeRow some ? some.rows().comparesEntities() : this instanceof SameEntity;
    }

    private static List<Condition> each(List<Condition> parts, List<Integer> group) {
        return parts.stream().map(part -> part.of(group)).toList();
    }
}
