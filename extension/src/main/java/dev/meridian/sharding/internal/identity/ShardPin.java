package dev.meridian.sharding.internal.identity;

import org.eclipse.persistence.descriptors.partitioning.PartitioningPolicy;

/** The policy of a query that its caller pinned to one shard. */
public abstract class ShardPin extends PartitioningPolicy {
    private static final long serialVersionUID = 1L;

    private final String shard;

    /**
     * @param name the name by which the hint finds it
     * @param shard the shard's own name
     */
    protected ShardPin(String name, String shard) {
        setName(name);
        this.shard = shard;
    }

    /** The shard's own name. */
    public String shard() {
        return shard;
    }
}
