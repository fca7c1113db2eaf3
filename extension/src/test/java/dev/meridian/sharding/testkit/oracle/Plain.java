package dev.meridian.sharding.testkit.oracle;

import jakarta.persistence.Tuple;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes plain rows of what a query returns, while its entity manager is open. */
final class Plain {

    private final UnitDescription description;

    Plain(UnitDescription description) {
        this.description = description;
    }

    Answer.Rows rows(Select select, List<?> results) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<List<@Nullable Object>> keys = new ArrayList<>();
        for (Object result : results) {
            List<@Nullable Object> values = values(result);
            keys.add(keys(select, values));
            rows.add(values.stream()
                    .map(value -> entityOrValue(value, select.from().fetches()))
                    .collect(ArrayList::new, ArrayList::add, ArrayList::addAll));
        }
        return new Answer.Rows(rows, keys);
    }

    List<@Nullable Object> values(@Nullable Object result) {
        if (result instanceof Object[] array) {
            return Arrays.asList(array);
        }
        if (result instanceof Tuple tuple) {
            return Arrays.asList(tuple.toArray());
        }
        return result instanceof Row row ? row.values() : Arrays.asList(new Object[] {result});
    }

    private List<@Nullable Object> keys(Select select, List<@Nullable Object> values) {
        List<@Nullable Object> keys = new ArrayList<>();
        for (Select.Order order : select.ordering().visible()) {
            Object item = values.get(order.position());
            keys.add(item == null || order.attribute().isEmpty() ? item : read(item, order.attribute()));
        }
        return keys;
    }

    private @Nullable Object entityOrValue(@Nullable Object value, List<String> fetches) {
        if (value == null) {
            return null;
        }
        return description
                .entityOf(value)
                .<Object>map(entity -> entity(entity, value, fetches))
                .orElse(value);
    }

    private Answer.Entity entity(EntityDescription entity, Object object, List<String> fetches) {
        Map<String, List<String>> fetched = new LinkedHashMap<>();
        entity.toOnes().forEach(relation -> fetched.put(relation.attribute(), codes(object, relation.attribute())));
        fetches.forEach(path -> fetched.put(path, codes(object, path)));
        return new Answer.Entity(entity.name(), read(object, entity.code()), fetched);
    }

    /** Those of all that the path leads to. */
    private List<String> codes(Object object, String path) {
        Stream<Object> reached = Stream.of(object);
        for (String attribute : path.split("\\.", -1)) {
            reached = reached.flatMap(from -> related(from, attribute));
        }
        return reached.map(this::code).sorted().toList();
    }

    private static Stream<Object> related(Object object, String attribute) {
        Object related = read(object, attribute);
        return related instanceof Collection<?> many
                ? many.stream().map(Object.class::cast)
                : Stream.ofNullable(related);
    }

    private String code(Object object) {
        return String.valueOf(
                read(object, description.entityOf(object).orElseThrow().code()));
    }

    private static @Nullable Object read(Object object, String attribute) {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            try {
                Field field = type.getDeclaredField(attribute);
                field.setAccessible(true);
                return field.get(object);
            } catch (NoSuchFieldException e) {
                // It may be the superclass's.
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalArgumentException(object.getClass() + " has no attribute " + attribute);
    }
}
