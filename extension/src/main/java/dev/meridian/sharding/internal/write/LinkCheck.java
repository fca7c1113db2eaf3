package dev.meridian.sharding.internal.write;

import dev.meridian.sharding.internal.identity.ShardedObjectBuilder;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.EntityRelation;
import dev.meridian.sharding.internal.model.ShardRelations;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.queries.ContainerPolicy;
import org.eclipse.persistence.internal.sessions.CollectionChangeRecord;
import org.eclipse.persistence.internal.sessions.ObjectChangeSet;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.mappings.CollectionMapping;
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
    private final Map<ClassDescriptor, List<EntityRelation>> links = new ConcurrentHashMap<>();

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
        for (EntityRelation relation : linksOf(unitOfWork.getDescriptor(source), entity)) {
            for (Object target : targets(relation, change, unitOfWork)) {
                check(source, relation, target, unitOfWork, afterwards);
            }
        }
    }

    private List<EntityRelation> linksOf(ClassDescriptor descriptor, ShardedEntity entity) {
        return links.computeIfAbsent(
                descriptor,
                type -> EntityRelation.of(type).stream()
                        .filter(relation -> ShardRelations.isWritten(entity, relation, model))
                        .toList());
    }

    private void check(
            Object source,
            EntityRelation relation,
            Object target,
            UnitOfWorkImpl unitOfWork,
            @Nullable Message afterwards) {
        String shard = Objects.requireNonNull(shardOf(source, unitOfWork));
        String other = unitOfWork.isObjectNew(target)
                ? placer.place(target, unitOfWork::isObjectNew)
                : shardOf(target, unitOfWork);
        String name = nameOf(source, unitOfWork);
        String attribute = relation.path();
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
    private static List<Object> targets(EntityRelation relation, ObjectChangeSet change, UnitOfWorkImpl unitOfWork) {
        Object source = relation.holderIn(change.getUnitOfWorkClone());
        PartChanges changes = PartChanges.of(relation, change);
        if (source == null || !changes.written()) {
            return List.of();
        }
        ForeignReferenceMapping mapping = relation.mapping();
        if (!(mapping instanceof CollectionMapping many)) {
            // What was never read is what it was, unless it came with an embeddable that was another object's.
            boolean isKnown =
                    mapping.getIndirectionPolicy().objectIsInstantiated(mapping.getAttributeValueFromObject(source));
            return isKnown || (changes.isNew() && !relation.embeddables().isEmpty())
                    ? Optional.ofNullable(mapping.getRealAttributeValueFromObject(source, unitOfWork)).stream()
                            .toList()
                    : List.of();
        }
        if (changes.record(mapping.getAttributeName()) instanceof CollectionChangeRecord record) {
            List<Object> added = new ArrayList<>();
            record.getAddObjectList().keySet().forEach(target -> added.add(objectOf(target)));
            record.getOrderedAddObjects().forEach(target -> added.add(objectOf(target)));
            return added;
        }
        return changes.isNew() ? all(many, source, unitOfWork) : List.of();
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
