package dev.meridian.sharding;

import dev.meridian.sharding.internal.eclipselink.ShardingInstaller;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;
import org.eclipse.persistence.sessions.server.ServerSession;

/**
 * Switches Meridian on: name this class in the property {@code eclipselink.session.customizer} of a persistence unit.
 *
 * <p>A unit without a sharded entity behaves as without it.
 */
public final class ShardingCustomizer implements SessionCustomizer {

    /** Called by EclipseLink. */
    public ShardingCustomizer() {}

    /**
     * Takes over the partitioning of the unit's mapping, and checks its whole configuration.
     *
     * @throws ShardingException MERIDIAN-001, naming every problem that was found
     */
    @Override
    public void customize(Session session) {
        ShardingInstaller.install((ServerSession) session);
    }
}
