package dev.meridian.sharding.internal.write;

import dev.meridian.sharding.internal.identity.ShardedObjectBuilder;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.ShardRelations;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.queries.ContainerPolicy;
import org.eclipse.persistence.internal.sessions.CollectionChangeRecord;
import org.eclipse.persistence.internal.sessions.ObjectChangeSet;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.mappings.CollectionMapping;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.ForeignReferenceMapping;
import org.eclipse.persistence.queries.DeleteObjectQuery;
import org.eclipse.persistence.queries.ObjectLevelModifyQuery;
import org.jspecify.annotations.Nullable;

/**
 * Refuses relations from one shard into another: those beside co-location, by a foreign key, a join table or a column of the
 * other row, whose ends need not be in one shard. Thread-safe.
 */
final class LinkCheck {

    private final ShardingModel model;
    private final ShardPlacer placer;

    LinkCheck(ShardingModel model, ShardPlacer placer) {
        this.model = model;
        this.placer = placer;
    }

    /**
     * Looks at what a flush is about to write of one object, which has its shard already.
     *
     * @throws dev.meridian.sharding.ShardingException MERIDIAN-098 if it is related to an object of another shard, MERIDIAN-099
     *     to one of no known shard
     */
    void check(ObjectChangeSet change, UnitOfWorkImpl unitOfWork) {
        check(change, unitOfWork, null);
    }

    /**
     * Looks again at an object that has been written: callbacks and listeners may have related it to others meanwhile.
     *
     * @throws dev.meridian.sharding.ShardingException MERIDIAN-115 if one of these is in another shard; the transaction must
     *     be rolled back then
     */
    void checkAgain(ObjectLevelModifyQuery write, UnitOfWorkImpl unitOfWork) {
        if (!(write instanceof DeleteObjectQuery)
                && write.getObjectChangeSet() != null
                && write.getDescriptor().getEventManager().hasAnyEventListeners()
                && model.find(write.getDescriptor().getJavaClass()).isPresent()) {
            check(write.getObjectChangeSet(), unitOfWork, Message.DECIDED_TOO_LATE);
        }
    }

    private void check(ObjectChangeSet change, UnitOfWorkImpl unitOfWork, @Nullable Message afterwards) {
        Object source = change.getUnitOfWorkClone();
        ShardedEntity entity = model.find(source.getClass()).orElseThrow();
        ClassDescriptor descriptor = unitOfWork.getDescriptor(source);
        for (DatabaseMapping mapping : descriptor.getMappings()) {
            if (mapping instanceof ForeignReferenceMapping relation
                    && ShardRelations.isWritten(entity, relation, model)) {
                for (Object target : targets(relation, change, unitOfWork)) {
                    check(source, relation, target, unitOfWork, afterwards);
                }
            }
        }
    }

    private void check(
            Object source,
            ForeignReferenceMapping relation,
            Object target,
            UnitOfWorkImpl unitOfWork,
            @Nullable Message afterwards) {
        String shard = Objects.requireNonNull(shardOf(source, unitOfWork));
        String other = unitOfWork.isObjectNew(target)
                ? placer.place(target, unitOfWork::isObjectNew)
                : shardOf(target, unitOfWork);
        String name = nameOf(source, unitOfWork);
        String attribute = relation.getAttributeName();
        if (other == null) {
            throw Message.LINK_WITHOUT_SHARD.with(name, attribute);
        }
        if (!other.equals(shard)) {
            throw afterwards == null
                    ? Message.CROSS_SHARD_LINK.with(name, shard, attribute, nameOf(target, unitOfWork), other)
                    : afterwards.with(name, attribute);
        }
    }

    private static String nameOf(Object object, UnitOfWorkImpl unitOfWork) {
        return unitOfWork.getDescriptor(object).getAlias();
    }

    private static @Nullable String shardOf(Object object, UnitOfWorkImpl unitOfWork) {
        return unitOfWork.getDescriptor(object).getObjectBuilder() instanceof ShardedObjectBuilder builder
                ? builder.shardOf(object)
                : null;
    }

    /** What a relation leads to that is loaded or new, for a collection what has come to it. */
    private static List<Object> targets(
            ForeignReferenceMapping relation, ObjectChangeSet change, UnitOfWorkImpl unitOfWork) {
        Object source = change.getUnitOfWorkClone();
        if (!(relation instanceof CollectionMapping many)) {
            Object value = relation.getAttributeValueFromObject(source);
            // What was never read is what it was.
            return relation.getIndirectionPolicy().objectIsInstantiated(value)
                    ? Optional.ofNullable(relation.getRealAttributeValueFromObject(source, unitOfWork)).stream()
                            .toList()
                    : List.of();
        }
        if (change.getChangesForAttributeNamed(relation.getAttributeName()) instanceof CollectionChangeRecord record) {
            List<Object> added = new ArrayList<>();
            record.getAddObjectList().keySet().forEach(target -> added.add(objectOf(target)));
            record.getOrderedAddObjects().forEach(target -> added.add(objectOf(target)));
            return added;
        }
        return change.isNew() ? all(many, source, unitOfWork) : List.of();
    }

    private static Object objectOf(ObjectChangeSet target) {
        return Objects.requireNonNull(target.getUnitOfWorkClone(), "a related object");
    }

    private static List<Object> all(CollectionMapping relation, Object source, UnitOfWorkImpl unitOfWork) {
        List<Object> all = new ArrayList<>();
        Object value = relation.getRealAttributeValueFromObject(source, unitOfWork);
        ContainerPolicy container = relation.getContainerPolicy();
        for (Object each = container.iteratorFor(value); container.hasNext(each); ) {
            all.add(container.next(each, unitOfWork));
        }
        return all;
    }
}
