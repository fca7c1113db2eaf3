package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.Explanation;
import dev.meridian.sharding.ReferenceCheck;
import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.internal.identity.ShardLocator;
import dev.meridian.sharding.internal.identity.ShardedObjectBuilder;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.ReferenceEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import dev.meridian.sharding.internal.model.Shards;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.jspecify.annotations.Nullable;

/** The facade of one unit. */
final class ShardingFacade implements Sharding {

    private final ShardingModel model;
    private final AbstractSession session;
    private final ShardLocator locator;
    private final Explainer explainer;

    ShardingFacade(ShardingModel model, AbstractSession session, ShardLocator locator, Explainer explainer) {
        this.model = model;
        this.session = session;
        this.locator = locator;
        this.explainer = explainer;
    }

    @Override
    public @Nullable String shardOf(Object entity) {
        ClassDescriptor descriptor = descriptorOf(entity);
        if (descriptor == null) {
            return null;
        }
        String known = ((ShardedObjectBuilder) descriptor.getObjectBuilder()).shardOf(entity);
        return known == null ? locator.locate(entity) : known;
    }

    @Override
    public @Nullable ShardedKey keyOf(Object entity) {
        String shard = shardOf(entity);
        ClassDescriptor descriptor = descriptorOf(entity);
        if (shard == null || descriptor == null) {
            return null;
        }
        boolean hasId = descriptor.getObjectBuilder().extractPrimaryKeyFromObject(entity, session, true) != null;
        return hasId ? ShardedKey.of(shard, descriptor.getCMPPolicy().createPrimaryKeyInstance(entity, session)) : null;
    }

    @Override
    public Explanation explain(Query query) {
        return explainer.explain(query);
    }

    @Override
    public Explanation explainWithValues(Query query) {
        return explainer.explainWithValues(query);
    }

    @Override
    public ReferenceCheck checkReference(EntityManager entityManager, Class<?> entity) {
        ReferenceEntity reference = reference(entity);
        return new ReferenceCopies(entityManager, session, reference)
                .check(reference.shards().get(0));
    }

    @Override
    public ReferenceCheck repairReference(EntityManager entityManager, Class<?> entity, String fromShard) {
        ReferenceEntity reference = reference(entity);
        Shards shards = model.shards();
        if (!shards.isKnown(fromShard)) {
            throw Message.UNKNOWN_SHARD.with(fromShard, String.join(", ", shards.names()));
        }
        String baseline = shards.canonical(fromShard);
        if (!reference.shards().contains(baseline)) {
            throw Message.REFERENCE_READ.with(reference.name(), baseline, "its rows are not there");
        }
        return new ReferenceCopies(entityManager, session, reference).repair(baseline);
    }

    private ReferenceEntity reference(Class<?> entity) {
        return model.reference(entity)
                .orElseThrow(() -> new IllegalArgumentException(entity.getName() + " is no reference entity"));
    }

    @Override
    public List<String> shards() {
        return model.shards().names();
    }

    private @Nullable ClassDescriptor descriptorOf(Object entity) {
        ClassDescriptor descriptor = session.getDescriptor(entity);
        return descriptor != null && model.find(descriptor.getJavaClass()).isPresent() ? descriptor : null;
    }
}
