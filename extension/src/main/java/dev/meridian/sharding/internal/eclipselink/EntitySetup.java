package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.identity.ClassByClass;
import dev.meridian.sharding.internal.identity.CopyOrigins;
import dev.meridian.sharding.internal.identity.Origins;
import dev.meridian.sharding.internal.identity.ReferenceObjectBuilder;
import dev.meridian.sharding.internal.identity.ShardLocator;
import dev.meridian.sharding.internal.identity.ShardedFindQuery;
import dev.meridian.sharding.internal.identity.ShardedIdPolicy;
import dev.meridian.sharding.internal.identity.ShardedObjectBuilder;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import dev.meridian.sharding.internal.model.TablePerClass;
import java.util.Collection;
import java.util.List;
import org.eclipse.persistence.annotations.CacheKeyType;
import org.eclipse.persistence.core.descriptors.CoreDescriptor;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.partitioning.PartitioningPolicy;
import org.eclipse.persistence.internal.descriptors.ObjectBuilder;
import org.eclipse.persistence.internal.jpa.CMP3Policy;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.OneToManyMapping;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/**
 * Makes the descriptors of sharded entities keep shards apart, and those of reference entities take them for one, before
 * they are initialised.
 */
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

    /** Prepares the descriptor of a reference entity. */
    static void install(ClassDescriptor descriptor, ReferencePolicy policy) {
        setBuilder(descriptor, new ReferenceObjectBuilder(descriptor));
        readInOneStatement(descriptor);
        descriptor.setPartitioningPolicyName(null);
        descriptor.setPartitioningPolicy(policy);
    }

    // Else EclipseLink asks for the classes of the rows first, and then for the rows of each class.
    private static void readInOneStatement(ClassDescriptor descriptor) {
        if (descriptor.hasInheritance()) {
            descriptor.getInheritancePolicy().setShouldOuterJoinSubclasses(true);
        }
    }

    /** Makes a removed object's parts be deleted each for itself, where they are of classes with tables of their own. */
    static void deleteHeirsOneByOne(ServerSession session, Collection<Class<?>> entities) {
        for (Class<?> type : entities) {
            for (DatabaseMapping mapping : session.getDescriptor(type).getMappings()) {
                if (mapping instanceof OneToManyMapping many
                        && TablePerClass.hasHeirs(session.getDescriptor(many.getReferenceClass()))) {
                    many.setMustDeleteReferenceObjectsOneByOne(true);
                }
            }
        }
    }

    private static void setBuilder(ClassDescriptor descriptor, ObjectBuilder builder) {
        Internals.set(CoreDescriptor.class, "objectBuilder", descriptor, builder);
    }

    void install(ClassDescriptor descriptor, ShardedEntity entity) {
        List<String> possible = List.copyOf(model.rootOf(entity.type()).map().shards());
        setBuilder(
                descriptor,
                new ShardedObjectBuilder(
                        descriptor,
                        origins,
                        () -> new ShardedFindQuery(entity.ids(), possible, locator, new CopyOrigins(this::parentOf)),
                        locator,
                        entity.ids()));
        if (descriptor.getCMPPolicy() instanceof CMP3Policy replaced) {
            descriptor.setCMPPolicy(new ShardedIdPolicy(replaced, model.shards()));
        }
        descriptor.getCachePolicy().setCacheKeyType(CacheKeyType.CACHE_ID);
        // A copy without a token must be looked up: that no cache knows it proves nothing.
        descriptor.getQueryManager().checkDatabaseForDoesExist();
        readInOneStatement(descriptor);
        if (descriptor.hasTablePerClassPolicy()) {
            descriptor.setTablePerClassPolicy(new ClassByClass(
                    descriptor.getTablePerClassPolicy(), descriptor, entity.ids(), PerClassQueries::checkWhole));
        }
        descriptor.setPartitioningPolicyName(null);
        descriptor.setPartitioningPolicy(policy);
    }

    private @Nullable String parentOf(ClassDescriptor descriptor) {
        return model.find(descriptor.getJavaClass())
                .map(entity -> entity instanceof ShardedEntity.Colocated child ? child.parentAttribute() : null)
                .orElse(null);
    }
}
