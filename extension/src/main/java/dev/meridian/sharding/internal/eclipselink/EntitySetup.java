package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.identity.Origins;
import dev.meridian.sharding.internal.identity.ShardLocator;
import dev.meridian.sharding.internal.identity.ShardedFindQuery;
import dev.meridian.sharding.internal.identity.ShardedObjectBuilder;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.util.List;
import org.eclipse.persistence.annotations.CacheKeyType;
import org.eclipse.persistence.core.descriptors.CoreDescriptor;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.partitioning.PartitioningPolicy;

/** Makes the descriptor of a sharded entity keep shards apart, before it is initialised. */
final class EntitySetup {

    private final ShardingModel model;
    private final Origins origins;
    private final ShardLocator locator;
    private final PartitioningPolicy policy;

    EntitySetup(ShardingModel model, Origins origins, ShardLocator locator, PartitioningPolicy policy) {
        this.model = model;
        this.origins = origins;
        this.locator = locator;
        this.policy = policy;
    }

    void install(ClassDescriptor descriptor, ShardedEntity entity) {
        List<String> possible = List.copyOf(model.rootOf(entity.type()).map().shards());
        Internals.set(
                CoreDescriptor.class,
                "objectBuilder",
                descriptor,
                new ShardedObjectBuilder(
                        descriptor,
                        origins,
                        () -> new ShardedFindQuery(entity.ids(), model.shards(), possible, locator)));
        descriptor.getCachePolicy().setCacheKeyType(CacheKeyType.CACHE_ID);
        // A copy without a token must be looked up: that no cache knows it proves nothing.
        descriptor.getQueryManager().checkDatabaseForDoesExist();
        descriptor.setPartitioningPolicyName(null);
        descriptor.setPartitioningPolicy(policy);
    }
}
