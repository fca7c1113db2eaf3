package dev.meridian.sharding.internal.identity;

import dev.meridian.sharding.internal.execution.RowToken;
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

    /** @param descriptor the entity's descriptor, not initialised yet */
    RowShardObjectBuilder(ClassDescriptor descriptor) {
        super(descriptor);
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
