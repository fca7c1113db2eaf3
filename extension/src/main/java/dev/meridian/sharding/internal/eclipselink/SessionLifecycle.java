package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.execution.ShardPools;
import dev.meridian.sharding.internal.model.ModelReader;
import dev.meridian.sharding.internal.model.ShardingModel;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;
import org.eclipse.persistence.sessions.server.ServerSession;

/** Starts and stops with the session what is not the session's own, and checks what only a connected one knows. */
final class SessionLifecycle extends SessionEventAdapter {

    private final ServerSession session;
    private final ShardingModel model;
    private final ShardPools pools;

    SessionLifecycle(ServerSession session, ShardingModel model, ShardPools pools) {
        this.session = session;
        this.model = model;
        this.pools = pools;
    }

    @Override
    public void postLogin(SessionEvent event) {
        ModelReader.checkConnected(session, model);
        pools.startUp();
    }

    @Override
    public void postLogout(SessionEvent event) {
        pools.shutDown();
    }
}
