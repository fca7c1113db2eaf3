package dev.meridian.sharding.internal.identity;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.internal.execution.RowToken;
import dev.meridian.sharding.internal.model.EntityRelation;
import dev.meridian.sharding.internal.model.IdScope;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionBuilder;
import org.eclipse.persistence.internal.descriptors.PersistenceEntity;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.identitymaps.CacheId;
import org.eclipse.persistence.internal.identitymaps.CacheKey;
import org.eclipse.persistence.internal.indirection.DatabaseValueHolder;
import org.eclipse.persistence.internal.queries.JoinedAttributeManager;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.queries.FetchGroup;
import org.eclipse.persistence.queries.ObjectBuildingQuery;
import org.eclipse.persistence.queries.ReadObjectQuery;
import org.jspecify.annotations.Nullable;

/**
 * Builds the objects of a sharded entity so that each keeps the shard of its row, and takes part in EclipseLink's
 * caches under a {@link ShardedKey}.
 *
 * <p>A key without a shard, a plain {@link CacheId}, is what an object has of which nothing is known: a copy made by
 * hand, or a new object before its flush. It equals no sharded key, so that it can never stand for another's row.
 */
public final class ShardedObjectBuilder extends RowShardObjectBuilder {
    private static final long serialVersionUID = 1L;

    private final transient Origins origins;
    private final transient Origins newOnes = new Origins();
    private final transient Supplier<ReadObjectQuery> findQuery;
    private final transient ShardLocator locator;
    private final IdScope ids;

    /**
     * @param descriptor the entity's descriptor, not initialised yet
     * @param origins where the shards of objects rest
     * @param findQuery makes the query behind {@code find}
     * @param locator tells the shard of a new object
     * @param ids over what the entity's ids are unique
     */
    public ShardedObjectBuilder(
            ClassDescriptor descriptor,
            Origins origins,
            Supplier<ReadObjectQuery> findQuery,
            ShardLocator locator,
            IdScope ids) {
        super(descriptor);
        this.origins = origins;
        this.findQuery = findQuery;
        this.locator = locator;
        this.ids = ids;
    }

    /** The shard that an object came from or was placed on, or null if nothing is known of it. */
    public @Nullable String shardOf(Object object) {
        if (object instanceof PersistenceEntity entity && entity._persistence_getId() instanceof ShardedKey key) {
            return key.shard();
        }
        return origins.of(object);
    }

    /** Remembers that this very object became managed as a new one, for this shard. */
    void rememberNew(Object object, String shard) {
        newOnes.record(object, shard);
    }

    /**
     * Where an object's row is to be looked for; null if it may be anywhere. What was new itself, and has no row yet, is no
     * copy of a row of another shard: it belongs where its attributes say.
     */
    @Nullable String shardToSearch(Object object) {
        String known = shardOf(object);
        return known == null && newOnes.of(object) != null ? locator.locate(object) : known;
    }

    /** Decides the shard of a new object; its key is made anew. */
    public void place(Object object, String shard) {
        if (object instanceof PersistenceEntity entity) {
            entity._persistence_setId(null);
        }
        origins.record(object, shard);
    }

    // The expression for the primary key is there only now, and the query must be there before queries are prepared.
    @Override
    public void createPrimaryKeyExpression(AbstractSession session) {
        super.createPrimaryKeyExpression(session);
        ReadObjectQuery query = findQuery.get();
        query.setSelectionCriteria(getPrimaryKeyExpression());
        descriptor.getQueryManager().setReadObjectQuery(query);
    }

    // A query by an id that may repeat can have several results; EclipseLink would make one for a single object of it,
    // where nothing but the id is asked for. A query for a single object that the hint CheckCacheByExactPrimaryKey
    // makes
    // asks the same: it does not look into the cache then. It looks all the same: COUNT of an element collection cannot
    // be prepared without what that resolves.
    @Override
    public boolean isPrimaryKeyExpression(boolean exact, Expression expression, AbstractSession session) {
        boolean isById = super.isPrimaryKeyExpression(exact, expression, session);
        return isById && !(exact && ids == IdScope.SHARD_LOCAL);
    }

    // Of a range variable that is tested for NULL. With ids of one column EclipseLink knows that only of plain keys.
    @Override
    public Expression buildPrimaryKeyExpressionFromKeys(@Nullable Object primaryKey, AbstractSession session) {
        List<DatabaseField> columns = descriptor.getPrimaryKeyFields();
        return primaryKey == null && columns.size() == 1
                ? new ExpressionBuilder().getField(columns.get(0)).equal((Object) null)
                : super.buildPrimaryKeyExpressionFromKeys(primaryKey, session);
    }

    @Override
    public @Nullable Object extractPrimaryKeyFromRow(AbstractRecord row, AbstractSession session) {
        return withShard(super.extractPrimaryKeyFromRow(row, session), RowToken.of(row));
    }

