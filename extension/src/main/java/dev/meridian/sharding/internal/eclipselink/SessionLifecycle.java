package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.analysis.QueryAnalyzer;
import dev.meridian.sharding.internal.execution.ShardFanOut;
import dev.meridian.sharding.internal.execution.ShardPools;
import dev.meridian.sharding.internal.execution.Workers;
import dev.meridian.sharding.internal.model.ModelReader;
import dev.meridian.sharding.internal.model.ShardingModel;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;
import org.eclipse.persistence.sessions.server.ServerSession;

/** Starts and stops with the session what is not the session's own, and checks what only a connected one knows. */
final class SessionLifecycle extends SessionEventAdapter {

    private final ServerSession session;
    private final ShardingModel model;
    private final QueryAnalyzer analyzer;
    private final ShardPools pools;
    private final Workers workers;
    private final ShardFanOut fanOut;
    private final Databases databases;

    SessionLifecycle(
            ServerSession session,
            ShardingModel model,
            QueryAnalyzer analyzer,
            ShardPools pools,
            Workers workers,
            ShardFanOut fanOut,
            Databases databases) {
        this.session = session;
        this.model = model;
        this.analyzer = analyzer;
        this.pools = pools;
        this.workers = workers;
        this.fanOut = fanOut;
        this.databases = databases;
    }

    @Override
    public void postLogin(SessionEvent event) {
        ModelReader.checkConnected(session, model, entity -> analyzer.hasLocalCriteria(entity, session));
        model.entities().keySet().forEach(type -> EarlyDelete.install(session.getDescriptor(type)));
        pools.startUp();
        workers.start();
        fanOut.start(session);
        databases.learn(session);
    }

    @Override
    public void postLogout(SessionEvent event) {
        workers.stop();
        pools.shutDown();
    }
}
