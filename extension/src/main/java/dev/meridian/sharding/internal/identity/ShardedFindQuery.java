package dev.meridian.sharding.internal.identity;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.internal.execution.RowToken;
import dev.meridian.sharding.internal.execution.TieBreak;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.IdScope;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.persistence.internal.helper.InvalidObject;
import org.eclipse.persistence.internal.identitymaps.CacheId;
import org.eclipse.persistence.internal.localization.ExceptionLocalization;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.MergeManager;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.queries.ReadObjectQuery;
import org.jspecify.annotations.Nullable;

/**
 * The query behind {@code find}, {@code merge} and every read by primary key of a sharded entity.
 *
 * <p>A plain id says nothing of the shard. If ids are unique over all shards, an object with it that is in the context
 * or the shared cache under any shard is the one that is meant, and no SQL runs. If ids may repeat, the caches prove
 * nothing, and every possible shard is asked.
 */
public final class ShardedFindQuery extends ReadObjectQuery implements TieBreak {
    private static final long serialVersionUID = 1L;

    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final IdScope ids;
    private final List<String> possible;
    private final transient ShardLocator locator;
    private final transient CopyOrigins copies;
    private @Nullable String preferred;
    private boolean isSearchedInCaches;

    /**
     * @param ids over what the entity's ids are unique
     * @param possible the shards that can hold its rows
     * @param locator tells the shard of a new object
     * @param copies tells the shard of a copy without a token
     */
    public ShardedFindQuery(IdScope ids, List<String> possible, ShardLocator locator, CopyOrigins copies) {
        this.ids = ids;
        this.possible = List.copyOf(possible);
        this.locator = locator;
        this.copies = copies;
    }

    // Databases do not lock what an outer join supplies: a query that locks asks for the class of the row first.
    @Override
    public boolean shouldOuterJoinSubclasses() {
        return super.shouldOuterJoinSubclasses() && !isLockQuery();
    }

    @Override
    public @Nullable Object checkEarlyReturn(AbstractSession session, AbstractRecord translationRow) {
        Object id = getSelectionId();
        if (id instanceof ShardedKey key) {
            normalise(key, session);
        } else if (id instanceof CacheId plain && getPartitioningPolicy() instanceof ShardPin pin) {
            setSelectionId(ShardedKey.of(pin.shard(), Arrays.asList(plain.getPrimaryKey())));
        }
        return super.checkEarlyReturn(session, translationRow);
    }

    private void normalise(ShardedKey key, AbstractSession session) {
        checkDescriptor(session);
        setSelectionId(getDescriptor().getCMPPolicy().createPrimaryKeyFromId(key, session));
    }

    // A copy without a token is looked up in every shard that can have it; if several do, the one of its parent is
    // meant.
    @Override
    public void prepareForExecution() {
        Object copy = getSelectionObject();
        if (copy != null && ids == IdScope.SHARD_LOCAL && builder().shardToSearch(copy) == null) {
            preferred = copies.ofParent(copy, getDescriptor(), getSession());
        }
        if (getSelectionId() instanceof ShardedKey key) {
            normalise(key, getSession());
        }
        super.prepareForExecution();
    }

    // Behind getReference is another query, which looked into the caches and knows nothing of shards.
    @Override
    protected @Nullable Object executeObjectLevelReadQuery() {
        Object known = getSelectionId() == null || isSearchedInCaches
                ? null
                : checkEarlyReturn(getSession(), getTranslationRow());
        if (known == null) {
            return unlessRemoved(readFromShards());
        }
        return known == InvalidObject.instance ? null : known;
    }

    // EclipseLink looks for what a copy is of in the context first, and refuses what is removed there; a copy without a
    // token it does not find so.
    private @Nullable Object unlessRemoved(@Nullable Object found) {
        if (found != null
                && getSelectionObject() != null
                && getSession() instanceof UnitOfWorkImpl unitOfWork
                && unitOfWork.isObjectDeleted(found)
                && CALLERS.walk(frames -> frames.anyMatch(frame -> frame.getDeclaringClass() == MergeManager.class))) {
            throw new IllegalArgumentException(ExceptionLocalization.buildMessage(
                    "cannot_merge_removed_entity", new Object[] {getSelectionObject()}));
        }
        return found;
    }