    @Override
    public @Nullable Object extractPrimaryKeyFromObject(
            @Nullable Object object, AbstractSession session, boolean nullIfIncomplete) {
        if (object == null) {
            return null;
        }
        Object key = super.extractPrimaryKeyFromObject(object, session, nullIfIncomplete);
        if (!(key instanceof CacheId plain) || key instanceof ShardedKey) {
            return key;
        }
        Object full = isComplete(plain) ? withShard(plain, originOf(object)) : plain;
        if (object instanceof PersistenceEntity entity) {
            // A plain key must not be kept: it would outlive the moment at which the shard becomes known.
            entity._persistence_setId(full instanceof ShardedKey ? full : null);
        }
        return full;
    }

    @Override
    public @Nullable Object extractPrimaryKeyFromExpression(
            boolean exact, Expression expression, AbstractRecord translationRow, AbstractSession session) {
        Object key = withShard(
                super.extractPrimaryKeyFromExpression(exact, expression, translationRow, session),
                RowToken.of(translationRow));
        return key instanceof CacheId plain && !(plain instanceof ShardedKey) ? ifCached(plain, session) : key;
    }

    // Otherwise EclipseLink would take it for sure that the object is not in the cache, where it is under its shard
    // too.
    private @Nullable Object ifCached(CacheId plain, AbstractSession session) {
        Object known = session.getIdentityMapAccessorInstance()
                .getFromLocalIdentityMap(plain, getDescriptor().getJavaClass(), false, getDescriptor());
        return known == null ? null : plain;
    }

    @Override
    public AbstractRecord buildRowForTranslation(Object object, AbstractSession session) {
        AbstractRecord row = super.buildRowForTranslation(object, session);
        String shard = shardToSearch(object);
        if (shard != null) {
            RowToken.put(row, shard);
        }
        return row;
    }

    @Override
    public AbstractRecord buildRowFromPrimaryKeyValues(Object key, AbstractSession session) {
        AbstractRecord row = super.buildRowFromPrimaryKeyValues(key, session);
        if (key instanceof ShardedKey sharded) {
            RowToken.put(row, sharded.shard());
        }
        return row;
    }

    // The mapping of a native query makes a row of its own for each entity.
    @Override
    public Object buildObject(ObjectBuildingQuery query, AbstractRecord row, JoinedAttributeManager joins) {
        if (query.isResultSetMappingQuery()) {
            String shard = RowToken.ofAll(query);
            if (shard != null) {
                RowToken.put(row, shard);
            }
        }
        return super.buildObject(query, row, joins);
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
        keep(object, RowToken.of(row));
        super.buildAttributesIntoObject(object, cacheKey, row, query, joins, fetchGroup, forRefresh, session);
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
        keep(clone, RowToken.of(row));
        super.buildAttributesIntoWorkingCopyClone(clone, sharedCacheKey, query, joins, row, unitOfWork, forRefresh);
    }

    @Override
    public Object instantiateWorkingCopyClone(Object original, AbstractSession session) {
        return sameOrigin(original, super.instantiateWorkingCopyClone(original, session));
    }

    @Override
    public Object instantiateClone(Object original, AbstractSession session) {
        return sameOrigin(original, super.instantiateClone(original, session));
    }

    @Override
    public Object buildBackupClone(Object clone, UnitOfWorkImpl unitOfWork) {
        return sameOrigin(clone, super.buildBackupClone(clone, unitOfWork));
    }

    // EclipseLink drops a cached key when an id is assigned; the shard must survive that.
    @Override
    public void clearPrimaryKey(Object object) {
        if (object instanceof PersistenceEntity entity && entity._persistence_getId() instanceof ShardedKey key) {
            origins.record(object, key.shard());
        }
        super.clearPrimaryKey(object);
    }

    /** A copy that was serialised lost its token; a relation that was not loaded before still has it. */
    private @Nullable String originOf(Object object) {
        String known = origins.of(object);
        if (known != null) {
            return known;
        }
        for (EntityRelation relation : relations()) {
            Object part = relation.holderIn(object);
            if (part != null
                    && relation.mapping().getAttributeValueFromObject(part) instanceof DatabaseValueHolder<?> holder
                    && !holder.isInstantiated()) {
                known = RowToken.of(holder.getRow());
                keep(object, known);
            }
            if (known != null) {
                break;
            }
        }
        return known;
    }

    private Object sameOrigin(Object original, Object copy) {
        keep(copy, shardOf(original));
        return copy;
    }

    private void keep(Object object, @Nullable String shard) {
        if (shard != null && shardOf(object) == null) {
            origins.record(object, shard);
        }
    }

    private static @Nullable Object withShard(@Nullable Object key, @Nullable String shard) {
        return shard != null && key instanceof CacheId plain && !(key instanceof ShardedKey)
                ? ShardedKey.of(shard, Arrays.asList(plain.getPrimaryKey()))
                : key;
    }

    private static boolean isComplete(CacheId key) {
        return Arrays.stream(key.getPrimaryKey()).allMatch(value -> value != null);
    }
}
