package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.internal.message.Message;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.persistence.sessions.Connector;
import org.eclipse.persistence.sessions.DatasourceLogin;
import org.eclipse.persistence.sessions.DefaultConnector;
import org.eclipse.persistence.sessions.JNDIConnector;
import org.eclipse.persistence.sessions.Login;
import org.eclipse.persistence.sessions.server.ConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/** Finds the unit's shards among its connection pools, and checks that they are databases of their own. */
final class ShardsReader {

    private static final String POOL_PREFIX = "eclipselink.connection-pool.";
    private static final Map<String, String> POOL_PROPERTIES =
            Map.of("url", "URL", "jtaDataSource", "data source", "nonJtaDataSource", "data source");
    private static final List<String> UNIT_DATA_SOURCES =
            List.of("jakarta.persistence.jtaDataSource", "jakarta.persistence.nonJtaDataSource");

    private final ServerSession session;
    private final Problems problems;
    private final Properties system;

    ShardsReader(ServerSession session, Properties system, Problems problems) {
        this.session = session;
        this.system = system;
        this.problems = problems;
    }

    /** Where a shard's rows are; two shards must not be in one place. The kind is for people, and holds no address. */
    private record Place(String kind, Object address) {}

    Shards read(Settings settings) {
        Set<String> others = new TreeSet<>(session.getConnectionPools().keySet());
        others.remove(Shards.DEFAULT_POOL);
        String primary = settings.primaryShard();
        if (others.contains(primary)) {
            problems.add(Message.PRIMARY_IS_A_POOL, primary);
            others.remove(primary);
        }
        Shards shards = new Shards(primary, List.copyOf(others));
        settings.scriptShard()
                .filter(shard -> !shards.isKnown(shard))
                .ifPresent(shard -> problems.add(
                        Message.UNKNOWN_PROPERTY_VALUE,
                        Settings.SCRIPT_SHARD,
                        "one of " + String.join(", ", shards.names())));
        return shards;
    }

    void checkPlaces(Shards shards) {
        Map<Place, String> taken = new LinkedHashMap<>();
        for (String shard : shards.names()) {
            ConnectionPool pool = session.getConnectionPool(shards.poolOf(shard));
            for (Place place : places(shards.poolOf(shard), pool)) {
                String other = taken.putIfAbsent(place, shard);
                if (other != null) {
                    problems.add(Message.SAME_DATABASE, other, shard, place.kind());
                }
            }
            if (pool != null && !pool.getFailoverConnectionPools().isEmpty()) {
                problems.add(Message.UNSUPPORTED_IN_UNIT, "a failover of the shard " + shard, "it");
            }
        }
    }

    void checkAllMapped(Shards shards, Set<String> mapped) {
        for (String shard : shards.others()) {
            if (!mapped.contains(shard)) {
                problems.add(Message.UNMAPPED_POOL, shard);
            }
        }
    }

    // The properties too: of a pool's two data sources, its login keeps only one.
    private Set<Place> places(String poolName, @Nullable ConnectionPool pool) {
        Set<Place> places = new LinkedHashSet<>();
        if (pool != null) {
            addConnector(places, pool.getLogin());
        }
        for (Map.Entry<String, String> property : new TreeMap<>(POOL_PROPERTIES).entrySet()) {
            add(places, property.getValue(), property(POOL_PREFIX + poolName + "." + property.getKey()));
        }
        if (poolName.equals(Shards.DEFAULT_POOL)) {
            if (session.getReadConnectionPool() != null) {
                addConnector(places, session.getReadConnectionPool().getLogin());
            }
            UNIT_DATA_SOURCES.forEach(name -> add(places, "data source", property(name)));
        }
        return places;
    }

    private static void addConnector(Set<Place> places, @Nullable Login login) {
        Connector connector = login instanceof DatasourceLogin datasource ? datasource.getConnector() : null;
        if (connector instanceof JNDIConnector jndi) {
            add(places, "data source", jndi.getName() != null ? jndi.getName() : jndi.getDataSource());
        } else if (connector instanceof DefaultConnector direct) {
            add(places, "URL", direct.getConnectionString());
        }
    }

    private static void add(Set<Place> places, String kind, @Nullable Object address) {
        if (address instanceof String text) {
            if (!text.isBlank()) {
                places.add(new Place(kind, text.trim()));
            }
        } else if (address != null) {
            places.add(new Place(kind, new Identity(address)));
        }
    }

    private @Nullable Object property(String name) {
        Object value = session.getProperties().get(name);
        return value != null ? value : system.getProperty(name);
    }

    /** A data source is the same as another only if it is that very object. */
    private record Identity(Object object) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Identity identity && identity.object == object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }
}
