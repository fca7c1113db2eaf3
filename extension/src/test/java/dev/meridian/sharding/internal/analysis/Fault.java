package dev.meridian.sharding.internal.analysis;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A mistake that an analyzer could make. A random test of narrowing must find it. */
enum Fault {
    OR_AS_AND,
    NOT_DROPPED,
    NULL_ROW_FORGOTTEN,
    BLANKS_COUNTED,
    ON_AS_WHERE;

    /**
     * Whether an analyzer with this mistake leaves out a shard.
     *
     * @param rows the shards with rows of the query
     */
    boolean isCaught(RandomQuery random, Places.Prepared prepared, Set<String> rows, Places places) {
        boolean misread = this == ON_AS_WHERE && random.form() == RandomQuery.Form.OUTER_ON;
        Map<String, Object> parameters = random.parameters();
        Places.Prepared read = misread ? places.prepare(random.misread(), parameters) : prepared;
        return !places.routed(read, this::in).containsAll(rows);
    }

    private Shape.Group in(Shape.Group group) {
        return new Shape.Group(
                group.root(), group.rules(), in(group.condition()), group.proof(), group.absence(), false);
    }

    private Condition in(Condition condition) {
        if (condition instanceof Condition.And and) {
            return new Condition.And(each(and.parts()));
        }
        if (condition instanceof Condition.Or or) {
            List<Condition> parts = each(or.parts());
            return this == OR_AS_AND ? new Condition.And(parts) : new Condition.Or(parts);
        }
        if (condition instanceof Condition.Not not) {
            Condition part = in(not.part());
            return this == NOT_DROPPED ? part : new Condition.Not(part);
        }
        if (condition instanceof Condition.SomeRow some) {
            return new Condition.SomeRow(in(some.rows()));
        }
        return condition instanceof Condition.Key key ? in(key) : condition;
    }

    private Condition in(Condition.Key key) {
        if (this == NULL_ROW_FORGOTTEN) {
            return new Condition.Key(key.variable(), key.path(), false, key.test());
        }
        return this == BLANKS_COUNTED
                        && key.test() instanceof KeyTest.Compare compare
                        && compare.value() instanceof Operand.Literal literal
                        && literal.literal() instanceof String text
                        && text.endsWith(" ")
                ? new Condition.Key(key.variable(), key.path(), key.nullable(), another(compare, text))
                : key;
    }

    private static KeyTest another(KeyTest.Compare compare, String text) {
        return new KeyTest.Compare(compare.comparison(), new Operand.Literal(text.replace(' ', '_')), false);
    }

    private List<Condition> each(List<Condition> parts) {
        return parts.stream().map(this::in).toList();
    }
}
