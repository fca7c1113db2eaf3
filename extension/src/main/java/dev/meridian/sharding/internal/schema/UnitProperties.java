package dev.meridian.sharding.internal.schema;

import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/** EclipseLink's own properties of a unit, which may be JVM system properties as well. */
final class UnitProperties {

    private UnitProperties() {}

    static @Nullable Object find(ServerSession session, String name) {
        Object value = session.getProperties().get(name);
        return value != null ? value : System.getProperty(name);
    }

    static boolean isSet(ServerSession session, String name) {
        Object value = find(session, name);
        return value != null && !value.equals("");
    }
}
