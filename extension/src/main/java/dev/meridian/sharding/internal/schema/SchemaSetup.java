package dev.meridian.sharding.internal.schema;

import dev.meridian.sharding.internal.execution.ShardAccessor;
import dev.meridian.sharding.internal.message.Message;
import java.util.List;
import java.util.Optional;
import org.eclipse.persistence.config.PersistenceUnitProperties;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;
import org.eclipse.persistence.sessions.server.ServerSession;

/** Prepares a session, before its login, for schema generation and id allocation over shards. */
public final class SchemaSetup {

    private static final List<String> SCRIPTS = List.of(
            PersistenceUnitProperties.SCHEMA_GENERATION_SQL_LOAD_SCRIPT_SOURCE,
            PersistenceUnitProperties.SCHEMA_GENERATION_CREATE_SCRIPT_SOURCE,
            PersistenceUnitProperties.SCHEMA_GENERATION_DROP_SCRIPT_SOURCE);

    private SchemaSetup() {}

    /**
     * Refuses a unit that runs scripts without saying on which shard.
     *
     * @throws dev.meridian.sharding.ShardingException if it has a script and {@code scriptShard} is empty
     */
    public static void checkScripts(ServerSession session, Optional<String> scriptShard) {
        for (String script : SCRIPTS) {
            if (scriptShard.isEmpty() && UnitProperties.isSet(session, script)) {
                throw Message.SCRIPT_WITHOUT_SHARD.with(script);
            }
        }
    }

    /**
     * Lets ids be allocated on the primary shard in a transaction of their own, on the unit's non-JTA data source, unless
     * the unit says {@code eclipselink.jdbc.sequence-connection-pool.*} itself. A unit that allocates ids and has no such
     * data source fails at login.
     *
     * @throws dev.meridian.sharding.ShardingException if the unit forbids a connection for sequences
     */
    public static void configureSequencing(ServerSession session) {
        SequencePools.install(session);
    }

    /** Lets EclipseLink see the columns of all shards where it looks at those of a table. */
    public static void lookUpColumns(ServerSession session, SchemaStatements statements) {
        session.getEventManager().addListener(new SessionEventAdapter() {
            @Override
            public void postLogin(SessionEvent event) {
                if (session.getAccessor() instanceof ShardAccessor shared) {
                    shared.lookUpColumnsWith(new ColumnsOverShards(statements, session));
                }
            }
        });
    }
}
