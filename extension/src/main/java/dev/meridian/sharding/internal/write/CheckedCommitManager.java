package dev.meridian.sharding.internal.write;

import org.eclipse.persistence.internal.sessions.CommitManager;
import org.eclipse.persistence.internal.sessions.UnitOfWorkChangeSet;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;

/** EclipseLink's own way to write a flush, after the check: this is the last moment at which no SQL has run. */
public final class CheckedCommitManager extends CommitManager {

    private final UnitOfWorkImpl unitOfWork;
    private final FlushCheck check;

    public CheckedCommitManager(UnitOfWorkImpl unitOfWork, FlushCheck check) {
        super(unitOfWork);
        this.unitOfWork = unitOfWork;
        this.check = check;
        setCommitOrder(unitOfWork.getParent().getCommitManager().getCommitOrder());
    }

    @Override
    public void commitAllObjectsWithChangeSet(UnitOfWorkChangeSet changes) {
        check.check(changes, unitOfWork);
        super.commitAllObjectsWithChangeSet(changes);
    }
}
