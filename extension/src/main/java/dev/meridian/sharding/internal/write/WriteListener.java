package dev.meridian.sharding.internal.write;

import dev.meridian.sharding.internal.execution.ShardPools;
import dev.meridian.sharding.internal.message.Message;
import java.util.List;
import org.eclipse.persistence.internal.sessions.UnitOfWorkChangeSet;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;
import org.eclipse.persistence.sessions.server.ClientSession;

/** Watches a unit's transactions: checks each flush, tells moves how it ended, and refuses a commit that could be halved. */
public final class WriteListener extends SessionEventAdapter {

    private final FlushCheck check;
    private final FlushOwners owners;
    private final ShardPools pools;
    private final boolean bestEffort;

    /**
     * @param check looks at each flush
     * @param owners is told what each flush writes
     * @param pools knows what a transaction wrote
     * @param bestEffort whether a RESOURCE_LOCAL transaction may commit several shards one after the other: if one fails,
     *     those before it stay committed
     */
    public WriteListener(FlushCheck check, FlushOwners owners, ShardPools pools, boolean bestEffort) {
        this.check = check;
        this.owners = owners;
        this.pools = pools;
        this.bestEffort = bestEffort;
    }

    @Override
    public void postAcquireUnitOfWork(SessionEvent event) {
        UnitOfWorkImpl unitOfWork = (UnitOfWorkImpl) event.getSession();
        unitOfWork.setCommitManager(new CheckedCommitManager(unitOfWork, check, owners));
    }

    @Override
    public void preExecuteQuery(SessionEvent event) {
        if (event.getSession() instanceof UnitOfWorkImpl unitOfWork
                && unitOfWork.getCommitManager() instanceof CheckedCommitManager commits) {
            commits.begin(event.getQuery());
        }
    }

    @Override
    public void postExecuteQuery(SessionEvent event) {
        if (event.getSession() instanceof UnitOfWorkImpl unitOfWork
                && unitOfWork.getCommitManager() instanceof CheckedCommitManager commits) {
            commits.end(event.getQuery());
        }
    }

    @Override
    public void preMergeUnitOfWorkChangeSet(SessionEvent event) {
        UnitOfWorkChangeSet changes = (UnitOfWorkChangeSet) event.getProperty("UnitOfWorkChangeSet");
        if (changes.getSession() instanceof UnitOfWorkImpl unitOfWork) {
            Movements.find(unitOfWork).ifPresent(moved -> moved.forget(unitOfWork, changes));
        }
    }

    @Override
    public void postCommitUnitOfWork(SessionEvent event) {
        UnitOfWorkImpl unitOfWork = (UnitOfWorkImpl) event.getSession();
        Movements.find(unitOfWork).ifPresent(moved -> moved.end(unitOfWork));
    }

    @Override
    public void postReleaseUnitOfWork(SessionEvent event) {
        UnitOfWorkImpl unitOfWork = (UnitOfWorkImpl) event.getSession();
        Movements.find(unitOfWork).ifPresent(moved -> moved.undo(unitOfWork));
    }

    @Override
    public void preCommitTransaction(SessionEvent event) {
        if (bestEffort
                || !(event.getSession() instanceof ClientSession client)
                || client.hasExternalTransactionController()) {
            return;
        }
        List<String> written = pools.writtenShards(client);
        if (written.size() > 1) {
            throw Message.CROSS_SHARD_WRITES.with(String.join(", ", written));
        }
    }
}
