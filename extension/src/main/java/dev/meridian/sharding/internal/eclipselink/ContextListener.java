package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.identity.ShardLocator;
import dev.meridian.sharding.internal.identity.ShardedContextMap;
import dev.meridian.sharding.internal.model.ShardingModel;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;

/** Lets each new persistence context tell new objects of different shards apart. */
final class ContextListener extends SessionEventAdapter {

    private final ShardingModel model;
    private final ShardLocator locator;

    ContextListener(ShardingModel model, ShardLocator locator) {
        this.model = model;
        this.locator = locator;
    }

    @Override
    public void postAcquireUnitOfWork(SessionEvent event) {
        AbstractSession context = (AbstractSession) event.getSession();
        ShardedContextMap map = new ShardedContextMap(
                context, context.getIdentityMapAccessorInstance().getIdentityMapManager(), model, locator);
        Internals.set(AbstractSession.class, "identityMapAccessor", context, map);
    }
}
