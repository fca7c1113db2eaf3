package dev.meridian.sharding.internal.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * The shards of a persistence unit.
 *
 * @param primary the name of the shard that is the unit's own data source
 * @param others the names of all other shards, in the order of their names; each is the name of a connection pool
 */
public record Shards(String primary, List<String> others) {

    /** What EclipseLink calls the pool of the unit's own data source; always names the primary shard too. */
    public static final String DEFAULT_POOL = "default";

    public Shards {
        others = others.stream().sorted().toList();
    }

    /** All names, the primary one first. */
    public List<String> names() {
        return Stream.concat(Stream.of(primary), others.stream()).toList();
    }

    /** Whether this is the name of a shard, or EclipseLink's name of the primary one. */
    public boolean isKnown(String name) {
        return name.equals(DEFAULT_POOL) || name.equals(primary) || others.contains(name);
    }

    /** The shard's one name: {@code default} is the primary. */
    public String canonical(String name) {
        return name.equals(DEFAULT_POOL) ? primary : name;
    }

    /** The name of the shard's connection pool in EclipseLink's session. */
    public String poolOf(String shard) {
        return shard.equals(primary) ? DEFAULT_POOL : shard;
    }
}
