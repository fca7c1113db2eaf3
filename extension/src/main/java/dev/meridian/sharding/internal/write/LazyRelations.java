package dev.meridian.sharding.internal.write;

import dev.meridian.sharding.internal.model.EntityRelation;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.indirection.IndirectContainer;
import org.eclipse.persistence.indirection.ValueHolderInterface;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.mappings.ForeignReferenceMapping;
import org.eclipse.persistence.queries.ReadObjectQuery;
import org.jspecify.annotations.Nullable;

/**
 * Lets the relations of a moved object that nobody has read yet look in its new shard: what they were made with says the
 * old one.
 */
final class LazyRelations {

    private final UnitOfWorkImpl unitOfWork;
    private final Movements movements;

    LazyRelations(UnitOfWorkImpl unitOfWork, Movements movements) {
        this.unitOfWork = unitOfWork;
        this.movements = movements;
    }

    /** @param row the object's row, which bears the token of the new shard */
    void follow(Object object, @Nullable Object backup, AbstractRecord row, ClassDescriptor descriptor) {
        for (EntityRelation relation : EntityRelation.of(descriptor)) {
            ForeignReferenceMapping mapping = relation.mapping();
            Object holder = relation.holderIn(object);
            if (holder != null
                    && mapping.usesIndirection()
                    && !mapping.getIndirectionPolicy().objectIsInstantiatedOrChanged(valueOf(mapping, holder))) {
                follow(mapping, holder, backup == null ? null : relation.holderIn(backup), row, descriptor);
            }
        }
    }

    private void follow(
            ForeignReferenceMapping relation,
            Object object,
            @Nullable Object backup,
            AbstractRecord row,
            ClassDescriptor descriptor) {
        Object before = valueOf(relation, object);
        ReadObjectQuery query = new ReadObjectQuery(descriptor.getJavaClass());
        query.setDescriptor(descriptor);
        query.setSession(unitOfWork);
        relation.buildCloneFromRow(row, null, object, null, query, unitOfWork, unitOfWork);
        // Somebody may hold the collection already.
        if (before instanceof IndirectContainer<?> container) {
            exchange(relation, object, container);
        } else {
            movements.undoLater(() -> relation.setAttributeValueInObject(object, before));
        }
        if (backup != null && backup != object) {
            relation.buildBackupClone(object, backup, unitOfWork);
        }
    }

    @SuppressWarnings("unchecked")
    private <T> void exchange(ForeignReferenceMapping relation, Object object, IndirectContainer<T> container) {
        ValueHolderInterface<T> before = container.getValueHolder();
        container.setValueHolder(((IndirectContainer<T>) valueOf(relation, object)).getValueHolder());
        relation.setAttributeValueInObject(object, container);
        movements.undoLater(() -> container.setValueHolder(before));
    }

    private static Object valueOf(ForeignReferenceMapping relation, Object object) {
        return relation.getAttributeValueFromObject(object);
    }
}
