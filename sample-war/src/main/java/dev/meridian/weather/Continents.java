package dev.meridian.weather;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;

/** Which continents there are and in which shard each is, as the mapping of {@link WeatherLocation} says. */
@ApplicationScoped
public class Continents {
    private final Map<String, String> shards = new LinkedHashMap<>();

    /** Reads the mapping, so that there is no second list to keep in step. */
    public Continents() {
        ValuePartitioning mapping =
                Objects.requireNonNull(WeatherLocation.class.getAnnotation(ValuePartitioning.class));
        for (ValuePartition partition : mapping.partitions()) {
            shards.put(partition.value(), partition.connectionPool());
        }
    }

    /** All continents' names, in the order of the mapping. */
    public List<String> names() {
        return List.copyOf(shards.keySet());
    }

    /** The continents of one shard. */
    public List<String> in(String shard) {
        return shards.keySet().stream()
                .filter(continent -> shard.equals(shards.get(continent)))
                .toList();
    }

    /** The shards, each once, that hold some continents; a name that is no continent's adds none. */
    public List<String> shardsOf(Collection<String> continents) {
        return continents.stream()
                .map(shards::get)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
