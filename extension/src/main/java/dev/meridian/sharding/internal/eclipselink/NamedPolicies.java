package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.Shards;
import java.util.HashMap;
import org.eclipse.persistence.descriptors.partitioning.PartitioningPolicy;
import org.jspecify.annotations.Nullable;

/** The policies that the hint {@code eclipselink.partitioning} can name; asked for another it says which there are. */
final class NamedPolicies extends HashMap<String, PartitioningPolicy> {
    private static final long serialVersionUID = 1L;

    private final transient Shards shards;

    NamedPolicies(Shards shards) {
        this.shards = shards;
    }

    @Override
    public PartitioningPolicy get(@Nullable Object name) {
        PartitioningPolicy policy = super.get(name);
        if (policy == null) {
            throw Message.UNKNOWN_SHARD.with(String.valueOf(name), String.join(", ", shards.names()));
        }
        return policy;
    }
}
