package dev.meridian.sharding.internal.eclipselink;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a reference entity in one shard, by their ids. Values are what the database's driver says, but for arrays,
 * of which equal ones are not equal in Java.
 */
final class ReferenceRows {

    private final Map<List<Object>, List<Object>> byId = new LinkedHashMap<>();

    void add(List<Object> id, List<Object> row) {
        byId.put(id, row);
    }

    @Nullable List<Object> find(List<Object> id) {
        return byId.get(id);
    }

    Map<List<Object>, List<Object>> byId() {
        return byId;
    }

    Collection<List<Object>> all() {
        return byId.values();
    }
}
