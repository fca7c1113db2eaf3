package dev.meridian.sharding.internal.model;

import java.util.List;

/**
 * What was read of a persistence unit at login. Immutable.
 *
 * @param settings the unit's {@code meridian.*} properties
 * @param model what is sharded; without entities if nothing is, and then Meridian has nothing to do
 * @param warnings what is not wrong, but worth knowing: each with its code, in a fixed order
 */
public record ModelReading(Settings settings, ShardingModel model, List<String> warnings) {

    public ModelReading {
        warnings = List.copyOf(warnings);
    }

    /** Whether anything is sharded, or on another shard than the primary. */
    public boolean isSharded() {
        return !model.entities().isEmpty() || !model.references().isEmpty();
    }
}
