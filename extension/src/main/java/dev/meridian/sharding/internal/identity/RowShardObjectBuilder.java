package dev.meridian.sharding.internal.identity;

import dev.meridian.sharding.internal.execution.RowToken;
import dev.meridian.sharding.internal.model.EntityRelation;
import java.util.List;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.internal.descriptors.ObjectBuilder;
import org.eclipse.persistence.internal.identitymaps.CacheKey;
import org.eclipse.persistence.internal.queries.JoinedAttributeManager;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.queries.FetchGroup;
import org.eclipse.persistence.queries.ObjectBuildingQuery;
import org.jspecify.annotations.Nullable;

/** Builds objects so that what belongs to a row, and what it points to, is looked for in the row's shard. */
abstract class RowShardObjectBuilder extends ObjectBuilder {
    private static final long serialVersionUID = 1L;

    private transient volatile @Nullable Relations relations;

    /** @param inBatches whether the mapping of one of them says that it is fetched in batches */
    private record Relations(List<EntityRelation> all, boolean inBatches) {

        static Relations of(ClassDescriptor descriptor) {
            List<EntityRelation> all = EntityRelation.of(descriptor);
            return new Relations(
                    all, all.stream().anyMatch(relation -> relation.mapping().shouldUseBatchReading()));
        }
    }

    /** @param descriptor the entity's descriptor, not initialised yet */
    RowShardObjectBuilder(ClassDescriptor descriptor) {
        super(descriptor);
    }

    /** The entity's relations, those of its embeddables too. */
    List<EntityRelation> relations() {
        return knownRelations().all();
    }

    /** Whether the mapping of a relation says that it is fetched in batches. */
    boolean fetchesBatches() {
        return knownRelations().inBatches();
    }

    // Embeddables have theirs only when the session is connected.
    private Relations knownRelations() {
        Relations known = relations;
        if (known == null) {
            known = Relations.of(descriptor);
            relations = known;
        }
        return known;
    }

    @Override
    public @Nullable AbstractRecord extractPrimaryKeyRowFromExpression(
            Expression expression, AbstractRecord translationRow, AbstractSession session) {
        AbstractRecord row = super.extractPrimaryKeyRowFromExpression(expression, translationRow, session);
        String shard = RowToken.of(translationRow);
        if (row != null && shard != null) {
            RowToken.put(row, shard);
        }
        return row;
    }

    @Override
    public void buildAttributesIntoObject(
            Object object,
            CacheKey cacheKey,
            AbstractRecord row,
            ObjectBuildingQuery query,
            JoinedAttributeManager joins,
            FetchGroup fetchGroup,
            boolean forRefresh,
            AbstractSession session) {
        ObjectBuildingQuery part = ShardParts.of(query, row, this);
        super.buildAttributesIntoObject(object, cacheKey, row, part, joins, fetchGroup, forRefresh, session);
    }

    @Override
    public void buildAttributesIntoWorkingCopyClone(
            Object clone,
            CacheKey sharedCacheKey,
            ObjectBuildingQuery query,
            JoinedAttributeManager joins,
            AbstractRecord row,
            UnitOfWorkImpl unitOfWork,
            boolean forRefresh) {
        ObjectBuildingQuery part = ShardParts.of(query, row, this);
        super.buildAttributesIntoWorkingCopyClone(clone, sharedCacheKey, part, joins, row, unitOfWork, forRefresh);
    }

    // Of an object that is there already: from a cache, or built for another row.
    @Override
    protected void loadBatchReadAttributes(
            ClassDescriptor concrete,
            Object object,
            CacheKey cacheKey,
            AbstractRecord row,
            ObjectBuildingQuery query,
            JoinedAttributeManager joins,
            boolean isProtected) {
        ObjectBuildingQuery part = ShardParts.of(query, row, this);
        super.loadBatchReadAttributes(concrete, object, cacheKey, row, part, joins, isProtected);
    }
}
