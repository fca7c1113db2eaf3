package dev.meridian.sharding.testkit.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bulk UPDATE, or a DELETE if it sets nothing.
 *
 * @param sets assignments, such as {@code p.grade = 1}
 */
record Bulk(
        EntityDescription entity,
        String alias,
        List<String> sets,
        @Nullable Condition where,
        Map<String, @Nullable Object> parameters)
        implements Statement {

    Bulk {
        sets = List.copyOf(sets);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    @Override
    public String jpql() {
        String head = sets.isEmpty()
                ? "DELETE FROM " + entity.name() + " " + alias
                : "UPDATE " + entity.name() + " " + alias + " SET " + String.join(", ", sets);
        return where == null ? head : head + " WHERE " + where;
    }

    @Override
    public Stream<Statement> smaller() {
        Stream<Statement> smaller = Stream.empty();
        if (where != null) {
            smaller = Stream.concat(
                    Stream.of(new Bulk(entity, alias, sets, null, parameters)),
                    where.smaller().map(part -> new Bulk(entity, alias, sets, part, parameters)));
        }
        if (sets.size() > 1) {
            for (int i = 0; i < sets.size(); i++) {
                List<String> fewer = new ArrayList<>(sets);
                fewer.remove(i);
                smaller = Stream.concat(smaller, Stream.of(new Bulk(entity, alias, fewer, where, parameters)));
            }
        }
        return smaller;
    }
}
