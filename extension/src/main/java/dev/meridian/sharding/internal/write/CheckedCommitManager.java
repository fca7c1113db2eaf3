package dev.meridian.sharding.internal.write;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.eclipse.persistence.internal.sessions.CommitManager;
import org.eclipse.persistence.internal.sessions.UnitOfWorkChangeSet;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ObjectLevelModifyQuery;
import org.jspecify.annotations.Nullable;

/**
 * EclipseLink's own way to write a flush, after the check: this is the last moment at which no SQL has run.
 *
 * <p>It knows whose rows are being written, where a statement does not tell: one about a row of an element collection or of
 * a join table is about no entity. Used by one thread at a time.
 */
public final class CheckedCommitManager extends CommitManager {

    private final UnitOfWorkImpl unitOfWork;
    private final FlushCheck check;
    private final FlushOwners owners;
    private final Deque<ObjectLevelModifyQuery> running = new ArrayDeque<>();
    private @Nullable Object deferredOwner;

    CheckedCommitManager(UnitOfWorkImpl unitOfWork, FlushCheck check, FlushOwners owners) {
        super(unitOfWork);
        this.unitOfWork = unitOfWork;
        this.check = check;
        this.owners = owners;
        setCommitOrder(unitOfWork.getParent().getCommitManager().getCommitOrder());
    }

    /** The entity that is being written, with the rows in tables that it owns; null if none is. */
    @Nullable Object owner() {
        return running.stream()
                .filter(query -> !query.getDescriptor().isDescriptorTypeAggregate())
                .map(ObjectLevelModifyQuery::getObject)
                .findFirst()
                .orElse(deferredOwner);
    }

    /** The query starts; others may run inside it. */
    void begin(DatabaseQuery query) {
        if (query instanceof ObjectLevelModifyQuery write) {
            running.push(write);
        }
    }

    /**
     * The query has ended, and so has all that ran inside it.
     *
     * @throws dev.meridian.sharding.ShardingException if it has related objects of two shards
     */
    @SuppressWarnings("ReferenceEquality") // a query is itself
    void end(DatabaseQuery query) {
        if (query instanceof ObjectLevelModifyQuery write) {
            check.checkAgain(write, unitOfWork);
        }
        if (running.stream().anyMatch(write -> write == query)) {
            while (running.pop() != query) {
                // One that failed did not say that it ended.
            }
        }
    }

    @Override
    public void commitAllObjectsWithChangeSet(UnitOfWorkChangeSet changes) {
        check.check(changes, unitOfWork);
        owners.begin(unitOfWork.getParent(), this);
        try {
            super.commitAllObjectsWithChangeSet(changes);
        } finally {
            forget();
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // as inherited
    public void deleteAllObjects(List objects) {
        owners.begin(unitOfWork.getParent(), this);
        try {
            super.deleteAllObjects(objects);
        } finally {
            forget();
        }
    }

    private void forget() {
        owners.end(unitOfWork.getParent());
        running.clear();
        deferredOwner = null;
    }

    // Rows of collections and join tables are written last, when their owners have been written long since.
    @Override
    public void addDataModificationEvent(DatabaseMapping mapping, Object[] event) {
        ((Events) getDataModifications().computeIfAbsent(mapping, each -> new Events())).add(event, owner());
    }

    /** What is put off, with the owner of each; EclipseLink gets one event after the other and performs it. */
    private final class Events extends ArrayList<Object[]> {
        private static final long serialVersionUID = 1L;

        private final transient List<@Nullable Object> owners = new ArrayList<>();

        void add(Object[] event, @Nullable Object owner) {
            add(event);
            owners.add(owner);
        }

        @Override
        public Object[] get(int index) {
            deferredOwner = owners.get(index);
            return super.get(index);
        }
    }
}
