package dev.meridian.sharding.internal.routing;

import dev.meridian.sharding.internal.constraint.KeyConstraint;
import dev.meridian.sharding.internal.model.ShardMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the shards of one shard map.
 *
 * <p>The goal of {@link #route} is a minimal superset of the shards that hold rows whose shard key fulfils a constraint:
 * never a shard too few, and none that the constraint and the map rule out.
 *
 * <p>With a value map the listed values of a constraint are looked up; of any other constraint each mapped value is
 * tried, and the default shard, if there is one, is always asked. Example: {@code Asia -> asia, Africa -> asia, Europe ->
 * europe}, all else {@code -> rest}. {@code key = 'Asia'} asks asia; {@code key IN ('Europe', 'Atlantis')} asks europe
 * and rest; {@code key <> 'Asia'} asks all three, because Africa is in asia too. Without a default shard no shard has
 * Atlantis, and {@code key = 'Atlantis'} asks none.
 *
 * <p>With a range map each shard has the keys of its ranges less those of the ranges before; a shard is asked if it and
 * the constraint share one. With a hash map only listed values lead to less than all shards, and only if their type says
 * that what the database calls equal has one hash code.
 *
 * <p>A null key is written nowhere, but rows with one may be there already, in any shard: where the column allows null
 * and the constraint too, all shards are asked.
 *
 * <p>Known imprecision: what {@link KeyConstraint} names.
 *
 * <p>Immutable and thread-safe.
 */
public final class Router {

    private final ShardMap map;
    private final boolean nullKeys;
    private final List<String> shards;
    private final ShardFinder finder;

    /**
     * @param map the shard map
     * @param nullKeys whether the key's column can hold null
     */
    public Router(ShardMap map, boolean nullKeys) {
        this.map = map;
        this.nullKeys = nullKeys;
        this.shards = List.copyOf(map.shards());
        this.finder = ShardFinder.of(map);
    }

    /** Every shard of the map in its declared order; not modifiable. */
    public List<String> shards() {
        return shards;
    }

    /**
     * The shards that can hold a row whose key fulfils the constraint.
     *
     * @param keys the possible keys of the rows that are looked for
     * @param reason why these keys, without values; the route bears it, with a word on why if there is no shard
     */
    public Route route(KeyConstraint keys, String reason) {
        if (nullKeys && keys.isNullPossible()) {
            return everywhere(reason);
        }
        Set<String> found = finder.shardsOf(keys);
        if (found.isEmpty()) {
            return new Route.None(reason + "; " + whyNone(keys));
        }
        return Route.of(shards.stream().filter(found::contains).toList(), reason);
    }

    private static String whyNone(KeyConstraint keys) {
        if (keys.isNothing()) {
            return "no value makes the conditions true";
        }
        return keys.isNullPossible() ? "the column is never null" : "no shard has such a value";
    }

    /** All shards: nothing is known of the key, or it does not matter. */
    public Route everywhere(String reason) {
        return Route.of(shards, reason);
    }

    /** The shard of a new object with this key. */
    public Placement place(@Nullable Object key) {
        if (key == null) {
            return new Placement.Refused(Placement.Cause.NULL_KEY);
        }
        return map.shardOf(key)
                .<Placement>map(Placement.OnShard::new)
                .orElseGet(() -> new Placement.Refused(Placement.Cause.UNKNOWN_VALUE));
    }
}
