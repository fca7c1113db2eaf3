package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.internal.message.Message;
import org.eclipse.persistence.descriptors.partitioning.PartitioningPolicy;
import org.eclipse.persistence.internal.databaseaccess.DatabasePlatform;
import org.eclipse.persistence.sessions.server.ConnectionPolicy.ExclusiveMode;
import org.eclipse.persistence.sessions.server.ServerSession;

/** Which features of EclipseLink a unit with sharded entities must not use. */
final class UnitRules {

    private final ServerSession session;
    private final Problems problems;

    UnitRules(ServerSession session, Problems problems) {
        this.session = session;
        this.problems = problems;
    }

    void check() {
        PartitioningPolicy policy = session.getPartitioningPolicy();
        if (policy != null) {
            String name = policy.getName();
            problems.add(Message.UNIT_POLICY, name == null ? "without a name" : name);
        }
        ExclusiveMode mode = session.getDefaultConnectionPolicy().getExclusiveMode();
        if (mode != ExclusiveMode.Transactional) {
            problems.add(Message.EXCLUSIVE_CONNECTION, mode);
        }
        refuse(session.hasBroker(), "a composite persistence unit", "eclipselink.composite-unit");
        refuse(session.getCommandManager() != null, "cache coordination", "eclipselink.cache.coordination.protocol");
        refuse(
                session.getDatabaseEventListener() != null,
                "a database event listener",
                "eclipselink.cache.database-event-listener");
        refuse(
                session.getDatasourcePlatform() instanceof DatabasePlatform platform
                        && platform.hasPartitioningCallback(),
                "a partitioning callback",
                "eclipselink.partitioning.callback");
    }

    private void refuse(boolean isUsed, String feature, String property) {
        if (isUsed) {
            problems.add(Message.UNSUPPORTED_IN_UNIT, feature, property);
        }
    }
}