    // The row of a detached object may have moved since; its id is the same wherever it is. A refresh means this one
    // object.
    private @Nullable Object readFromShards() {
        Object copy = getSelectionObject();
        boolean mayBeNew = copy != null && ids == IdScope.SHARD_LOCAL && !shouldRefreshIdentityMapResult();
        Object original = mayBeNew ? newOriginal(copy) : null;
        if (original != null) {
            return original;
        }
        Object found = super.executeObjectLevelReadQuery();
        if (found == null
                && copy != null
                && ids == IdScope.UNIT_UNIQUE
                && !shouldRefreshIdentityMapResult()
                && RowToken.of(getTranslationRow()) != null) {
            getTranslationRow().remove(RowToken.field());
            setAccessors(null);
            return super.executeObjectLevelReadQuery();
        }
        boolean byPlainId = ids == IdScope.SHARD_LOCAL && isPlain(getSelectionId());
        return byPlainId && !shouldRefreshIdentityMapResult() ? onlyOne(found) : found;
    }

    private static boolean isPlain(@Nullable Object id) {
        return id instanceof CacheId && !(id instanceof ShardedKey);
    }

    private ShardedObjectBuilder builder() {
        return (ShardedObjectBuilder) getDescriptor().getObjectBuilder();
    }

    @Override
    public @Nullable String preferredShard() {
        return preferred;
    }

    @Override
    protected @Nullable Object checkEarlyReturnLocal(AbstractSession session, AbstractRecord translationRow) {
        isSearchedInCaches = true;
        Object id = getSelectionId();
        if (id instanceof ShardedKey key) {
            Object hit = super.checkEarlyReturnLocal(session, translationRow);
            return hit == null || isNewElsewhere(hit, key, session) ? newObject(key, session) : hit;
        }
        if (ids == IdScope.UNIT_UNIQUE) {
            Object hit = id instanceof CacheId plain ? underAnyShard(plain, session, translationRow) : null;
            return hit == null ? super.checkEarlyReturnLocal(session, translationRow) : hit;
        }
        // A new object proves nothing of the other shards: they are asked all the same.
        return newObjects(id, session).isEmpty() ? super.checkEarlyReturnLocal(session, translationRow) : null;
    }

    private @Nullable Object underAnyShard(CacheId plain, AbstractSession session, AbstractRecord translationRow) {
        for (String shard : possible) {
            setSelectionId(ShardedKey.of(shard, Arrays.asList(plain.getPrimaryKey())));
            Object hit = super.checkEarlyReturnLocal(session, translationRow);
            if (hit != null) {
                return hit;
            }
        }
        setSelectionId(plain);
        return null;
    }

    /** A new object that was moved is still where it was before. */
    private boolean isNewElsewhere(Object hit, ShardedKey key, AbstractSession session) {
        return session instanceof UnitOfWorkImpl unitOfWork
                && unitOfWork.isCloneNewObject(hit)
                && !key.shard().equals(shardOfNew(hit));
    }

    private @Nullable String shardOfNew(Object object) {
        String known = builder().shardOf(object);
        return known == null ? locator.locate(object) : known;
    }

    private @Nullable Object newObject(ShardedKey key, AbstractSession session) {
        if (!shouldConformResultsInUnitOfWork() && shouldRetrieveBypassCache()) {
            return null;
        }
        return newObjects(new CacheId(key.getPrimaryKey()), session).stream()
                .filter(object -> key.shard().equals(shardOfNew(object)))
                .findFirst()
                .orElse(null);
    }

    /** Of what the shards have and of the new objects with that id: two are an error, as two rows are. */
    private @Nullable Object onlyOne(@Nullable Object found) {
        Set<Object> all = Collections.newSetFromMap(new IdentityHashMap<>());
        all.addAll(newObjects(getSelectionId(), getSession()));
        if (found != null) {
            all.add(found);
        }
        if (all.size() > 1) {
            String shards = all.stream()
                    .map(this::shardOfNew)
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw Message.AMBIGUOUS_ID.with(shards, getDescriptor().getAlias());
        }
        return all.isEmpty() ? null : all.iterator().next();
    }

    /** A copy whose attributes say the shard of a new object with its id is a copy of that. */
    private @Nullable Object newOriginal(Object copy) {
        Object id = builder().extractPrimaryKeyFromObject(copy, getSession(), true);
        List<Object> candidates = id instanceof ShardedKey ? List.of() : newObjects(id, getSession());
        String shard = candidates.isEmpty() ? null : shardOfNew(copy);
        return shard == null
                ? null
                : candidates.stream()
                        .filter(object -> shard.equals(shardOfNew(object)))
                        .findFirst()
                        .orElse(null);
    }

    /** EclipseLink keeps new objects under their plain ids too. */
    private List<Object> newObjects(@Nullable Object id, AbstractSession session) {
        if (id == null || !(session instanceof UnitOfWorkImpl unitOfWork) || !unitOfWork.hasNewObjects()) {
            return List.of();
        }
        Set<?> known = unitOfWork.getPrimaryKeyToNewObjects().get(id);
        return known == null
                ? List.of()
                : known.stream()
                        .filter(getReferenceClass()::isInstance)
                        .<Object>map(object -> object)
                        .toList();
    }
}
