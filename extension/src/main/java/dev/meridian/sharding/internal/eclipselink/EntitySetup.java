package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.identity.Origins;
import dev.meridian.sharding.internal.identity.ShardLocator;
import dev.meridian.sharding.internal.identity.ShardedFindQuery;
import dev.meridian.sharding.internal.identity.ShardedObjectBuilder;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.eclipse.persistence.annotations.CacheKeyType;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.partitioning.PartitioningPolicy;
import org.eclipse.persistence.internal.descriptors.ObjectBuilder;

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
        setObjectBuilder(
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

    // Protected in EclipseLink, without another way to replace the builder of one descriptor.
    private static void setObjectBuilder(ClassDescriptor descriptor, ObjectBuilder builder) {
        try {
            Method setter = ClassDescriptor.class.getDeclaredMethod("setObjectBuilder", ObjectBuilder.class);
            setter.setAccessible(true);
            setter.invoke(descriptor, builder);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("This version of EclipseLink is not supported", e);
        }
    }
}
